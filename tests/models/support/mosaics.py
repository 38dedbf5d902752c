"""Parts of an image as rasters, the mosaic that is read in their place, and what is said of it."""

from affine import Affine
from roofline.models.core.job import Job
from roofline.models.geodata.mosaic import as_mosaics
from roofline.models.geodata.raster_source import Imagery

from .town import checkerboard_town, write_raster

RGB = ("red", "green", "blue")
TRANSFORM = Affine(0.3, 0, 500_000, 0, -0.3, 9_300_000)
IMAGE, _ = checkerboard_town(rows=200, columns=300)
PROFILE = {"photometric": "RGB", "tiled": True, "blockxsize": 64, "blockysize": 64}


def tile(folder, name, x, y, width, height, image=IMAGE, **profile):
    """A part of an image as a raster of its own."""
    return write_raster(folder / f"{name}.tif", image[:, y:y + height, x:x + width],
                        TRANSFORM @ Affine.translation(x, y), **{**PROFILE, **profile})


def told(paths, folder, **options):
    """The rasters that are read, and the notices."""
    said = []
    return as_mosaics(paths, folder, Job("job", said.append), **options), [message.text for message in said]


def whole(path, bands=RGB, resolution=0.3):
    imagery = Imagery(path, bands, resolution)
    return (*imagery.read(0, 0, imagery.shape[1], imagery.shape[0]), imagery)
