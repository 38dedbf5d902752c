"""UI strings: what stands for texts about buildings where a model finds something else."""

from __future__ import annotations

from typing import Dict

from ...plugin.history.model_card import Score
from . import check, history, job, mark, number, state, tr

IOU = mark("IoU {score}")

OTHERWISE: Dict[str, str] = {
    job.HELD_OUT_BUILDINGS[0]: mark("1 outline held out"), job.HELD_OUT_BUILDINGS[1]: mark("{n} outlines held out"),
    job.CROSS_FITTED[0]: mark("1 of your labels"), job.CROSS_FITTED[1]: mark("{n} of your labels"),
    job.FEW: mark("Too few outlines to be sure."), job.CLOSE: mark("So few outlines cannot tell the two apart."),
    job.SCORE_HELP: mark("F1 is 1 when every outline is found, and nothing else. The interval says how far chance may "
                         "have moved it."),
    job.ONE_MORE: mark("1 outline more is found"), job.MORE: mark("{n} outlines more are found"),
    job.ONE_FEWER: mark("1 outline fewer is found"), job.FEWER: mark("{n} outlines fewer are found"),
    job.AS_MANY: mark("as many outlines are found"),
    job.BETTER_BEFORE: mark("'{name}', trained before, has F1 {f1} on as many outlines. 'Use this model' on the page "
                            "History takes it up again."),
    job.LABEL_MISSED: mark("What helps most: labels like those it misses, blue on the map, in other places."),
    history.FOUND_ROW: mark("Outlines found"),
    state.ONE_TWICE: mark("1 label is drawn over another one and does not count."),
    state.TWICE: mark("{n} labels are drawn over others and do not count."),
    check.ONE_OUTLINED: mark("1 outline is in view. Is there nothing else?"),
    check.OUTLINED: mark("{n} outlines are in view. Is that all there is?"),
    check.TAUGHT: mark("In an area, what has no outline is taught as background."),
    check.ONE_DOUBT: mark("Circled on the map: 1 place where {name} sees something and nothing is outlined"),
    check.DOUBTS: mark("Circled on the map: {n} places where {name} sees something and nothing is outlined"),
}
"""By the text about buildings."""


def score_text(score: Score) -> str:
    """A score as in a table: 0.71, or IoU 0.71."""
    value = number(score.f1, ".2f")
    return tr(IOU, score=value) if score.is_iou else value


def text_for(text: str, is_building: bool) -> str:
    """A marked text about buildings as it is, or the one that stands for it."""
    return text if is_building else OTHERWISE.get(text, text)
