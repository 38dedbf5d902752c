"""Kinds of raster files, and how a small scene is written as each of them."""

import zipfile
from functools import lru_cache
from pathlib import Path
from typing import Callable, NamedTuple

import numpy as np
import pyproj
import rasterio
import rasterio.shutil
from affine import Affine
from rasterio.control import GroundControlPoint
from rasterio.enums import ColorInterp, Resampling
from rasterio.rpc import RPC
from roofline.models.geodata.ground_sample_distance import ground_pixel_size
from roofline.scenes.scene import make_scene
from roofline.scenes.town import TOWNS

from .town import UTM, write_raster

ROWS, COLUMNS = 300, 400
GRID = Affine(0.3, 0, 500_000, 0, -0.3, 9_300_000)
HOLE = (slice(90, 150), slice(120, 200))
"""Pixels without a value in the kinds that have some."""
FEET = "EPSG:2277"
FOOT_M = 0.3048006096
LOCAL = ('PROJCS["town grid",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM['
         '"Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER['
         '"latitude_of_origin",-6.3],PARAMETER["central_meridian",33],PARAMETER["scale_factor",1],PARAMETER['
         '"false_easting",1000],PARAMETER["false_northing",2000],UNIT["metre",1]]')


class Made(NamedTuple):
    """A raster of a kind, and the plain GeoTIFF to compare it with: pixel by pixel, or where both lie on the ground."""

    path: str
    plain: str
    on_the_ground: bool = False


class Kind(NamedTuple):
    """A kind of raster file, in words, and a function of a folder that makes one."""

    name: str
    done: str
    make: Callable[[Path], Made]


@lru_cache(maxsize=1)
def scene():
    """Three bands of a synthetic town, none of them 0."""
    return make_scene(TOWNS["red_roofs"], 1, ROWS, COLUMNS).image.clip(1)


def holed(values=0):
    """The scene without values in the hole."""
    image = scene().copy()
    image[(slice(None), *HOLE)] = values
    return image


def mask():
    """255 where the scene has values outside of the hole."""
    image = np.full((ROWS, COLUMNS), 255, np.uint8)
    image[HOLE] = 0
    return image


def gray():
    return scene().mean(axis=0, keepdims=True).astype(np.uint8)


def geotiff(path, image, transform=GRID, crs=UTM, **profile):
    return write_raster(path, image, transform, crs, **profile)


def plain(folder, image=None, **profile):
    """The GeoTIFF of 8 bits, or of `image`, to compare with."""
    return geotiff(folder / "plain.tif", scene() if image is None else image, **profile)


def decoded(folder, path):
    """The plain GeoTIFF of the pixels of a raster that keeps them in its own way."""
    with rasterio.open(path) as raster:
        return plain(folder, raster.read([1, 2, 3]), transform=raster.transform, crs=raster.crs)


def of_type(dtype, change, **profile):
    return lambda folder: Made(geotiff(folder / "kind.tif", change(scene().astype("float64")).astype(dtype), **profile),
                               plain(folder))


def gray_of(bits):
    def make(folder):
        image = gray() >> (8 - bits)
        stretched = (image * (255 / (2 ** bits - 1))).round().astype(np.uint8)
        return Made(geotiff(folder / "kind.tif", image, nbits=bits), plain(folder, np.repeat(stretched, 3, axis=0)))
    return make


def palette(colors, **profile):
    """As many colours as there are levels of brightness, each the mean of its pixels."""
    def make(folder):
        light = scene().mean(axis=0)
        index = np.digitize(light, np.quantile(light, np.linspace(0, 1, colors + 1)[1:-1])).astype(np.uint8)
        table = np.array([scene()[:, index == one].mean(axis=1) for one in range(colors)]).round().astype(np.uint8)
        path = geotiff(folder / "kind.tif", index[None], photometric="PALETTE", **profile)
        with rasterio.open(path, "r+") as file:
            file.write_colormap(1, {number: tuple(map(int, color)) for number, color in enumerate(table)})
        return Made(path, plain(folder, np.moveaxis(table[index], -1, 0)))
    return make


