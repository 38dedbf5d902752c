"""Writer of synthetic scenes: GeoTIFF, outlines and areas (GeoPackage) in a folder laid out as the labelled sets.

python protocol/launch.py roofline.scenes.write --town demo --seed 1 --size 1400x1000 OUTFOLDER
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pyogrio
import rasterio
import shapely
from affine import Affine
from shapely.geometry import Polygon, box

from ..models.core.errors import RooflineError
from ..models.geodata.polygon_io import GEOPACKAGE
from .scene import Scene, make_scene
from .town import TOWNS, Town

CRS = "EPSG:32736"  # UTM 36 south: true metres
ORIGIN = (512_000.0, 9_368_000.0)
GAP_M = 24.0


def write_scene_folder(folder: Path | str, town: Town, seed: int, height: int, width: int) -> Path:
    """`images/NAME.tif` and `NAME.gpkg` with the layers `buildings` and `aoi`; returns the GeoPackage's path.

    `aoi` is two halves of the image at least 20 m apart, split `pool` (to draw and train in) and `test`. A building's
    split is the half that holds its representative point, `edge` where none does; `crosses_split` tells that it touches
    a half without lying wholly inside the one it is counted to.
    """
    folder, name = Path(folder), f"{town.name}_{seed}"
    if max(height, width) * town.resolution_m <= 2 * GAP_M:
        raise RooflineError(
            f"A scene of {width} x {height} pixels at {town.resolution_m} m is too small for two halves with a gap of "
            f"{GAP_M:.0f} m; ask for at least {int(2 * GAP_M / town.resolution_m) + 1} pixels on the longer side."
        )
    scene = make_scene(town, seed, height, width)
    (folder / "images").mkdir(parents=True, exist_ok=True)
    _write_image(folder / "images" / f"{name}.tif", scene)
    halves = _halves(height, width, town.resolution_m)
    outlines = shapely.transform(scene.outlines, lambda pixels: to_map(pixels, town.resolution_m))
    path = folder / f"{name}.gpkg"
    path.unlink(missing_ok=True)
    _write_layer(path, "buildings", list(outlines), _building_fields(list(outlines), halves, f"{name}.tif"))
    _write_layer(path, "aoi", list(halves.values()), {"image": [f"{name}.tif"] * 2, "split": list(halves)})
    return path


def to_map(pixels: np.ndarray, resolution_m: float) -> np.ndarray:
    """Coordinates in `CRS` of pixel coordinates (x right, y down)."""
    return pixels * [resolution_m, -resolution_m] + ORIGIN


def _write_image(path: Path, scene: Scene) -> None:
    transform = Affine(scene.resolution_m, 0, ORIGIN[0], 0, -scene.resolution_m, ORIGIN[1])
    bands, height, width = scene.image.shape
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        count=bands,
        height=height,
        width=width,
        dtype="uint8",
        crs=CRS,
        transform=transform,
        tiled=True,
        blockxsize=256,
        blockysize=256,
        compress="deflate",
        predictor=2,
        photometric="rgb",
    ) as raster:
        raster.write(scene.image)


def _halves(height: int, width: int, resolution_m: float) -> dict[str, Polygon]:
    """Two parts of the image in CRS units, cut across its longer side."""
    gap = GAP_M / resolution_m / 2
    if width >= height:
        halves = {"pool": box(0, 0, width / 2 - gap, height), "test": box(width / 2 + gap, 0, width, height)}
    else:
        halves = {"pool": box(0, 0, width, height / 2 - gap), "test": box(0, height / 2 + gap, width, height)}
    return {
        split: shapely.transform(half, lambda pixels: to_map(pixels, resolution_m)) for split, half in halves.items()
    }


def _building_fields(outlines: list[Polygon], halves: dict[str, Polygon], image: str) -> dict[str, list]:
    fields: dict[str, list] = {"image": [], "split": [], "crosses_split": [], "area_m2": []}
    for outline in outlines:
        inside = [split for split, half in halves.items() if half.contains(outline.representative_point())]
        touched = [split for split, half in halves.items() if half.intersects(outline)]
        split = inside[0] if inside else "edge"
        fields["image"].append(image)
        fields["split"].append(split)
        fields["crosses_split"].append(bool(touched) and not (inside and halves[split].contains(outline)))
        fields["area_m2"].append(round(outline.area, 1))
    return fields


def _write_layer(path: Path, layer: str, geometries: list[Polygon], fields: dict[str, list]) -> None:
    pyogrio.raw.write(
        path,
        geometry=np.array(shapely.to_wkb(geometries), dtype=object),
        field_data=[np.array(v) for v in fields.values()],
        fields=list(fields),
        layer=layer,
        driver="GPKG",
        geometry_type="Polygon",
        crs=CRS,
        append=path.exists(),
        dataset_options=None if path.exists() else GEOPACKAGE,
    )


def parse_size(text: str) -> tuple[int, int]:
    """(width, height) from text such as 1400x1000."""
    width, _, height = text.lower().partition("x")
    if not (width.isdigit() and height.isdigit() and int(width) > 0 and int(height) > 0):
        raise argparse.ArgumentTypeError(f"a size is WIDTHxHEIGHT in pixels, such as 1400x1000; this is {text!r}")
    return int(width), int(height)


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a synthetic scene with its building outlines into a folder.")
    parser.add_argument("folder", nargs="?", help="where to write; made if it is not there")
    parser.add_argument(
        "--town", default="demo", choices=sorted(TOWNS), metavar="TOWN", help="a town that --list names"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--size", type=parse_size, default=(1400, 1000), metavar="WIDTHxHEIGHT", help="pixels (1400x1000)"
    )
    parser.add_argument("--list", action="store_true", help="print the towns and end")
    arguments = parser.parse_args()
    if arguments.list:
        print("\n".join(TOWNS))
        return
    if not arguments.folder:
        parser.error("name a folder to write to, or ask for --list")
    width, height = arguments.size
    print(write_scene_folder(arguments.folder, TOWNS[arguments.town], arguments.seed, height, width))


if __name__ == "__main__":
    main()
