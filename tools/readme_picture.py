"""Picture of README.md (docs/banepa.jpg): drone imagery of Banepa, and the footprints of the built-in model on it.

    <worker's python> protocol/launch.py roofline.tools.readme_picture DATA OUT.jpg        (make picture DATA=folder)
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

from ..models.core.job import Job
from ..models.evaluation.pictures import BLUE, OutlineLayer, draw, side_by_side, stretch
from ..models.geodata.polygon_io import read_polygons
from ..models.geodata.raster_source import Imagery
from ..models.inference.predict import find_footprints
from ..protocol.job_requests import Predict

RASTER = Path("banepa_nepal", "images", "banepa_nepal_a.tif")
RESOLUTION_M = 0.2
LEFT, TOP, WIDTH, HEIGHT = 640, 1180, 560, 380
"""The part that is shown, in pixels of RESOLUTION_M."""
MARGIN = 150
"""Pixels around it that the model looks at too."""
QUALITY = 78


def footprints_in(raster: Path, imagery: Imagery) -> list:
    """The built-in model's footprints in the part that is shown, in the CRS of the imagery."""
    left, top = imagery.transform @ (LEFT - MARGIN, TOP - MARGIN)
    right, bottom = imagery.transform @ (LEFT + WIDTH + MARGIN, TOP + HEIGHT + MARGIN)
    extent = {"xmin": left, "ymin": bottom, "xmax": right, "ymax": top, "crs": imagery.crs.to_wkt()}
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "footprints.gpkg")
        find_footprints(Predict("picture", folder, [str(raster)], path, {}, extent=extent), Job())
        return read_polygons(path, "footprints").to(imagery.crs).geometries


def main() -> None:
    data, out = map(Path, sys.argv[1:])
    imagery = Imagery(str(data / RASTER), ("red", "green", "blue"), RESOLUTION_M)
    image, valid = imagery.read(LEFT, TOP, WIDTH, HEIGHT)
    plain = stretch(image, valid)
    transform = imagery.transform @ imagery.transform.translation(LEFT, TOP)
    drawn = draw(plain.copy(), transform, [OutlineLayer(footprints_in(data / RASTER, imagery), BLUE, 2.0, 0.3)])
    Image.fromarray(np.asarray(side_by_side([plain, drawn]))).save(out, quality=QUALITY, optimize=True)


if __name__ == "__main__":
    main()
