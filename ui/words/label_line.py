"""UI strings: the line that says what becomes of the labels (protocol/label_counts.py)."""

from ...protocol.label_counts import LabelCounts, counts_line
from . import mark, tr

WORDS = {
    "one": mark("1 label"), "many": mark("{n} labels"), "split": mark("{labels} ({parts})"), "between": mark(", "),
    "trained": mark("{n} to learn from"), "scored": mark("{n} held out to score"),
    "cut": mark("{n} held out but cut by an edge"), "unused": mark("{n} not used"),
    "one_background": mark("{line}, and 1 background label"),
    "many_background": mark("{line}, and {n} background labels"),
}


def label_line(counts: LabelCounts) -> str:
    """All counts in one line, in the user's language."""
    return counts_line(counts, lambda kind, **values: tr(WORDS[kind], **values))
