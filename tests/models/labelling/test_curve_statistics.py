"""What a learning curve says: its intervals, whether it rises, and how strategies compare."""

from dataclasses import replace

import numpy as np
import pytest
from roofline.models.evaluation.metrics import by_building, compare
from roofline.models.evaluation.svg_charts import Chart, Line, chart_svg
from roofline.models.labelling.curve_report import CurveInputs, answer, summary
from roofline.models.labelling.curve_statistics import CurveTraining, curves_of, fit_curve
from roofline.models.labelling.learning_curve import _row
from shapely.geometry import box


def test_false_alarms_go_to_the_nearest_building_that_counts():
    reference = [box(0, 0, 10, 10), box(100, 0, 110, 10), box(195, 0, 205, 10)]
    ours = [box(0, 0, 10, 10), box(80, 0, 90, 10), box(120, 0, 130, 10), box(20, 0, 30, 10)]
    found, alarms = by_building(compare(ours, reference, box(-50, -50, 200, 50)))
    assert found == [True, False] and alarms == [1, 2]


def outcomes(shares, buildings=200, repeats=2, seed=0, wanted="staged"):
    """Trainings that find these shares of the buildings, with as many false alarms as misses, in numbers of labels that
    double from 10."""
    random, hard = np.random.default_rng(seed), np.random.default_rng(99).random(buildings)
    made = []
    for step, found_share in enumerate(shares):
        for repeat in range(repeats):
            found = hard + random.normal(0, 0.02, buildings) < found_share
            alarms = np.bincount(random.integers(0, buildings, int((~found).sum())), minlength=buildings)
            made.append(CurveTraining(10 * 2 ** step, repeat, found.tolist(), alarms.tolist(), 0.5, 1, wanted, wanted))
    return made


def base(share=0.2, buildings=200):
    return replace(outcomes([share], buildings, 1)[0], labels=0)


def test_a_curve_that_rises_is_told_to_rise_and_by_how_much():
    curve = fit_curve(base(), outcomes([0.4, 0.5, 0.6, 0.7]))
    assert curve.gain.verdict == "rising" and curve.gain.expected == pytest.approx(0.085, abs=0.03)
    assert curve.beyond[0] < curve.last.score + curve.gain.expected < curve.beyond[1]
    assert curve.beyond[1] - curve.beyond[0] > curve.gain.high - curve.gain.low
    text = answer(curve)
    assert "still rising" in text and "160 labels" in text and "extrapolation" in text
    assert f"{curve.gain.expected:+.2f} F1" in text and f"{curve.gain.low:+.2f} to {curve.gain.high:+.2f}" in text


def test_a_curve_that_is_level_is_told_to_be_flat():
    curve = fit_curve(base(0.2, 1000), outcomes([0.7, 0.7, 0.7, 0.7], 1000))
    assert curve.gain.verdict == "flat" and "flat" in answer(curve) and abs(curve.gain.expected) < 0.02


def test_a_curve_that_falls_is_told_to_fall():
    curve = fit_curve(base(), outcomes([0.8, 0.7, 0.6, 0.5]))
    assert curve.gain.verdict == "falling" and "made the model worse" in answer(curve)


def cover(shares, blocks=40, repeats=2, seed=0):
    """Trainings on ground cover whose IoU is about these shares, of forest and, a little worse, of water, which is on
    every fourth block alone; in numbers of labels that double from 10."""
    random, hard = np.random.default_rng(seed), np.random.default_rng(99).normal(0, 0.1, blocks)
    made = []
    for step, share in enumerate(shares):
        for repeat in range(repeats):
            fit = np.clip(share + hard + random.normal(0, 0.02, blocks), 0, 1)
            ground = {"forest": [(100 * f, 100.0) for f in fit],
                      "water": [(0.9 * f * there, float(there)) for f, there in zip(fit, np.arange(blocks) % 4 == 0)]}
            made.append(CurveTraining(10 * 2 ** step, repeat, [], [], 0.5, 1, "full", "full", ground=ground))
    return made


def test_a_curve_of_ground_cover_is_the_mean_iou_of_its_classes():
    nothing = replace(cover([0.0], repeats=1)[0], labels=0)
    made = cover([0.4, 0.5, 0.6, 0.7])
    curve = fit_curve(nothing, made)
    last = curve.last
    above, below = (np.sum([[both[part] for both in one.ground["water"]] for one in made[-2:]]) for part in (0, 1))
    assert last.by_class["water"] == pytest.approx(above / below)
    assert last.score == pytest.approx(np.mean(list(last.by_class.values()))) == pytest.approx(0.66, abs=0.03)
    assert last.low < last.score < last.high and 0.02 < last.high - last.low < 0.2
    few = fit_curve(replace(cover([0.0], 8, 1)[0], labels=0), cover([0.4, 0.5, 0.6, 0.7], 8)).last
    assert few.high - few.low > 1.5 * (last.high - last.low)
    assert curve.gain.verdict == "rising" and f"{curve.gain.expected:+.2f} mean IoU" in answer(curve)


def test_a_base_that_knows_no_water_is_told_so_and_no_word_is_of_buildings():
    curves = curves_of(replace(cover([0.0], repeats=1)[0], labels=0), cover([0.4, 0.5, 0.6, 0.7]))
    inputs = CurveInputs(80, 9, 20.0, "areas", "b", ("forest", "water"), ["s2"], 0.5, 400.0, 160.0, base_knows=False)
    told = " ".join(summary(curves, inputs))
    assert "The base model knows nothing of this." in told and "forest 0.7" in told and "water 0.6" in told
    assert "uilding" not in told and "F1" not in told


