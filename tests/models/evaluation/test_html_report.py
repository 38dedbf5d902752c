"""A report is one file that needs nothing else, escapes what it is given, and draws what it was told to draw."""

import os
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import numpy as np
import pytest
import rasterio
import shapely
from affine import Affine
from rasterio.errors import NotGeoreferencedWarning
from roofline.models.core.errors import RooflineError
from roofline.models.core.words import count
from roofline.models.evaluation.html_report import (
    Picture,
    Report,
    Table,
    page,
    scores_table,
    share,
    write_report,
)
from roofline.models.evaluation.metrics import Scores
from roofline.models.evaluation.pictures import GREEN, RED, OutlineLayer, canvas, draw, png, side_by_side, stretch
from roofline.models.evaluation.svg_charts import Chart, Line, chart_svg

NASTY = '<script>alert("x")</script> & "quotes"'
SCORES = Scores(precision=0.8, recall=0.75, f1=0.774, iou=0.6, matched=24, missed=8, false_alarms=6, left_out=2,
                f1_low=0.66, f1_high=0.87)
PICTURE = np.zeros((20, 30, 3), dtype=np.uint8)


def full_report():
    chart = Chart(NASTY, NASTY, [Line(NASTY, [(0, 1.0), (5, 0.5), (9, float("nan"))])])
    return Report(NASTY, [NASTY, "Second."], [Table(NASTY, [NASTY, "b"], [[NASTY, "1"]], NASTY), scores_table("S", [
        ("Base", SCORES)])], [Picture(NASTY, png(PICTURE), NASTY, [(GREEN, NASTY)])], [chart], [NASTY])


class Tags(HTMLParser):
    """Checks that tags close in order, and keeps every attribute that could fetch something."""

    EMPTY = {"meta", "img", "circle", "path", "rect", "polyline"}

    def __init__(self):
        super().__init__()
        self.open, self.sources, self.seen = [], [], set()

    def handle_starttag(self, tag, attributes):
        self.seen.add(tag)
        self.sources += [value for name, value in attributes if name in ("src", "href", "action", "srcset")]
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert tag in self.EMPTY or self.open.pop() == tag


def test_the_page_is_well_formed_and_fetches_nothing():
    html = page(full_report())
    tags = Tags()
    tags.feed(html)
    assert tags.open == [] and {"table", "img", "svg", "h1"} <= tags.seen
    assert all(source.startswith("data:image/png;base64,") for source in tags.sources) and len(tags.sources) == 1
    assert "http" not in html and "@import" not in html and "url(" not in html
    assert "prefers-color-scheme: dark" in html


def test_every_text_is_escaped():
    html = page(full_report())
    assert "<script" not in html
    assert html.count("&lt;script&gt;") >= 11


def test_scores_stand_with_their_counts_and_interval():
    html = page(Report("r", [], [scores_table("Scores", [("Tuned", SCORES)])]))
    for cell in ("0.77", "0.66 to 0.87", "0.80", "0.75", "0.60", "32", "24", "8", "6"):
        assert f"<td>{cell}</td>" in html


def test_a_table_without_column_names_has_no_row_for_them():
    html = page(Report("r", [], [Table("The run", ("", ""), [("Labels", "3")])]))
    assert "<thead" not in html and "<td>Labels</td>" in html


def test_a_white_sign_of_a_legend_shows_on_white_paper():
    html = page(Report("r", [], pictures=[Picture("p", png(PICTURE), "", [((255, 255, 255), "edge")])]))
    style, sign = re.search(r"\.legend i \{([^}]*)\}", html)[1], "background:rgb(255, 255, 255)"
    assert sign in html and "border: 1px solid var(--soft)" in style


def test_nothing_to_count_is_a_dash():
    empty = Scores(None, None, None, None, 0, 0, 0, 0, None, None)
    assert page(Report("r", [], [scores_table("Scores", [("x", empty)])])).count("<td>–</td>") == 5
    assert (share(None), share(0.5), share(1)) == ("–", "0.50", "1.00")


def test_counts_read_well():
    assert [count(n, "building") for n in (0, 1, 31, 1466)] == ["0 buildings", "1 building", "31 buildings",
                                                                "1,466 buildings"]


