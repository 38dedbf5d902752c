"""The line of label counts: it adds up, and the panel has its words."""

import re

import pytest
from roofline.protocol.label_counts import LabelCounts, counts_line


@pytest.mark.parametrize(("counts", "line"), [
    (LabelCounts(), "0 labels"),
    (LabelCounts(trained=1), "1 label"),
    (LabelCounts(trained=1466), "1,466 labels"),
    (LabelCounts(trained=9, scored=4, unused=1), "14 labels (9 to learn from, 4 held out to score, 1 not used)"),
    (LabelCounts(scored=1), "1 label (1 held out to score)"),
    (LabelCounts(trained=2, background=1), "2 labels, and 1 background label"),
    (LabelCounts(9, 4, 2, 1, 3), "16 labels (9 to learn from, 4 held out to score, 2 held out but cut by an edge, "
                                 "1 not used), and 3 background labels"),
])
def test_the_line_adds_up(counts, line):
    assert counts_line(counts) == line
    total, *parts = map(int, re.findall(r"\d+", line.replace(",", "").split(" and ")[0]))
    assert total == (sum(parts) if parts else counts.trained)
