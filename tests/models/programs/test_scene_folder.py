"""Synthetic scenes as folders of files, as the programs write them: like the real data, in two halves."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import rasterio
import shapely
from roofline.models.core.errors import RooflineError
from roofline.protocol.paths import LAUNCH
from roofline.scenes.town import DEMO_TOWN, TOWNS
from roofline.scenes.write import main, write_scene_folder
from shapely.affinity import translate

from ..support.scenes import edge_strength


def run_module(module: str, *arguments: object) -> subprocess.CompletedProcess:
    command = [sys.executable, str(LAUNCH), f"roofline.scenes.{module}", *map(str, arguments)]
    return subprocess.run(command, check=False, capture_output=True, text=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scene")
    done = run_module("write", "--town", "demo", "--seed", 2, "--size", "640x400", folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_a_scene_folder_looks_like_the_real_data(folder: Path):
    package = folder / "demo_2.gpkg"
    assert sorted(name for name, _ in pyogrio.list_layers(package)) == ["aoi", "buildings"]
    assert {"image", "split", "crosses_split", "area_m2"} <= set(
        pyogrio.read_info(package, layer="buildings")["fields"]
    )
    with rasterio.open(folder / "images" / "demo_2.tif") as image:
        assert (image.count, image.width, image.height, image.dtypes[0]) == (3, 640, 400, "uint8")
        assert image.crs.is_projected and image.res == pytest.approx((0.3, 0.3)) and image.profile["tiled"]
        assert str(pyogrio.read_info(package, layer="aoi")["crs"]) == f"EPSG:{image.crs.to_epsg()}"


def read(package: Path, layer: str) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    meta, _, geometry, values = pyogrio.raw.read(package, layer=layer)
    return shapely.from_wkb(geometry), dict(zip(meta["fields"], values))


@pytest.mark.parametrize("size", [(400, 640), (640, 400)], ids=["wide", "tall"])
def test_the_two_halves_are_far_apart(tmp_path: Path, size: tuple[int, int]):
    package = write_scene_folder(tmp_path, TOWNS["tin_city"], 1, *size)
    halves, fields = read(package, "aoi")
    assert sorted(fields["split"]) == ["pool", "test"]
    assert halves[0].distance(halves[1]) >= 20
    with rasterio.open(tmp_path / "images" / "tin_city_1.tif") as image:
        assert all(shapely.box(*image.bounds).covers(half) for half in halves)


def test_every_building_knows_its_half(folder: Path):
    halves, half_fields = read(folder / "demo_2.gpkg", "aoi")
    half_of = dict(zip(half_fields["split"], halves))
    outlines, fields = read(folder / "demo_2.gpkg", "buildings")
    assert {"pool", "test"} <= set(fields["split"])
    for outline, split, crosses, area in zip(outlines, fields["split"], fields["crosses_split"], fields["area_m2"]):
        assert area == pytest.approx(outline.area, abs=0.06)
        if split in half_of and not crosses:
            assert half_of[split].contains(outline)
        if split == "edge" and not crosses:
            assert not any(half.intersects(outline) for half in halves)


def test_outlines_in_the_folder_lie_on_edges_of_the_image(folder: Path):
    outlines, _ = read(folder / "demo_2.gpkg", "buildings")
    with rasterio.open(folder / "images" / "demo_2.tif") as image:
        pixels, origin, size = image.read(), (image.bounds.left, image.bounds.top), image.res
    placed = shapely.transform(outlines, lambda points: (points - origin) / [size[0], -size[1]])
    assert edge_strength(pixels, list(placed)) > 1.25 * edge_strength(
        pixels, [translate(outline, 6, 6) for outline in placed]
    )


def test_writing_twice_replaces_the_scene(tmp_path: Path):
    counts = [len(read(write_scene_folder(tmp_path, DEMO_TOWN, 1, 300, 400), "buildings")[0]) for _ in range(2)]
    assert counts[0] == counts[1] > 0


def test_a_scene_too_small_for_two_halves_is_refused(tmp_path: Path):
    with pytest.raises(RooflineError, match="too small.*at least"):
        write_scene_folder(tmp_path, DEMO_TOWN, 1, 64, 64)
    assert not list(tmp_path.iterdir())


def test_the_command_lists_the_towns(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr(sys, "argv", ["write", "--list"])
    main()
    assert capsys.readouterr().out.split() == list(TOWNS)


def test_a_wrong_size_is_told_with_its_value(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr(sys, "argv", ["write", "--size", "1400", "folder"])
    with pytest.raises(SystemExit, match="2"):
        main()
    told = capsys.readouterr().err
    assert "'1400'" in told and "1400x1000" in told


@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
def test_the_gallery_is_one_picture_of_all_towns(tmp_path: Path):
    done = run_module("gallery", tmp_path / "towns.png", "--size", 96, "--random", 3)
    assert done.returncode == 0 and not done.stderr
    with rasterio.open(tmp_path / "towns.png") as picture:
        assert (picture.count, picture.width) == (3, 4 * 96 + 3 * 6)
