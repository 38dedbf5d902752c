"""The toy worker, which can also find and score: two squares, written as the real learning core writes them."""

import sys
from types import ModuleType

from osgeo import ogr, osr

from ...unit.toys.worker import ACTS, worker

SQUARES = ((500010, 4500010, 20), (500050, 4500050, 10))
FOOTPRINT = {"class": "building", "confidence": 0.9, "area_m2": 400.0, "perimeter_m": 80.0, "regularized": False,
             "status": "predicted", "model": "toy", "run": "job"}
ERROR = {"kind": "missed", "iou": 0.2, "area_m2": 400.0}


def write_squares(path, values, squares=SQUARES):
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32633)
    source = ogr.GetDriverByName("GPKG").CreateDataSource(path)
    layer = source.CreateLayer("found", crs, ogr.wkbPolygon)
    kinds = {str: ogr.OFTString, float: ogr.OFTReal, bool: ogr.OFTInteger}
    for name, value in values.items():
        layer.CreateField(ogr.FieldDefn(name, kinds[type(value)]))
    for x, y, side in squares:
        feature = ogr.Feature(layer.GetLayerDefn())
        corners = ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))
        outline = ", ".join(f"{x + side * i} {y + side * j}" for i, j in corners)
        feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POLYGON(({outline}))"))
        for name, value in values.items():
            feature[name] = value
        layer.CreateFeature(feature)


def find_footprints(request, job):
    if request.model == "find nothing":
        write_squares(request.footprints, FOOTPRINT, ())
    else:
        ACTS[request.model or "rest"](request, job)
        write_squares(request.footprints, FOOTPRINT)
    return {"footprints": request.footprints, "probability": request.probability, "count": 2}


def score_footprints(request, job):
    write_squares(request.errors, ERROR)
    return {"f1": 0.5, "precision": 1.0, "recall": float("nan"), "iou": 0.4, "report": request.report,
            "errors": request.errors, "matched": 1, "missed": 2, "false_alarms": 0}


for name, function in (("predict", find_footprints), ("evaluate", score_footprints)):
    module = ModuleType(name)
    vars(module)[function.__name__] = function
    sys.modules[worker.__name__.replace(".worker", f".{name}")] = module

if __name__ == "__main__":
    worker.main()