def palette_with_points(folder):
    made = palette(256)(folder)
    with rasterio.open(made.path) as file:
        index, colors = file.read(), file.colormap(1)
    path = placed_by_points(folder / "points.tif", index, photometric="PALETTE")
    with rasterio.open(path, "r+") as file:
        file.write_colormap(1, colors)
    return Made(path, made.plain, on_the_ground=True)


def nan_nodata(folder):
    return Made(geotiff(folder / "kind.tif", np.where(mask() > 0, scene() / 255.0, np.nan).astype("float32"),
                        nodata=np.nan), plain(folder, holed(), nodata=0))


def nodata_of_each_band(folder):
    image = np.where(mask() > 0, scene().clip(4), [[[1]], [[2]], [[3]]]).astype("uint8")
    source = geotiff(folder / "source.tif", image)
    bands = "".join(
        f'<VRTRasterBand dataType="Byte" band="{number}"><NoDataValue>{number}</NoDataValue><ColorInterp>{color}'
        f'</ColorInterp><SimpleSource><SourceFilename relativeToVRT="0">{source}</SourceFilename><SourceBand>{number}'
        '</SourceBand></SimpleSource></VRTRasterBand>' for number, color in enumerate(("Red", "Green", "Blue"), 1))
    return Made(virtual(folder / "kind.vrt", bands), plain(folder, image * (mask() > 0), nodata=0))


def bands_of_several_types(folder):
    bands = ""
    for number, (dtype, name, color) in enumerate((("uint8", "Byte", "Red"), ("uint16", "UInt16", "Green"),
                                                   ("float32", "Float32", "Blue")), 1):
        source = geotiff(folder / f"{color}.tif", scene()[number - 1:number].astype(dtype))
        bands += (f'<VRTRasterBand dataType="{name}" band="{number}"><ColorInterp>{color}</ColorInterp><SimpleSource>'
                  f'<SourceFilename relativeToVRT="0">{source}</SourceFilename><SourceBand>1</SourceBand>'
                  '</SimpleSource></VRTRasterBand>')
    return Made(virtual(folder / "kind.vrt", bands), plain(folder))


def virtual(path, bands):
    path.write_text(f'<VRTDataset rasterXSize="{COLUMNS}" rasterYSize="{ROWS}"><SRS>{UTM}</SRS><GeoTransform>'
                    f'{", ".join(map(str, GRID.to_gdal()))}</GeoTransform>{bands}</VRTDataset>')
    return str(path)


def alpha(folder):
    image = np.concatenate([scene(), mask()[None]])
    return Made(geotiff(folder / "kind.tif", image, photometric="RGB", alpha="YES"), plain(folder, holed(), nodata=0))


def masked(internal):
    def make(folder):
        path = geotiff(folder / "kind.tif", scene(), photometric="RGB")
        with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=internal), rasterio.open(path, "r+") as file:
            file.write_mask(mask())
        assert (folder / "kind.tif.msk").exists() != internal
        return Made(path, plain(folder, holed(), nodata=0))
    return make


def placed_by_points(path, image, **profile):
    """A GeoTIFF without a grid: five control points lie where GRID puts them."""
    points = [GroundControlPoint(row, column, *(GRID @ (column, row))) for row, column in (
        (0, 0), (0, COLUMNS), (ROWS, COLUMNS), (ROWS, 0), (ROWS / 2, COLUMNS / 2))]
    with rasterio.open(path, "w", driver="GTiff", height=ROWS, width=COLUMNS, count=len(image), dtype="uint8",
                       gcps=points, crs=UTM, **profile) as file:
        file.write(image)
    return str(path)


