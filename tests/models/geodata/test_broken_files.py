"""Whatever is wrong with a file, it is read or refused with a sentence for the analyst."""

import contextlib
import json
import sqlite3
from contextlib import closing

import numpy as np
import pytest
import rasterio
import shapely
from affine import Affine
from rasterio.enums import Resampling
from roofline.models.core.errors import RooflineError
from roofline.models.core.job import Job
from roofline.models.data.areas import extent_ground, find_ground
from roofline.models.evaluation.evaluate import score_footprints
from roofline.models.geodata import raster_file
from roofline.models.geodata.mosaic import as_mosaics
from roofline.models.geodata.polygon_io import read_polygons, write_polygons
from roofline.models.geodata.raster_source import Imagery, bands_of
from roofline.models.regularize.layer_job import regularize_layer
from roofline.protocol.job_requests import Evaluate, Extent, Regularize
from roofline.protocol.settings.regularization import RegularizeSettings
from roofline.protocol.settings.training import TrainSettings

from ..support.town import Town, write_raster

RGB = ("red", "green", "blue")
TRANSFORM = Affine(0.3, 0, 500_000, 0, -0.3, 9_300_000)
NOISE = np.random.default_rng(0).integers(1, 255, (4, 320, 400), dtype=np.uint8)
TILED = {"tiled": True, "blockxsize": 64, "blockysize": 64, "compress": "deflate"}
UTM = ('PROJCS["mine",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],'
       'UNIT["degree",0.0174532925199433]],PROJECTION["{}"],PARAMETER["latitude_of_origin",0],'
       'PARAMETER["central_meridian",33],PARAMETER["scale_factor",{}],UNIT["metre",1]]')


def zeroed(path, where):
    """The file with 400 bytes of zeros at each share of its length in `where`."""
    data = bytearray(path.read_bytes())
    for share in where:
        start = int(len(data) * share)
        data[start:start + 400] = bytes(400)
    path.write_bytes(data[:path.stat().st_size])


def damaged(path, image=NOISE[:3], overviews=False, mask=None, **profile):
    with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True):
        write_raster(path, image, TRANSFORM, **{**TILED, **profile})
        if mask is not None:
            with rasterio.open(path, "r+") as file:
                file.write_mask(mask)
    if overviews:
        with rasterio.open(path, "r+") as file:
            file.build_overviews([2, 4], Resampling.average)
    zeroed(path, np.linspace(0.05, 0.95, 60))


def cut_off(path, share):
    write_raster(path, NOISE[:3], TRANSFORM, **TILED)
    path.write_bytes(path.read_bytes()[:int(path.stat().st_size * share)])


def virtual(path, source="gone.tif", crs="EPSG:32736", bands=(1, 2, 3)):
    write_raster(path.with_name("town.tif"), NOISE[:3], TRANSFORM, **TILED)
    inside = "".join(f'<VRTRasterBand dataType="Byte" band="{band}"><SimpleSource><SourceFilename relativeToVRT="1">'
                     f'{source}</SourceFilename><SourceBand>{band}</SourceBand></SimpleSource></VRTRasterBand>'
                     for band in bands)
    path.write_text(f'<VRTDataset rasterXSize="400" rasterYSize="320"><SRS>{crs}</SRS><GeoTransform>'
                    f'500000, 0.3, 0, 9300000, 0, -0.3</GeoTransform>{inside}</VRTDataset>')


