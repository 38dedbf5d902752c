"""The toy worker, which can also find and score: two squares, written as the real learning core writes them."""

import os
from pathlib import Path

from osgeo import ogr, osr

from ....models.worker import server
from ...unit.toys.worker import ACTS, pretend

SQUARES = ((500010, 4500010, 20), (500050, 4500050, 10))
FOOTPRINT = {"class": "building", "confidence": 0.9, "area_m2": 400.0, "perimeter_m": 80.0, "regularized": False,
             "status": "predicted", "model": "toy", "run": "job"}
SUGGESTED = {"role": "suggested", "rank": 1, "score": 0.25}
CHANGE = {"change": "changed", "before_id": "1,2", "after_id": "3", "iou": 0.5, "covered_before": 0.5,
          "covered_after": 1.0, "area_before_m2": 800.0, "area_after_m2": 400.0}
ERROR = {"kind": "missed", "iou": 0.2, "area_m2": 400.0}


def write_squares(path, values, squares=SQUARES):
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32633)
    source = ogr.GetDriverByName("GPKG").CreateDataSource(path)
    layer = source.CreateLayer("found", crs, ogr.wkbPolygon)
    source.StartTransaction()
    kinds = {str: ogr.OFTString, int: ogr.OFTInteger, float: ogr.OFTReal, bool: ogr.OFTInteger}
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
    source.CommitTransaction()


MANY = "find 10000"
FIND_ONE = "find one, then "


def find_footprints(request, job):
    if request.model == "find nothing":
        write_squares(request.footprints, FOOTPRINT, ())
    elif request.model == MANY:
        squares = [(500000 + 20 * (n % 100), 4500000 + 20 * (n // 100), 10) for n in range(10000)]
        write_squares(request.footprints, FOOTPRINT, squares)
    elif (request.model or "").startswith(FIND_ONE) and not request.resume:
        Path(request.folder, "strips").mkdir()
        Path(request.folder, "strips", "0000-0000000000-000064.tif").touch()
        write_squares(request.footprints, FOOTPRINT, SQUARES[:1])
        job.progress(0.43, "1 footprint so far")
        ACTS[request.model[len(FIND_ONE):]](request, job)
    elif request.resume:
        job.progress(0.01, "goes on")
        write_squares(request.footprints, FOOTPRINT)
    else:
        ACTS[request.model or "rest"](request, job)
        write_squares(request.footprints, FOOTPRINT)
    return {"footprints": request.footprints, "probability": request.probability, "count": 2}


def score_footprints(request, job):
    write_squares(request.errors, ERROR)
    return {"f1": 0.5, "precision": 1.0, "recall": float("nan"), "iou": 0.4, "mean_iou": 0.3,
            "report": request.report,
            "errors": request.errors, "matched": 1, "missed": 2, "false_alarms": 0,
            "polis_m": 0.4, "right_angles": 0.9, "corners": 4.5, "false_on_empty": None}


def compare_layers(request, job):
    write_squares(request.changes, CHANGE)
    return {"changes": request.changes, "new": 1, "gone": 0, "changed": 2, "unchanged": 3, "split": 4, "merged": 5,
            "regrouped": 6}


def learning_curve(request, job):
    ACTS[request.base_model or "rest"](request, job)
    points = [{"strategy": "staged" if labels else "", "labels": labels, "f1": f1, "f1_low": f1 - 0.1,
               "f1_high": f1 + 0.1, "iou": 0.5, "iou_low": None, "iou_high": None, "classes": None, "found": 6.0,
               "missed": 4.0, "false_alarms": 4.5,
               "trainings": 2 if labels else 0} for labels, f1 in ((0, 0.2), (10, 0.4), (20, 0.5), (40, 0.6))]
    return {"report": request.report, "answer": "The curve is still rising.", "points": points, "f1": 0.6,
            "base_f1": 0.2, "mean_iou": None, "base_mean_iou": None,
            "gain": 0.1, "gain_low": 0.05, "gain_high": 0.15, "verdict": "rising"}


def pretrain(request, job):
    """Learning behaves as the setting `clusters` says."""
    ACTS[{498: "be killed", 499: "never end"}.get(request.settings["clusters"], "rest")](request, job)
    Path(request.model).write_bytes(b"weights")
    return {"model": request.model, "report": request.report, "loss": 0.5, "windows": 40, "steps": 9}


def suggest_areas(request, job):
    ACTS[request.model or "rest"](request, job)
    write_squares(request.suggested, SUGGESTED)
    return {"suggested": request.suggested, "count": 2, "compared": 9}


def align_labels(request, job):
    """The first label moves 6 m to the east."""
    write_squares(request.moves, {"source_id": 0, "east_m": 6.0, "north_m": 0.0}, ())
    target, labels = ogr.Open(request.moves, update=1), ogr.Open(request.labels)
    first = next(iter(labels.GetLayer()))
    feature = ogr.Feature(target.GetLayer().GetLayerDefn())
    feature.SetGeometry(first.GetGeometryRef().GetGeometryRef(0))
    feature["source_id"], feature["east_m"], feature["north_m"] = first["source_id"], 6.0, 0.0
    target.GetLayer().CreateFeature(feature)
    return {"moves": request.moves, "dx_m": 6.0, "dy_m": 0.0, "confidence": 0.98, "count": 1, "sentences": []}


def export_onnx(request, job):
    ACTS[request.model or "rest"](request, job)
    Path(request.onnx).write_bytes(b"onnx")
    return {"onnx": request.onnx, "stac": request.stac}


def regularize_layer(request, job):
    """Every polygon with ground becomes the square of its number, and every second counts as drawn anew."""
    ACTS[{998: "be killed", 999: "never end"}.get(request.settings["neighbours_m"], "rest")](request, job)
    source = ogr.Open(request.polygons)
    numbers = [feature["source_id"] for feature in source.GetLayer()
               if feature.GetGeometryRef().ConvexHull().Area() > 0]
    write_squares(request.regularized, {"source_id": 0, "regularized": False}, ())
    target = ogr.Open(request.regularized, update=1)
    layer = target.GetLayer()
    for place, number in enumerate(numbers):
        feature = ogr.Feature(layer.GetLayerDefn())
        side = number
        feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POLYGON((0 0, {side} 0, {side} {side}, 0 {side}, 0 0))"))
        feature["source_id"], feature["regularized"] = number, place % 2
        layer.CreateFeature(feature)
    return {"regularized": request.regularized, "count": len(numbers) // 2, "polygons": len(numbers)}


def self_test(request, job):
    """Two parts beside the imports: one that stops the process, as the environment says in TOY_PART, and a good one."""
    if request.part == "machine":
        return {"facts": {"Device": "CPU (2 threads)"}, "parts": [["odd", "An odd part"], ["good", "A good part"]]}
    ACTS[os.environ.get("TOY_PART", "rest") if request.part == "odd" else "rest"](request, job)
    return {"text": "fine", "seconds": 1.5, "megapixels_per_second": 2.0 if request.part == "good" else None}


for name, function in (("inference.predict", find_footprints), ("evaluation.evaluate", score_footprints),
                       ("evaluation.change_detection", compare_layers),
                       ("labelling.learning_curve", learning_curve), ("labelling.active_learning", suggest_areas),
                       ("labelling.align_labels", align_labels), ("pretraining.pretrain", pretrain),
                       ("onnx_io.export_job", export_onnx), ("diagnostics.self_test", self_test),
                       ("regularize.layer_job", regularize_layer)):
    pretend(name, function)

if __name__ == "__main__":
    server.main()