def camera_model(folder):
    """RPC without any relief: longitude goes with the column, latitude with the row."""
    to_degrees = pyproj.Transformer.from_crs(UTM, "EPSG:4326", always_xy=True)
    (west, north), (east, south) = (to_degrees.transform(*(GRID @ corner)) for corner in ((0, 0), (COLUMNS, ROWS)))
    linear = [[0.0] * 20 for _ in range(2)]
    linear[0][2], linear[1][1] = -1.0, 1.0
    one = [1.0, *[0.0] * 19]
    path = folder / "kind.tif"
    with rasterio.open(path, "w", driver="GTiff", height=ROWS, width=COLUMNS, count=3, dtype="uint8") as file:
        file.write(scene())
        file.rpcs = RPC(height_off=0.0, height_scale=500.0, lat_off=(north + south) / 2, lat_scale=(north - south) / 2,
                        long_off=(west + east) / 2, long_scale=(east - west) / 2, line_off=ROWS / 2 - 0.5,
                        line_scale=ROWS / 2, samp_off=COLUMNS / 2 - 0.5, samp_scale=COLUMNS / 2, err_bias=None,
                        err_rand=None, line_num_coeff=linear[0], line_den_coeff=one, samp_num_coeff=linear[1],
                        samp_den_coeff=one)
    return Made(str(path), plain(folder), on_the_ground=True)


def south_up(folder):
    upside_down = GRID @ Affine.translation(0, ROWS) @ Affine.scale(1, -1)
    return Made(geotiff(folder / "kind.tif", scene()[:, ::-1], transform=upside_down), plain(folder),
                on_the_ground=True)


def somewhere(crs, transform):
    """The scene elsewhere, with pixels that are as large on the ground."""
    def make(folder):
        across, down = ground_size(crs, transform)
        alike = transform @ Affine.scale(*(np.array(ground_size(UTM, GRID)) / (across, down)))
        return Made(geotiff(folder / "kind.tif", scene(), transform=alike, crs=crs), plain(folder))
    return make


def ground_size(crs, transform):
    return ground_pixel_size(transform, (ROWS, COLUMNS), pyproj.CRS(crs))


def copied(driver, name, lossless=True, **options):
    """The scene in another format, with the files that GDAL writes beside it."""
    def make(folder):
        source, path = plain(folder), folder / name
        rasterio.shutil.copy(source, path, driver=driver, **options)
        return Made(str(path), source if lossless else decoded(folder, path))
    return make


def map_tiles(folder):
    """MBTiles are in Web Mercator, and GDAL brings the scene there."""
    path = folder / "kind.mbtiles"
    rasterio.shutil.copy(geotiff(folder / "source.tif", scene()), path, driver="MBTILES", TILE_FORMAT="PNG")
    with rasterio.open(path) as tiles:
        pixels = np.where(tiles.read(4) > 0, tiles.read([1, 2, 3]), 0)
        return Made(str(path), plain(folder, pixels, transform=tiles.transform, crs=tiles.crs, nodata=0))


def zipped(folder):
    with zipfile.ZipFile(folder / "kind.zip", "w") as archive:
        archive.write(plain(folder), "town.tif")
    return Made(f"/vsizip/{folder / 'kind.zip'}/town.tif", str(folder / "plain.tif"))


def overviews_beside(folder):
    path = geotiff(folder / "kind.tif", scene())
    with rasterio.Env(TIFF_USE_OVR=True), rasterio.open(path, "r+") as file:
        file.build_overviews([2, 4], Resampling.average)
    assert (folder / "kind.tif.ovr").exists()
    return Made(path, plain(folder))


def pixel_is_point(folder):
    path = folder / "kind.tif"
    with rasterio.open(path, "w", driver="GTiff", height=ROWS, width=COLUMNS, count=3, dtype="uint8", crs=UTM,
                       transform=GRID) as file:
        file.update_tags(AREA_OR_POINT="Point")
        file.write(scene())
    return Made(str(path), plain(folder), on_the_ground=True)


def blue_green_red(folder):
    path = geotiff(folder / "kind.tif", scene()[::-1], photometric="MINISBLACK")
    with rasterio.open(path, "r+") as file:
        file.colorinterp = [ColorInterp.blue, ColorInterp.green, ColorInterp.red]
    return Made(path, plain(folder))