REFUSED = {
    "empty.tif": (lambda path: path.write_bytes(b""), "cannot be opened as a raster"),
    "text.tif": (lambda path: path.write_text("hello"), "cannot be opened as a raster"),
    "folder.tif": (lambda path: path.mkdir(), "is a folder. Give the raster in it"),
    "cut off in its head.tif": (lambda path: cut_off(path, 0.001), "cannot be opened as a raster"),
    "cut off.tif": (lambda path: cut_off(path, 0.5), "could not be read.*copy it again"),
    "zeros in the middle.tif": (damaged, "could not be read.*copy it again"),
    "zeros and overviews.tif": (lambda path: damaged(path, overviews=True, nodata=0), "could not be read"),
    "zeros in alpha.tif": (lambda path: damaged(path, NOISE, photometric="RGB", alpha="YES"), "could not be read"),
    "zeros in the mask.tif": (lambda path: damaged(path, mask=NOISE[0] // 128 * 255), "could not be read"),
    "its raster is gone.vrt": (virtual, "could not be read"),
    "itself.vrt": (lambda path: virtual(path, "itself.vrt"), "could not be read"),
    "no bands.vrt": (lambda path: virtual(path, bands=()), "cannot be opened as a raster"),
    "broken.vrt": (lambda path: path.write_text("<VRTDataset rasterXSize='4'"), "cannot be opened as a raster"),
    "no such projection.vrt": (lambda path: virtual(path, "town.tif", UTM.format("My_Own", 1)),
                               r"has a CRS \(mine\) whose coordinates cannot be computed"),
    "a projection to a point.vrt": (lambda path: virtual(path, "town.tif", UTM.format("Transverse_Mercator", 0)),
                                    "cannot be computed .*Invalid value for k"),
    "complex.tif": (lambda path: write_raster(path, NOISE[:3].astype("complex64"), TRANSFORM), "holds complex64"),
    "complex integers.tif": (lambda path: write_raster(path, NOISE[:3].astype("complex64"), TRANSFORM,
                                                       dtype="complex_int16"), "holds complex_int16"),
    "64 bits.tif": (lambda path: write_raster(path, NOISE[:3].astype("int64"), TRANSFORM), "holds int64"),
    "nodata.tif": (lambda path: write_raster(path, 0 * NOISE[:3], TRANSFORM, nodata=0), "no valid pixel"),
    "NaN.tif": (lambda path: write_raster(path, NOISE[:3] * np.float32(np.nan), TRANSFORM), "no valid pixel"),
    "infinite.tif": (lambda path: write_raster(path, NOISE[:3] * np.float32(np.inf), TRANSFORM), "no valid pixel"),
    "pixels without a height.tif": (lambda path: write_raster(path, NOISE[:3], TRANSFORM @ Affine.scale(1, 0)),
                                    "have no width or no height.*Georeference it again"),
    "pixels on a line.tif": (lambda path: write_raster(path, NOISE[:3], Affine(0.3, 0.3, 5e5, 0.3, 0.3, 9.3e6)),
                             "have no width or no height"),
    "metres as degrees.tif": (lambda path: write_raster(path, NOISE[:3], TRANSFORM, "EPSG:4326"),
                              "lies outside the area of its coordinate reference system: its middle is at 500060"),
    "far away.tif": (lambda path: write_raster(path, NOISE[:3], Affine(0.3, 0, 1e12, 0, -0.3, 1e12)), "lies outside"),
    "nowhere.tif": (lambda path: write_raster(path, NOISE[:3], Affine(0.3, 0, np.inf, 0, -0.3, 9.3e6)), "lies outside"),
    "no CRS.tif": (lambda path: write_raster(path, NOISE[:3], TRANSFORM, None), "no coordinate reference system")}


def read_all(path):
    bands_of(path)
    imagery = Imagery(path, RGB, 0.3)
    imagery.statistics()
    return imagery.read(0, 0, imagery.shape[1], imagery.shape[0])


@pytest.mark.parametrize("name", REFUSED)
def test_a_raster_is_refused_alone_and_beside_another(tmp_path, name):
    make, words = REFUSED[name]
    make(tmp_path / name)
    with pytest.raises(RooflineError, match=words):
        read_all(str(tmp_path / name))
    other = write_raster(tmp_path / "other.tif", NOISE[:3], TRANSFORM @ Affine.translation(400, 0), **TILED)
    with contextlib.suppress(RooflineError):
        for path in as_mosaics([other, str(tmp_path / name)], tmp_path, Job()):
            read_all(path)


def test_a_raster_that_may_not_be_read_is_told(tmp_path, monkeypatch):
    path = tmp_path / "secret.tif"
    path.write_text("")
    monkeypatch.setattr(raster_file.os, "access", lambda *_: False)
    with pytest.raises(RooflineError, match="secret.tif may not be read. Check its permissions"):
        bands_of(str(path))


@pytest.mark.parametrize("make", [
    lambda path: write_raster(path, NOISE[:3, :1, :1], TRANSFORM), lambda path: write_raster(path, NOISE[:3, :1],
                                                                                             TRANSFORM),
    lambda path: write_raster(path, np.where(NOISE[:3] > 128, 1e38, -1e38).astype("float32"), TRANSFORM),
    lambda path: write_raster(path, np.full_like(NOISE[:3], 7), TRANSFORM),
    lambda path: write_raster(path, np.tile(NOISE[:3], (30, 1, 1)), TRANSFORM)])
def test_odd_rasters_are_read(tmp_path, make):
    make(tmp_path / "odd.tif")
    assert read_all(str(tmp_path / "odd.tif"))[1].all()


def json_layer(path, *geometries, raw=None, crs="urn:ogc:def:crs:EPSG::32736"):
    text = json.dumps({"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": crs}}, "features": [
        {"type": "Feature", "properties": {}, "geometry": geometry} for geometry in geometries]})
    path.write_text(text if raw is None else raw(text))


