"""Layers of the demo (labels, areas) and its before/after picture; runs in the worker's Python.

    python protocol/launch.py roofline.tools.demo_layers prepare SCENE OUT
    python protocol/launch.py roofline.tools.demo_layers picture OUT
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import rasterio
import shapely
from rasterio.warp import transform_bounds

from ..models.core.errors import RooflineError
from ..models.evaluation.pictures import BLUE, GREEN, OutlineLayer, draw, png, side_by_side, stretch
from ..models.geodata.polygon_io import Polygons, read_polygons, write_polygons
from ..models.geodata.raster_source import Imagery

BANDS = ("red", "green", "blue")
PICTURE_M = 150.0
"""Side of the ground that the picture shows."""


def prepare(scene: Path, out: Path) -> dict[str, object]:
    """Write the labels and areas of a scene's two parts to `out`; returns the paths of all layers.

    The scene has `images/*.tif` and a GeoPackage with the layers `buildings` and `aoi`, each with a field `split`:
    `pool` is drawn and trained in, `test` is scored in. The areas of each part carry their role.
    """
    tables = sorted(scene.glob("*.gpkg"))
    if len(tables) != 1:
        raise RooflineError(
            f"{scene} must hold one GeoPackage with the layers 'buildings' and 'aoi'; it holds {len(tables)}.")
    buildings = read_polygons(tables[0], "buildings", "buildings")
    parts = read_polygons(tables[0], "areas", "aoi")
    for name, polygons in (("buildings", buildings), ("aoi", parts)):
        if "split" not in polygons.values:
            raise RooflineError(f"The layer '{name}' of {tables[0]} has no field 'split' with pool and test.")
    pool = _of(buildings, "pool")
    _write(out / "labels.gpkg", pool, {"class": ["building"] * len(pool)})
    _write(out / "reference.gpkg", buildings, {"split": buildings.values["split"]})
    for name, split, role in (("train_area", "pool", "train"), ("test_area", "test", "validate")):
        areas = _of(parts, split)
        _write(out / f"{name}.gpkg", areas, {"role": [role] * len(areas)})
    images = [str(path) for path in sorted((scene / "images").glob("*.tif")) if _holds_part(path, parts)]
    if not images:
        raise RooflineError(f"No raster in {scene / 'images'} lies under the areas of {tables[0].name}.")
    names = ("labels", "reference", "train_area", "test_area")
    return {"imagery": images, "labels_count": len(pool), **{name: str(out / f"{name}.gpkg") for name in names}}


def _of(polygons: Polygons, split: str) -> Polygons:
    chosen = polygons.pick(np.array([value == split for value in polygons.values["split"]]))
    if not len(chosen):
        raise RooflineError(f"No polygon has split '{split}'.")
    return chosen


def _write(path: Path, polygons: Polygons, fields: dict[str, list[str]]) -> None:
    write_polygons(path, path.stem, polygons.geometries, fields, polygons.crs)


def _holds_part(path: Path, parts: Polygons) -> bool:
    """Whether the middle of one of the parts lies on the raster, and a larger raster is not merely its surroundings."""
    if "image" in parts.values:
        return path.name in parts.values["image"]
    with rasterio.open(path) as dataset:
        frame = shapely.box(*transform_bounds(dataset.crs, parts.crs.to_wkt(), *dataset.bounds))
    return any(frame.contains(part.centroid) for part in parts.geometries)


def draw_before_and_after(out: Path) -> Path:
    """A PNG of the same ground twice: footprints of the base, then of the tuned model, over the reference in green."""
    layers = json.loads((out / "layers.json").read_text())
    areas = read_polygons(layers["test_area"], "areas")
    imagery = Imagery(layers["imagery"][0], BANDS, 0.3)
    rows, columns = imagery.shape
    area = next(a for a in areas.to(imagery.crs).geometries
                if a.intersects(shapely.box(*_corners(imagery, 0, 0, columns, rows))))
    side = int(PICTURE_M / imagery.resolution_m)
    x, y = ~imagery.transform @ (area.centroid.x, area.centroid.y)
    left, top = max(0, int(x - side / 2)), max(0, int(y - side / 2))
    image, valid = imagery.read(left, top, min(side, columns - left), min(side, rows - top))
    transform = imagery.transform @ imagery.transform.translation(left, top)
    reference = read_polygons(layers["reference"], "reference").to(imagery.crs).geometries
    pictures = []
    for name in ("base_footprints", "footprints"):
        found = read_polygons(out / f"{name}.gpkg", "footprints", may_be_empty=True).to(imagery.crs).geometries
        picture = np.repeat(np.repeat(stretch(image, valid), 2, axis=0), 2, axis=1)
        pictures.append(draw(picture, transform @ transform.scale(0.5), [
            OutlineLayer(reference, GREEN, 1.5), OutlineLayer(found, BLUE, 3.0, 0.25)]))
    path = out / "before_after.png"
    path.write_bytes(png(side_by_side(pictures)))
    return path


def _corners(imagery: Imagery, left: int, top: int, right: int, bottom: int) -> tuple[float, float, float, float]:
    x0, y0 = imagery.transform @ (left, top)
    x1, y1 = imagery.transform @ (right, bottom)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def main() -> None:
    command, *paths = sys.argv[1:]
    try:
        if command == "prepare":
            scene, out = (Path(path) for path in paths)
            layers = prepare(scene, out)
            (out / "layers.json").write_text(json.dumps(layers, indent=1))
        else:
            draw_before_and_after(Path(paths[0]))
    except RooflineError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
