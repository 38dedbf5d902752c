"""Whatever kind of file the pixels come in, the footprints are those of the pixels; docs/layers.md has the table."""

import pytest
from roofline.protocol.paths import ROOT

from ..support.file_kinds import measure, row
from ..support.raster_kinds import KINDS

PAGE = (ROOT / "docs" / "layers.md").read_text(encoding="utf-8")
FILES = PAGE.split("\n## Kinds of files, measured\n")[1].split("\n## ")[0]
ROWS = [line.split(" | ") for line in FILES.splitlines() if line.startswith("| ")]
SAME, RESAMPLED = 0.99, 0.9
"""Least F1 and IoU where the pixels are the same, and of what is resampled, or twice."""
ROUNDED = 0.011
"""By so much a figure of the page may differ: processors round otherwise."""


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_file_of_any_kind_gives_the_footprints_of_its_pixels(tmp_path, kind):
    measured = measure(kind, tmp_path)
    assert measured.plain > 10 and min(measured.f1, measured.iou) >= (RESAMPLED if "RPC" in kind.name else SAME)
    assert min(measured.resampled_f1, measured.resampled_iou) >= RESAMPLED
    now = row(kind, measured).split(" | ")
    [then] = [one for one in ROWS if one[0] == now[0]]
    assert then[1] == now[1] and [float(figure) for figure in then[3:7]] == pytest.approx(
        [float(figure) for figure in now[3:7]], abs=ROUNDED)


def test_the_table_has_a_row_for_each_kind_and_no_other():
    assert [one[0].removeprefix("| ") for one in ROWS[1:]] == [kind.name for kind in KINDS]