TURNED = GRID @ Affine.rotation(25)
KINDS = [
    Kind("one band of gray", "serves for red, green and blue; told", gray_of(8)),
    Kind("gray of 4 bits", "the same", gray_of(4)),
    Kind("gray of 1 bit", "the same", gray_of(1)),
    Kind("palette of 256 colours", "the colours are looked up; told", palette(256)),
    Kind("palette of 16 colours, 4 bits", "the same", palette(16, nbits=4)),
    Kind("palette of 2 colours, 1 bit", "the same", palette(2, nbits=1)),
    Kind("16 bits of which 11 are used", "read as it is", of_type("uint16", lambda x: 8 * x, nbits=11)),
    Kind("16 bits with an offset", "the same", of_type("uint16", lambda x: 12 * x + 900)),
    Kind("16 bits with sign", "the same", of_type("int16", lambda x: 20 * x - 2000)),
    Kind("bands of 8, 16 and 32 bits in one raster", "read as the type that holds all", bands_of_several_types),
    Kind("bands in the order blue, green, red", "matched by their colours", blue_green_red),
    Kind("floating point, NaN where there is nothing", "not valid", nan_nodata),
    Kind("a nodata value of its own for each band", "not valid", nodata_of_each_band),
    Kind("alpha band", "not valid where it is 0", alpha),
    Kind("internal mask", "the same", masked(True)),
    Kind("mask beside the file (.msk)", "the same", masked(False)),
    Kind("rotated", "read on its own axes", somewhere(UTM, TURNED)),
    Kind("south up", "turned over while it is read", south_up),
    Kind("ground control points", "warped while it is read; told",
         lambda folder: Made(placed_by_points(folder / "kind.tif", scene()), plain(folder), on_the_ground=True)),
    Kind("ground control points and a palette", "both", palette_with_points),
    Kind("camera model (RPC)", "warped at height 0 while it is read, as QGIS shows it; told", camera_model),
    Kind("JPEG in YCbCr in a GeoTIFF", "decoded", copied("GTiff", "kind.tif", lossless=False, COMPRESS="JPEG",
                                                           PHOTOMETRIC="YCBCR", JPEG_QUALITY=75)),
    Kind("JPEG with .jgw and .aux.xml", "the same", copied("JPEG", "kind.jpg", lossless=False, WORLDFILE="YES")),
    Kind("JPEG 2000", "the same", copied("JP2OpenJPEG", "kind.jp2", QUALITY="100", REVERSIBLE="YES")),
    Kind("PNG with .wld and .aux.xml", "the same", copied("PNG", "kind.png", WORLDFILE="YES")),
    Kind("TIFF with .tfw and .aux.xml", "placed by them",
         copied("GTiff", "kind.tif", PROFILE="BASELINE", TFW="YES")),
    Kind("overviews beside the file (.ovr)", "read where they are fine enough", overviews_beside),
    Kind("ERDAS Imagine", "read", copied("HFA", "kind.img")),
    Kind("MBTiles", "read", map_tiles),
    Kind("raster in a GeoPackage", "read", copied("GPKG", "kind.gpkg", TILE_FORMAT="PNG")),
    Kind("virtual raster (VRT)", "read", copied("VRT", "kind.vrt")),
    Kind("raster in a zip", "read", zipped),
    Kind("COG", "read", copied("COG", "kind.tif")),
    Kind("COG at a web address", "read in ranges", copied("COG", "kind.tif")),
    Kind("pixel is point", "its point is the middle of the pixel", pixel_is_point),
    Kind("CRS in feet", "measured on the ground",
         somewhere(FEET, Affine(0.3 / FOOT_M, 0, 3_100_000, 0, -0.3 / FOOT_M, 10_070_000))),
    Kind("CRS in degrees", "square pixels on the ground", somewhere("EPSG:4326", Affine(
        0.3 / 110_650, 0, 33.0, 0, -0.3 / 110_590, -6.3))),
    Kind("compound CRS (3D)", "its horizontal part", somewhere("EPSG:32736+5773", GRID)),
    Kind("custom CRS", "taken", somewhere(LOCAL, Affine(0.3, 0, 900, 0, -0.3, 2100)))]
