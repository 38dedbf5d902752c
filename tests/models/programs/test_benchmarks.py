"""What the benchmarks reckon with: draws of labels, scores of several runs, and verdicts."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pyogrio
import pytest
import rasterio
import shapely
import torch
from affine import Affine
from pyproj import CRS
from rasterio.features import rasterize

from ....benchmarks import prediction_worker
from ....benchmarks.arms import SIZES, Arm, chosen_factors, few_and_many, long_and_short, tuned_parts
from ....benchmarks.backbone_memory import gigabytes
from ....benchmarks.claims import changed_mb
from ....benchmarks.claims_report import best_long, claim_1, claim_2, claim_3, labels_needed, report
from ....benchmarks.draws import REACH_M, draw
from ....benchmarks.few_labels import verdicts
from ....benchmarks.foundation import Scene, base_model, prepare
from ....benchmarks.foundation import report as foundation_report
from ....benchmarks.grid import _keep, read_results, run_grid
from ....benchmarks.label_shift import DISTANCES_M, Row, Seen, shift_of, table
from ....benchmarks.pooled import pooled
from ....benchmarks.prediction import keep
from ....benchmarks.prediction_peer import STEP, TILE, polygons_of, starts, weights
from ....benchmarks.prediction_rasters import tiled, virtual
from ....benchmarks.prediction_turns import in_turns
from ....benchmarks.training_speed import Watch
from ....models.geodata.polygon_io import read_polygons
from ....models.networks.model_card import Band, Card
from ....models.networks.model_file import write_model
from ....models.networks.model_registry import load_base, load_model
from ....protocol.launch import ROOT
from ....protocol.messages import Progress
from ....recipes.grounds import Ground
from ..support.town import UTM, write_raster

TOWN = [shapely.box(x, y, x + 8, y + 8) for x in range(0, 200, 20) for y in range(0, 100, 20)]
POOL = shapely.box(-5, -5, 195, 95)


def run(matched: int, missed: int, false: int, **more: Any) -> dict[str, Any]:
    counts = {"f1": 0.5, "iou": 0.6, "matched": matched, "missed": missed, "false_alarms": false}
    return {**counts, **more, "scores": {"zanzibar": counts}}


def test_fewer_labels_of_a_seed_are_among_more() -> None:
    few, many = draw(TOWN, POOL, 5, seed=3), draw(TOWN, POOL, 20, seed=3)
    assert {label.wkt for label in few.labels} < {label.wkt for label in many.labels}


def test_another_seed_draws_elsewhere() -> None:
    spots = {draw(TOWN, POOL, 1, seed).labels[0].wkt for seed in range(8)}
    assert len(spots) > 1


@pytest.mark.parametrize("count", [1, 5, 20])
def test_the_ground_of_a_draw_holds_its_labels_and_no_other(count: int) -> None:
    drawn = draw(TOWN, POOL, count, seed=1)
    mine = shapely.union_all(drawn.labels)
    others = shapely.union_all([label for label in TOWN if not label.intersects(mine.buffer(-1))])
    assert drawn.area.buffer(1e-6).covers(mine)
    assert drawn.area.intersection(others).area < 1e-6
    assert POOL.buffer(1e-6).covers(drawn.area)
    assert mine.buffer(REACH_M + 0.5).covers(drawn.area)


def test_the_ground_ends_halfway_to_the_next_label() -> None:
    drawn = draw(TOWN, POOL, 1, seed=1)
    [label] = drawn.labels
    assert drawn.area.area == pytest.approx(20 * 20, rel=0.35) and drawn.area.buffer(0.3).covers(label.buffer(5.5))


def test_a_draw_stays_in_one_part_of_the_pool() -> None:
    pool = shapely.MultiPolygon([shapely.box(-5, -5, 75, 95), shapely.box(115, -5, 195, 95)])
    drawn = draw(TOWN, pool, 500, seed=0)
    assert len(drawn.labels) == 20 and len(shapely.get_parts(pool)[shapely.intersects(
        shapely.get_parts(pool), shapely.union_all(drawn.labels))]) == 1


def test_runs_that_differ_widen_the_interval() -> None:
    alike, apart = pooled([run(50, 50, 50)] * 2), pooled([run(90, 10, 10), run(10, 90, 90)])
    assert alike.f1 == pytest.approx(0.5) and apart.f1 == pytest.approx(0.5)
    assert apart.high - apart.low > 3 * (alike.high - alike.low)


def test_the_interval_holds_the_mean_and_narrows_with_buildings() -> None:
    few, many = pooled([run(5, 5, 5)] * 3), pooled([run(500, 500, 500)] * 3)
    assert few.low < few.f1 < few.high and many.high - many.low < few.high - few.low


def test_a_run_that_found_nothing_scores_nothing() -> None:
    assert pooled([run(0, 40, 0)]).f1 == 0


def cells(auto: tuple[int, int, int], best: tuple[int, int, int], scratch: tuple[int, int, int]) -> list[str]:
    return verdicts({("zanzibar", "5"): {name: pooled([run(*counts)]) for name, counts in (
        ("auto", auto), ("full", best), ("scratch", scratch))}})


def test_auto_passes_near_the_best_and_above_scratch() -> None:
    assert [line[:6] for line in cells((50, 20, 20), (50, 20, 21), (5, 20, 20))[-2:]] == ["- pass", "- pass"]


def test_auto_fails_far_from_the_best_and_below_scratch() -> None:
    assert [line[:6] for line in cells((20, 50, 50), (50, 20, 20), (30, 20, 20))[-2:]] == ["- FAIL", "- FAIL"]


def test_labels_needed_lie_where_the_curve_crosses() -> None:
    assert labels_needed({10: 0.2, 40: 0.6}, 0.4) == pytest.approx(20)
    assert labels_needed({10: 0.5, 40: 0.6}, 0.4) == 10
    assert labels_needed({10: 0.2, 40: 0.3}, 0.4) is None


def test_the_long_run_is_chosen_by_its_held_out_labels() -> None:
    runs = [run(90, 10, 10, seed=0, held_out_f1=0.4), run(10, 90, 90, seed=0, held_out_f1=0.6)]
    assert best_long(runs) == [runs[1]]


@pytest.mark.parametrize(("short", "word"), [((50, 10, 10), "pass"), ((30, 40, 40), "FAIL")])
def test_claim_1_compares_the_short_run_with_the_long(short: tuple[int, int, int], word: str) -> None:
    arms = {"short": [run(*short, seed=0, seconds=3)], "long": [run(50, 10, 10, seed=0, seconds=60, held_out_f1=0.5)]}
    assert claim_1("zanzibar", arms)[-1].startswith(f"- {word}")


def test_claim_2_fails_when_the_control_saves_as_many_labels() -> None:
    scratch = [run(10, 90, 0, drawn=5), run(20, 80, 0, drawn=50), run(60, 40, 0, drawn=200)]
    base = [run(60, 40, 0, drawn=labels) for labels in (5, 50, 200)]
    lines = claim_2("zanzibar", {"from scratch": scratch, "pretrained, all": base, "wrong domain": base})
    assert lines[-2].startswith("- pass") and lines[-1].startswith("- FAIL")


def test_claim_2_judges_nothing_when_scratch_learned_nothing() -> None:
    arms = {"from scratch": [run(0, 90, 0, drawn=5)], "pretrained, all": [run(50, 40, 0, drawn=5)]}
    assert not any("pass" in line or "FAIL" in line for line in claim_2("zanzibar", arms))


def test_claim_3_tells_every_line_by_itself() -> None:
    cost = {"peak_mb": 900.0, "seconds_a_step": 1.0, "trainable": 1.0, "changed_mb": 7.0, "factor": 1.0}
    lighter = {**cost, "peak_mb": 600.0, "changed_mb": 2.0, "seconds_a_step": 1.2}
    lines = claim_3("zanzibar", {"base as it is": [run(30, 40, 40, factor=1.0)], "full": [run(50, 40, 40, **cost)],
                                 "adapter, rank 16": [run(50, 40, 41, **lighter)]})
    assert [line[2:6] for line in lines[-4:]] == ["pass", "pass", "FAIL", "pass"]


@pytest.mark.parametrize("size", ["small", "smoke"])
def test_a_report_of_less_than_the_whole_says_so_first_and_last(size: str) -> None:
    lines = report({}, SIZES[size].warning)
    assert lines[0] == lines[-1] == SIZES[size].warning and size.upper() in lines[0]


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_every_run_of_the_claims_has_a_name_of_its_own(size: Any) -> None:
    arms = [*long_and_short(size), *few_and_many(size), *tuned_parts(size, {})]
    assert len({arm.key for arm in arms}) == len(arms)
    assert len({arm.key for arm in arms} | {Arm("1", "x", "zanzibar", 0, 7).key}) == len(arms) + 1


def test_rates_come_from_the_other_place() -> None:
    results = {str(n): {"claim": "rates", "name": "full", "set": "banepa_nepal", "held_out_f1": f1, "factor": factor}
               for n, (f1, factor) in enumerate([(0.3, 1.0), (0.5, 3.0), (None, 9.0)])}
    assert chosen_factors(results, SIZES["whole"]) == {("full", "zanzibar"): 3.0}


def test_what_a_file_holds_of_its_base_is_no_change(tmp_path: Path) -> None:
    card = Card("toy", "resnet18", (16,), ("building",), (Band("red"),), None, 0.3, 0.5, 4.0)
    write_model(tmp_path / "base", card, {"same": torch.zeros(8), "tuned": torch.zeros(8)})
    write_model(tmp_path / "tuned", card, {
        "same": torch.zeros(8), "tuned": torch.ones(8), "adapter.new": torch.ones(8), "base.tuned": torch.zeros(8)})
    assert changed_mb(str(tmp_path / "base"), str(tmp_path / "tuned")) == 2 * 8 * 4 / 1e6


def test_results_are_taken_up_again(tmp_path: Path) -> None:
    path = tmp_path / "results" / "few.json"
    assert read_results(path) == {}
    _keep(path, {"one": {"f1": 0.5}})
    assert read_results(path) == {"one": {"f1": 0.5}}


def test_a_report_without_results_says_so(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="There are no results in .*none.json yet"):
        run_grid(argparse.Namespace(report=True, out=tmp_path / "none.json"), lambda options: {}, "")


def test_a_part_within_a_part_counts_once() -> None:
    watch = Watch()
    inner = watch.on("inner", lambda: np.ones(10).sum())
    watch.on("outer", inner)()
    inner()
    assert set(watch.seconds) == {"outer", "inner"} and watch.seconds["outer"] > 0


def test_measures_take_turns() -> None:
    asked: list[str] = []

    def measure(name: str) -> int:
        asked.append(name)
        return len(asked)

    assert in_turns({"a": lambda: measure("a"), "b": lambda: measure("b")}, 2) == {"a": [1, 3], "b": [2, 4]}
    assert asked == ["a", "b", "a", "b"]


@pytest.fixture
def small_image(tmp_path: Path) -> Path:
    pixels = np.random.default_rng(0).integers(0, 256, (3, 300, 700), np.uint8)
    return Path(write_raster(tmp_path / "small.tif", pixels, Affine(0.3, 0, 500_000, 0, -0.3, 9_300_000)))


def test_large_rasters_repeat_the_image(small_image: Path, tmp_path: Path) -> None:
    with rasterio.open(small_image) as image:
        wanted = np.tile(image.read(), (1, 4, 2))[:, :1100, :1100]
    for path in (tiled(small_image, tmp_path, 1100, None), virtual(small_image, tmp_path, 1100)):
        with rasterio.open(path) as large:
            assert np.array_equal(large.read(), wanted) and large.crs == UTM


def test_a_raster_of_the_models_resolution_repeats_what_the_model_sees(small_image: Path, tmp_path: Path) -> None:
    with rasterio.open(tiled(small_image, tmp_path, 600, 0.6)) as large:
        pixels = large.read()
        assert large.transform.a == pytest.approx(0.6, rel=1e-2)
    assert np.array_equal(pixels[:, :, :250], pixels[:, :, 350:]) and pixels.std() < 0.7 * 74


@pytest.mark.parametrize("length", [TILE, TILE + 1, 3 * TILE, 1600])
def test_half_of_each_tile_of_the_loop_overlaps_the_next(length: int) -> None:
    begins = starts(length)
    assert begins[0] == 0 and begins[-1] == length - TILE and np.all(np.diff(begins) <= STEP)
    assert weights().min() > 0 and weights().argmax() // TILE in (STEP - 1, STEP)


def test_the_loop_writes_the_buildings_that_are_large_enough(small_image: Path, tmp_path: Path) -> None:
    probabilities = np.zeros((300, 700), np.float32)
    probabilities[20:60, 30:90] = probabilities[100, 100] = 0.9
    target = tmp_path / "found.gpkg"
    assert polygons_of(load_model(None), probabilities, small_image, target) == 1
    [found] = shapely.from_wkb(pyogrio.raw.read(str(target))[2])
    assert found.area == pytest.approx(40 * 60 * 0.3 ** 2)


def test_the_peak_at_half_time_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, peaks = iter([100.0, 102.0, 104.0, 111.0]), iter([50.0, 60.0, 90.0])
    monkeypatch.setattr(prediction_worker, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    monkeypatch.setattr(prediction_worker, "peak_mb_of_all", lambda pid: next(peaks))
    watch = prediction_worker.Watch(limit_s=10)
    watch.on_message(Progress("job", 0.1, "", None, {"megapixels_per_second": 1.0}))
    assert [watch.is_over(1), watch.is_over(1), watch.is_over(1)] == [False, False, True]
    assert watch.summary() == {"peak_mb": 90.0, "peak_mb_at_half_time": 60.0}


def test_what_a_process_starts_counts_for_its_peak() -> None:
    holds = "import sys; held = bytearray(10 ** 8); print(flush=True); sys.stdin.read()"
    starts = ("import subprocess, sys; child = subprocess.Popen([sys.executable, '-c', sys.argv[1]], "
              "stdin=subprocess.PIPE, stdout=subprocess.PIPE); child.stdout.readline(); print(flush=True); "
              "sys.stdin.read(); child.communicate()")
    with subprocess.Popen([sys.executable, "-c", starts, holds], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE) as parent:
        assert parent.stdin is not None and parent.stdout is not None
        parent.stdout.readline()
        assert prediction_worker.peak_mb(parent.pid) < 80 < 100 < prediction_worker.peak_mb_of_all(parent.pid)
    assert prediction_worker.peak_mb_of_all(parent.pid) == 0


def test_the_parts_of_a_prediction_come_together(tmp_path: Path) -> None:
    path = tmp_path / "results" / "prediction.json"
    for part, value in (("speed", 1), ("memory", 2), ("speed", 3)):
        keep(path, part, {"value": value})
    assert json.loads(path.read_text(encoding="utf-8")) == {"speed": {"value": 3}, "memory": {"value": 2}}


def test_benchmarks_start_by_their_short_name(tmp_path: Path) -> None:
    out = tmp_path / "few.json"
    out.write_text(json.dumps({"results": {"a": run(5, 5, 5, set="zanzibar", labels="5", strategy="full", seconds=8,
                                                    steps=3, device="CPU", took="full")}}), encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "benchmarks.few_labels", "--report", "--out", str(out)], cwd=ROOT,
                          capture_output=True, text=True)
    assert done.returncode == 0 and "| zanzibar | 5 | **full** | 1 | 0.500" in done.stdout


def test_the_table_of_shifts_has_a_line_for_each_set_and_number_of_labels() -> None:
    rows = [Row("base", "town", labels, distance, 8, 0 if distance == 0 else 7, 1, 0.25 if distance else None)
            for labels in (12, 80) for distance in DISTANCES_M]
    lines = table(rows, {"town": "0.1 m to the north"}).splitlines()
    assert lines[2] == "| town | 12 | 1 of 8 | 7 (1) of 8 | 7 (1) of 8 | 7 (1) of 8 | 0.25 |  |"
    assert lines[3].endswith("| 0.25 | 0.1 m to the north |") and len(lines) == 4


def test_outlines_moved_by_known_metres_come_back() -> None:
    outlines = np.array([shapely.box(x, y, x + 20, y + 14) for x in (60, 150, 250) for y in (60, 130, 230)], object)
    building = 255 * rasterize(outlines, out_shape=(350, 350), dtype="uint8")
    ground = Ground("town", np.zeros((3, 350, 350)), np.ones((350, 350), bool), outlines, Affine.identity(), CRS(UTM),
                    0.3)
    told, _ = shift_of([Seen(ground, building)], np.arange(9), 3.0, -4.0)
    assert told is not None and (told.east_m, told.north_m) == pytest.approx((-3, 4), abs=0.5)
    assert shift_of([Seen(ground, building)], np.arange(9), 0.0, 0.0)[0] is None


def test_the_parts_of_a_scene_are_apart_and_its_labels_have_their_classes(tmp_path: Path) -> None:
    image = np.ones((2, 50, 40), np.uint16)
    scene = Scene("s", "image.tif", "labels.gpkg", "KIND", without=("none",), unknown="mask.tif")
    (tmp_path / "s").mkdir()
    grid = Affine(10, 0, 500_000, 0, -10, 9_300_000)
    write_raster(tmp_path / "s" / "image.tif", image, grid)
    mask = np.zeros((1, 50, 40), np.int16)
    mask[0, 45:] = -1
    write_raster(tmp_path / "s" / "mask.tif", mask, grid)
    boxes = [shapely.box(500_000 + x, 9_299_600, 500_050 + x, 9_299_900) for x in (0, 100, 200)]
    pyogrio.raw.write(str(tmp_path / "s" / "labels.gpkg"), shapely.to_wkb(boxes), [
        np.array(["Forest", "none", "Water"], object)], ["KIND"], geometry_type="Polygon", crs=UTM)
    ground = prepare(scene, tmp_path, tmp_path)
    labels, areas = read_polygons(ground.labels, "labels"), read_polygons(ground.areas, "areas", whole=True)
    assert labels.values["class"] == ["forest", "water"] and areas.values["role"] == ["train", "test", "ignore"]
    learned, scored, ignored = areas.geometries
    assert learned.bounds[1] == 9_300_000 - 300 and scored.bounds[3] == 9_300_000 - 330
    assert learned.distance(scored) == 30 and ignored.area == 5 * 40 * 100


def test_an_encoder_of_random_weights_is_a_base_model_by_its_name(tmp_path):
    model = load_base(base_model("random:tu-convnext_atto", tmp_path))
    assert model.card.encoder == "tu-convnext_atto" and not model.is_tuned
    assert base_model("buildings", tmp_path) == "buildings"


def test_the_table_of_bases_has_a_row_for_each_and_the_mean_over_its_seeds() -> None:
    runs = {str(seed): {"scene": "spain", "name": "buildings", "strategy": "full", "mean_iou": iou, "steps": 10,
                        "classes": {"water": iou}, "megabytes": 900.4, "seconds_taken": 31.0, "file_megabytes": 7.25}
            for seed, iou in enumerate((0.5, 0.7))}
    runs["f"] = {"scene": "spain", "name": "forest", "strategy": "", "mean_iou": 0.6, "classes": {"water": 0.6},
                 "megabytes": 300.0, "seconds_taken": 3.0, "file_megabytes": 20.0, "steps": None}
    lines = foundation_report(runs)
    assert lines[2].startswith("| base | strategy | runs | mean IoU | water |")
    assert lines[4] == "| buildings | full | 2 | 0.600 (0.500-0.700) | 0.60 | 900 | 31 | 10 | 7.2 |"
    assert lines[5] == "| forest | - | 1 | 0.600 | 0.60 | 300 | 3 | - | 20.0 |"


def test_an_adapter_of_a_large_backbone_needs_a_quarter_less_memory_than_all_of_it():
    (full, whole), (adapter, part) = (gigabytes("prithvi_eo_v2_100", strategy, False, 8, 224)
                                      for strategy in ("full", "adapter"))
    assert adapter < 0.75 * full and part < 0.1 < whole == 1.0
