"""Large test rasters: tiled GeoTIFFs and virtual rasters (VRT) that repeat one image."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

import numpy as np
import rasterio
from rasterio.windows import Window

from ..models.geodata.raster_source import Imagery
from ..models.networks.model_registry import load_model
from ..protocol.model_files import ENCODER_RESOLUTION_M
from ..protocol.settings.base import OFF
from ..scenes.town import TOWNS
from ..scenes.write import write_scene_folder

BLOCK = 512
MOST_TILED = 12_000
"""Side in pixels of the largest raster that is written out; a virtual one takes more time to read."""
BANEPA = Path("banepa_nepal") / "images" / "banepa_wide_unlabelled.tif"
BANDS = ("red", "green", "blue")
USUAL = {"resolution_m": ENCODER_RESOLUTION_M, "flips": OFF}
"""Settings of a prediction that chooses no scale: the time of the choice is not that of the prediction."""


def image_to_repeat(folder: Path, image: Path | None, data: Path | None) -> Path:
    """The image that was asked for, else Banepa's of the labelled sets, else a synthetic one, written to `folder`."""
    if image is None and data is not None and (data / BANEPA).is_file():
        image = data / BANEPA
    if image is None:
        write_scene_folder(folder, TOWNS["suburb"], 1, 2000, 2800)
        [image] = (folder / "images").glob("*.tif")
    return image.resolve()


def megapixels_of(raster: Path) -> float:
    """Megapixels of a raster at the resolution of the model that ships."""
    card = load_model(None).card
    imagery = Imagery(str(raster), card.bands, card.resolution_m)
    imagery.close()
    return imagery.shape[0] * imagery.shape[1] / 1e6


def raster_of(image: Path, folder: Path, side: int) -> Path:
    """A raster of `side` x `side` pixels of the model's resolution that repeats the image in the image's own pixels;
    virtual where it is too large."""
    resolution_m = load_model(None).card.resolution_m
    imagery = Imagery(str(image), BANDS)
    imagery.close()
    own = round(side * resolution_m / imagery.resolution_m)
    return tiled(image, folder, own, None) if own <= MOST_TILED else virtual(image, folder, own)


def tiled(image: Path, folder: Path, side: int, resolution_m: float | None) -> Path:
    """A tiled, deflated GeoTIFF of `side` x `side` pixels of `resolution_m` (None: as the image's) that repeats the
    image."""
    imagery, path = Imagery(str(image), BANDS, resolution_m), folder / f"tiled_{side}_{resolution_m}.tif"
    pixels, _ = imagery.read(0, 0, imagery.shape[1], imagery.shape[0])
    imagery.close()
    columns = np.arange(side) % imagery.shape[1]
    with rasterio.open(path, "w", driver="GTiff", width=side, height=side, count=len(BANDS), dtype=imagery.dtype,
                       crs=imagery.crs.to_wkt(), transform=imagery.transform, tiled=True, blockxsize=BLOCK,
                       blockysize=BLOCK, compress="deflate", predictor=2, photometric="rgb",
                       num_threads="all_cpus") as file:
        for row in range(0, side, BLOCK):
            rows = np.arange(row, min(row + BLOCK, side)) % imagery.shape[0]
            file.write(pixels[:, rows][:, :, columns], window=Window(0, row, side, len(rows)))
    return path


def virtual(image: Path, folder: Path, side: int) -> Path:
    """A virtual raster of `side` x `side` of the image's pixels that repeats it."""
    with rasterio.open(image) as file:
        width, height, kind = file.width, file.height, {"uint8": "Byte", "uint16": "UInt16"}[file.dtypes[0]]
        crs, transform = escape(file.crs.to_wkt()), ", ".join(map(str, file.transform.to_gdal()))
    places = [(x, y) for y in range(0, side, height) for x in range(0, side, width)]
    bands = "".join(
        f'<VRTRasterBand dataType="{kind}" band="{band}"><ColorInterp>{color.title()}</ColorInterp>' + "".join(
            f'<SimpleSource><SourceFilename>{escape(str(image))}</SourceFilename><SourceBand>{band}</SourceBand>'
            f'<SourceProperties RasterXSize="{width}" RasterYSize="{height}" DataType="{kind}"/>'
            f'<SrcRect xOff="0" yOff="0" xSize="{width}" ySize="{height}"/>'
            f'<DstRect xOff="{x}" yOff="{y}" xSize="{width}" ySize="{height}"/></SimpleSource>'
            for x, y in places) + "</VRTRasterBand>"
        for band, color in enumerate(BANDS, start=1))
    path = folder / f"virtual_{side}.vrt"
    path.write_text(f'<VRTDataset rasterXSize="{side}" rasterYSize="{side}"><SRS>{crs}</SRS>'
                    f"<GeoTransform>{transform}</GeoTransform>{bands}</VRTDataset>", encoding="utf-8")
    return path
