"""Counts of labels that add up (a partition), and the line that says them, in the worker, the panel and the report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Dict

WORDS: Dict[str, str] = {
    "one": "1 label", "many": "{n} labels", "split": "{labels} ({parts})", "between": ", ",
    "trained": "{n} to learn from", "scored": "{n} held out to score", "cut": "{n} held out but cut by an edge",
    "unused": "{n} not used", "one_background": "{line}, and 1 background label",
    "many_background": "{line}, and {n} background labels"}
"""The words of the line. The panel has the same, in the user's language."""
PARTS = ("trained", "scored", "cut", "unused")


@dataclass(frozen=True)
class LabelCounts:
    """How many labels of buildings a training uses for what: each is in one of PARTS.

    trained: some of it lies on ground to train on. scored: held out, and whole, so that its building counts in the
    score. cut: held out, but the edge of the held-out ground cuts it, so that it counts for nothing. unused: outside,
    in the gap before a held-out block, drawn twice, or where the imagery is empty. background: background labels, which
    are in none of these.
    """

    trained: int = 0
    scored: int = 0
    cut: int = 0
    unused: int = 0
    background: int = 0

    @property
    def drawn(self) -> int:
        """The number of labels of buildings: the sum of PARTS."""
        return self.trained + self.scored + self.cut + self.unused


def _in_english(kind: str, **values: object) -> str:
    return WORDS[kind].format(**values)


def counts_line(counts: LabelCounts, say: Callable[..., str] = _in_english) -> str:
    """All counts in one line: "14 labels (9 to learn from, 4 held out to score, 1 not used)". `say` fills in the values
    of one of WORDS, as in another language."""
    line = say("one") if counts.drawn == 1 else say("many", n=f"{counts.drawn:,}")
    parts = [say(kind, n=f"{getattr(counts, kind):,}") for kind in PARTS if getattr(counts, kind)]
    if counts.drawn != counts.trained:
        line = say("split", labels=line, parts=say("between").join(parts))
    if counts.background:
        kind = "one_background" if counts.background == 1 else "many_background"
        line = say(kind, line=line, n=f"{counts.background:,}")
    return line