def test_a_class_that_is_nowhere_has_no_score():
    nothing, *made = [replace(one, ground={**one.ground, "snow": [(0.0, 0.0)] * 40})
                      for one in cover([0.0, 0.4, 0.5, 0.6], repeats=1)]
    curve = fit_curve(replace(nothing, labels=0), made)
    assert curve.last.by_class["snow"] is None and curve.last.score > 0.5
    assert _row("full", curve.last, curve)["classes"].endswith("; snow –")


def test_what_cannot_be_told_is_not_told():
    curve = fit_curve(base(buildings=8), outcomes([0.5, 0.7, 0.4, 0.6], buildings=8))
    assert curve.gain.verdict == "unknown" and "cannot be told" in answer(curve)


def test_strategies_are_compared_on_the_same_buildings_and_repeats():
    inputs = CurveInputs(80, 200, 20.0, "areas", "buildings", ("building",), ["town"], 0.5, 4.0)
    made = [*outcomes([0.4, 0.5, 0.6, 0.7]), *outcomes([0.4, 0.5, 0.6, 0.705], wanted="decoder"),
            *outcomes([0.1, 0.1, 0.2, 0.3], wanted="scratch")]
    curves = curves_of(base(), made)
    assert list(curves) == ["staged", "decoder", "scratch"]
    assert curves["staged"] == replace(fit_curve(base(), made[:8]), beyond_first=curves["staged"].beyond_first)
    assert curves["staged"].beyond_first.score == curves["staged"].beyond_first.low == 0
    beyond = curves["scratch"].beyond_first
    assert beyond.score == pytest.approx(-0.4, abs=0.05) and beyond.low < beyond.score < beyond.high < 0
    of_either = curves["staged"].last.high - curves["staged"].last.low
    assert curves["decoder"].beyond_first.high - curves["decoder"].beyond_first.low < of_either / 2
    told = summary(curves, inputs)
    assert told[0].startswith("This is of the strategy staged: The curve is still rising")
    assert any(text.startswith("The strategy decoder cannot be told apart from staged (") for text in told)
    assert any(text.startswith("The strategy scratch is worse than staged (-0.4") for text in told)


def test_a_building_that_several_rasters_show_is_told_once():
    inputs = CurveInputs(80, 40, 20.0, "areas", "buildings", ("building",), ["spring", "autumn"], 0.5, 4.0)
    twice = [replace(one, copies=2.0) for one in (base(buildings=40), *outcomes([0.4, 0.5, 0.6, 0.7], 40))]
    told = " ".join(summary(curves_of(twice[0], twice[1:]), inputs))
    assert "on 20 held-out buildings, each in every raster that shows it" in told
    assert "Only 20 buildings were scored on" in told


def test_trainings_that_were_not_alike_are_told():
    inputs = CurveInputs(80, 200, 20.0, "areas", "buildings", ("building", "shed"), ["town"], 0.5, 4.0)
    alike = outcomes([0.4, 0.5, 0.6, 0.7])
    uneven = [*alike[:-1], replace(alike[-1], steps=3)]
    texts = [" ".join(summary(curves_of(base(), made), inputs)) for made in (alike, uneven)]
    assert "1 to 3 steps" in texts[1] and "steps" not in texts[0] and all("2 classes" in text for text in texts)


def test_intervals_hold_the_points_and_are_wider_with_fewer_buildings():
    many, few = (fit_curve(base(buildings=n), outcomes([0.4, 0.5, 0.6, 0.7], n)) for n in (400, 25))
    for curve in (many, few):
        assert [p.labels for p in curve.points] == [0, 10, 20, 40, 80]
        assert all(p.low <= p.score <= p.high for p in curve.points)
    assert few.last.high - few.last.low > 2 * (many.last.high - many.last.low)
    assert few.gain.high - few.gain.low > many.gain.high - many.gain.low


def test_repeats_that_differ_widen_the_interval():
    alike = outcomes([0.4, 0.5, 0.6, 0.7])
    apart = [replace(o, found=outcomes([0.9 - 0.5 * o.repeat])[0].found) if o.labels == 80 else o for o in alike]
    even, odd = fit_curve(base(), alike).last, fit_curve(base(), apart).last
    assert odd.high - odd.low > 2 * (even.high - even.low) and len(odd.single) == 2


def test_one_that_finds_everything_or_nothing_still_has_an_interval():
    curve = fit_curve(base(0.0, 40), outcomes([0.0, 0.5, 2.0], 40))
    assert curve.points[0].high > 0.01 and curve.points[0].low == 0
    assert curve.last.score == curve.last.high == 1 and curve.last.low < 0.99


def test_the_chart_shows_intervals_as_bars_and_what_was_not_measured_as_a_dashed_line():
    plain, full = Line("F1", [(0, 0.2), (10, 0.5)]), Line("F1", [(0, 0.2), (10, 0.5)], [(10, 0.4, 0.6)], dashed=True)
    before, after = (chart_svg(Chart("Curve", "labels", [line], (0, 1))) for line in (plain, full))
    assert after.count("<path") == before.count("<path") + 3
    assert "stroke-dasharray" in after and "stroke-dasharray" not in before