@pytest.mark.parametrize("points", [
    [(0, 0.0), (10, 1.0)], [(0, 0.7)], [(3, 0.5), (3, 0.5)], [(0, -2.0), (1e6, 3e-7)], [(0, 0.0), (5, 0.0)],
    [(0, float("inf")), (1, 2.0)], [(i, i / 7) for i in range(500)],
])
def test_a_chart_stays_in_its_frame(points):
    svg = ElementTree.fromstring(chart_svg(Chart("Loss", "Seconds", [Line("a", points), Line("b", points[:1])])))
    for line in svg.iter("polyline"):
        for place in line.get("points").split():
            x, y = map(float, place.split(","))
            assert 56 <= x <= 740 and 16 <= y <= 252


def test_a_chart_goes_up_where_values_grow():
    svg = chart_svg(Chart("F1", "Seconds", [Line("F1", [(0, 0.2), (10, 0.8)])], y_range=(0, 1)))
    (x0, y0), (x1, y1) = [map(float, p.split(",")) for p in re.search(r'points="([^"]+)"', svg)[1].split()]
    assert x1 > x0 and y1 < y0


def test_a_chart_without_points_says_so():
    assert "Nothing was measured for: F1" in chart_svg(Chart("F1", "Seconds", [Line("a", [])]))


def test_outlines_are_drawn_where_they_lie():
    transform = Affine(0.5, 0, 100, 0, -0.5, 200)  # half a metre a pixel, from (100, 200) down
    house = shapely.box(105, 190, 115, 195)  # columns 10 to 30, rows 10 to 20
    picture = draw(np.zeros((40, 60, 3), np.uint8), transform, [OutlineLayer([house], RED, 2.0)])
    assert tuple(picture[10, 20]) == RED and tuple(picture[15, 10]) == RED
    assert not picture[15, 20].any() and not picture[5, 20].any() and not picture[15, 40].any()
    filled = draw(np.zeros((40, 60, 3), np.uint8), transform, [OutlineLayer([house], RED, 2.0, 0.5)])
    assert filled[15, 20, 0] == RED[0] // 2


def test_drawing_leaves_the_picture_it_was_given_alone():
    blank = np.zeros((9, 9, 3), np.uint8)
    draw(blank, Affine.identity(), [OutlineLayer([shapely.box(2, 2, 6, 6)], RED, 1.0), OutlineLayer([], GREEN, 1.0)])
    assert not blank.any()


def test_a_canvas_holds_its_bounds():
    picture, transform = canvas((0, 0, 200, 100), 500)
    assert picture.shape[1] == 500 and 240 < picture.shape[0] < 300
    column, row = ~transform @ (200, 0)
    assert 480 < column < 500 and picture.shape[0] * 0.8 < row < picture.shape[0]


def test_imagery_of_any_type_becomes_rgb():
    deep = np.arange(3 * 50 * 50, dtype=np.uint16).reshape(3, 50, 50)
    one = stretch(deep[:1], deep[0] > 100)
    assert one.shape == (50, 50, 3) and (one[..., 0] == one[..., 2]).all() and (one[0, 0] == 255).all()
    assert stretch(deep).max() == 255
    plain = np.full((4, 5, 5), 77, np.uint8)
    assert (stretch(plain) == 77).all()
    assert (stretch(deep.astype(float), np.zeros((50, 50), bool)) == 255).all()


def test_a_png_comes_back_as_it_was(tmp_path):
    picture = np.random.default_rng(0).integers(0, 255, (20, 30, 3), dtype=np.uint8)
    (tmp_path / "a.png").write_bytes(png(side_by_side([picture, picture[:10]], gap=4)))
    with pytest.warns(NotGeoreferencedWarning), rasterio.open(tmp_path / "a.png") as file:
        back = np.moveaxis(file.read(), 0, -1)
    assert back.shape == (20, 64, 3)
    assert (back[:, :30] == picture).all() and (back[:10, 34:] == picture[:10]).all() and (back[10:, 34:] == 255).all()


def test_a_report_is_written_whole_or_not_at_all(tmp_path):
    write_report(tmp_path / "r.html", full_report())
    assert os.listdir(tmp_path) == ["r.html"]
    assert (tmp_path / "r.html").read_text(encoding="utf-8") == page(full_report())
    with pytest.raises(RooflineError, match="missing/r.html cannot be written"):
        write_report(tmp_path / "missing" / "r.html", full_report())