def ring(*corners):
    return {"type": "Polygon", "coordinates": [[*map(list, corners), list(corners[0])]]}


HOUSE = ring((500_030, 9_299_970), (500_040, 9_299_970), (500_040, 9_299_980), (500_030, 9_299_980))
NAN, FAR = float("nan"), 1e300
ODD_LAYERS = {
    "empty.geojson": lambda path: json_layer(path), "null.geojson": lambda path: json_layer(path, None, None),
    "one null.geojson": lambda path: json_layer(path, None, HOUSE),
    "broken.geojson": lambda path: json_layer(path, HOUSE, raw=lambda text: text[:-90]),
    "nothing.geojson": lambda path: path.write_text(""), "binary.geojson": lambda path: path.write_bytes(b"\0\1\2"),
    "no features.geojson": lambda path: path.write_text('{"a": 1}'),
    "words.geojson": lambda path: json_layer(path, ring(("a", "b"), ("c", "d"), ("e", "f"))),
    "two corners.geojson": lambda path: json_layer(path, ring((500_030, 9_299_970), (500_040, 9_299_970))),
    "NaN.geojson": lambda path: json_layer(path, ring((NAN, 1), (2, 2), (3, 1))),
    "one NaN.geojson": lambda path: json_layer(path, HOUSE, ring((NAN, 1), (2, 2), (3, 1))),
    "far.geojson": lambda path: json_layer(path, ring((FAR, FAR), (2 * FAR, FAR), (FAR, 2 * FAR))),
    "one far.geojson": lambda path: json_layer(path, HOUSE, ring((1e15, 1e15), (2e15, 1e15), (1e15, 2e15))),
    "tiny.geojson": lambda path: json_layer(path, ring((500_030, 9_299_970), (500_030.000001, 9_299_970),
                                                       (500_030, 9_299_970.000001))),
    "world.geojson": lambda path: json_layer(path, ring((-180, -90), (180, -90), (180, 90), (-180, 90)),
                                             crs="urn:ogc:def:crs:OGC:1.3:CRS84"),
    "pole.geojson": lambda path: json_layer(path, ring((0, 89.9), (120, 89.9), (240, 89.9)),
                                            crs="urn:ogc:def:crs:OGC:1.3:CRS84"),
    "unknown CRS.geojson": lambda path: json_layer(path, HOUSE, crs="urn:ogc:def:crs:EPSG::999999"),
    "points.geojson": lambda path: json_layer(path, {"type": "Point", "coordinates": [1, 1]}),
    "inside each other.geojson": lambda path: json_layer(path, {"type": "GeometryCollection", "geometries": [
        {"type": "GeometryCollection", "geometries": [HOUSE]}]}),
    "table.csv": lambda path: path.write_text("a,b\n1,2\n"),
    "binary.csv": lambda path: path.write_bytes(b"\xb5\0" * 99),
    "text.gpkg": lambda path: path.write_text("hello"), "zero.gpkg": lambda path: path.write_bytes(b""),
    "no GeoPackage.gpkg": lambda path: database(path), "raster.gpkg": lambda path: write_raster(path, NOISE, TRANSFORM),
    "cut off.gpkg": lambda path: geopackage(path, lambda data: data[:len(data) // 2]),
    "noise.gpkg": lambda path: geopackage(path, lambda data: data[:len(data) // 2] + NOISE.tobytes()[:len(data) // 2]),
    "damaged shapes.gpkg": lambda path: damaged_shapes(path), "folder.shp": lambda path: path.mkdir(),
    "no such file.gpkg": lambda path: None, "head.shp": lambda path: path.write_bytes(bytes(50))}


def geopackage(path, change=lambda data: data):
    write_polygons(path, "houses", [shapely.box(500_030 + x, 9_299_970, 500_040 + x, 9_299_980) for x in (0, 20, 40)],
                   {}, "EPSG:32736")
    path.write_bytes(change(path.read_bytes()))


def database(path):
    with closing(sqlite3.connect(path)) as file:
        file.execute("CREATE TABLE a (b)")
        file.commit()


def damaged_shapes(path):
    geopackage(path)
    with closing(sqlite3.connect(path)) as file:
        for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            file.execute(f'DROP TRIGGER "{name}"')
        file.execute("UPDATE houses SET geom = X'00112233' WHERE fid = 1")
        file.execute("UPDATE houses SET geom = substr(geom, 1, 60) WHERE fid = 2")
        file.commit()


@pytest.fixture(scope="module")
def there(tmp_path_factory):
    return Town(tmp_path_factory.mktemp("there"))


@pytest.mark.parametrize("name", ODD_LAYERS)
def test_a_layer_is_used_or_refused_in_every_role(tmp_path, there, name):
    path = tmp_path / name
    ODD_LAYERS[name](path)
    imagery = Imagery(there.imagery, RGB, 0.3)
    out = str(tmp_path / "out.gpkg")
    uses = [
        lambda: find_ground([imagery], read_polygons(path, "labels"), None, TrainSettings(), Job()),
        lambda: find_ground([imagery], read_polygons(there.labels, "labels"), read_polygons(path, "areas", whole=True),
                            TrainSettings(), Job()),
        lambda: score_footprints(Evaluate("job", str(tmp_path), str(path), there.labels, out), Job()),
        lambda: score_footprints(Evaluate("job", str(tmp_path), there.labels, str(path), out), Job()),
        lambda: score_footprints(Evaluate("job", str(tmp_path), there.labels, there.labels, out, str(path)), Job()),
        lambda: regularize_layer(Regularize("job", str(tmp_path), str(path), out, RegularizeSettings().to_dict()),
                                 Job())]
    for use in uses:
        try:
            use()
        except RooflineError as error:
            assert str(error).endswith(".") and len(str(error)) > 30


@pytest.mark.parametrize("corners", [
    (0, 0, FAR, FAR), (-1e9, -1e9, 1e9, 1e9), (NAN, 0, 1, 1), (-np.inf, 0, np.inf, 1), (5, 5, 5, 5), (9, 9, 5, 5)])
def test_an_extent_without_ground_is_refused(there, corners):
    with pytest.raises(RooflineError, match="has no area, or is larger than the earth"):
        extent_ground(Imagery(there.imagery, RGB), Extent(*corners, "EPSG:32736"))
