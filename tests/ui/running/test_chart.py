"""The live chart."""

import math
import time

import pytest
from qgis.PyQt.QtCore import QEvent, QPointF, Qt
from qgis.PyQt.QtGui import QColor, QImage, QMouseEvent, QPalette
from qgis.PyQt.QtWidgets import QApplication
from roofline.ui.running.chart import MOST_POINTS, LiveChart, ticks


@pytest.fixture()
def chart(qgis):
    chart = LiveChart()
    chart.resize(330, 120)
    yield chart
    chart.close()


def picture(chart):
    return chart.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def fill(chart, steps, f1=0.5):
    for step in range(1, steps + 1):
        chart.add({"step": float(step), "loss": 1 / step, **({"f1": f1} if f1 is not None else {})})


def test_an_empty_chart_says_what_will_come_and_a_cleared_one_again(chart):
    empty = picture(chart)
    fill(chart, 10)
    assert picture(chart) != empty and chart.has_lines
    chart.clear()
    assert picture(chart) == empty and not chart.has_lines


def test_figures_of_other_jobs_and_losses_that_are_no_numbers_draw_nothing(chart):
    chart.add({"megapixels_per_second": 0.4})
    chart.add({"step": 1.0, "loss": float("nan")})
    chart.add({})
    assert not chart.has_lines
    picture(chart)


def test_f1_is_drawn_in_the_highlight_colour_and_only_when_there_is_one(chart):
    palette = chart.palette()
    palette.setColor(QPalette.ColorRole.Window, QColor("white"))
    palette.setColor(QPalette.ColorRole.Highlight, QColor(200, 0, 100))
    chart.setPalette(palette)

    def has_colour():
        image = picture(chart)
        return any(image.pixelColor(x, y) == QColor(200, 0, 100)
                   for x in range(image.width()) for y in range(image.height()))

    fill(chart, 20, f1=None)
    assert not has_colour()
    fill(chart, 20, f1=0.5)
    assert has_colour()


def test_a_single_step_can_be_drawn(chart):
    fill(chart, 1)
    picture(chart)


def test_a_hundred_thousand_steps_stay_cheap_and_keep_both_ends(chart):
    for step in range(1, 100_001):
        chart.add({"step": float(step), "loss": 0.5})
    assert len(chart._losses) <= MOST_POINTS
    assert chart._losses[0][0] == 1 and chart._losses[-1][0] == 100_000
    started = time.perf_counter()
    chart.grab()
    assert time.perf_counter() - started < 0.1


def test_pointing_at_a_step_shows_its_figures(chart):
    fill(chart, 100)
    before = picture(chart)
    place = QPointF(150, 60)
    QApplication.sendEvent(chart, QMouseEvent(QEvent.Type.MouseMove, place, Qt.MouseButton.NoButton,
                                              Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier))
    assert picture(chart) != before
    QApplication.sendEvent(chart, QEvent(QEvent.Type.Leave))
    assert picture(chart) == before


@pytest.mark.parametrize("low, high", [(0, 0.93), (0, 3.2), (0, 0.004), (0, 1e6), (1, 24), (1, 5300), (17, 6000)])
def test_ticks_are_round_few_and_reach_the_top(low, high):
    found = ticks(low, high, 5)
    assert 2 <= len(found) <= 7 and all(low <= tick for tick in found)
    assert found[-1] >= high if low == 0 else found[-1] <= high
    steps = {round(b - a, 9) for a, b in zip(found, found[1:])}
    assert len(steps) == 1
    step = steps.pop()
    assert round(step / 10 ** math.floor(math.log10(step)), 6) in (1, 2, 2.5, 5)


def test_it_ends_with_the_score_of_the_model_as_it_was_chosen(chart):
    fill(chart, 10, f1=0.5)
    before = picture(chart)
    chart.finish(0.9)
    assert picture(chart) != before
    chart.clear()
    fill(chart, 10, f1=None)
    nothing_held_out = picture(chart)
    chart.finish(0.9)
    assert picture(chart) == nothing_held_out
