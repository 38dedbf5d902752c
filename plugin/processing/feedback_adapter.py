"""Adapter (design pattern) from the worker's messages to QgsProcessingFeedback, and the time that is left in words."""

from __future__ import annotations

import time
from typing import Dict, List

from qgis.core import QgsProcessingFeedback

from ...protocol.messages import Message, Notice, Progress, Ready
from ..translation import mark, number, tr
from ..worker.feedback import JobFeedback

SHOW_EVERY_S = 2.0
"""Least time between two progress texts: they come many times a second, and the dialog's log keeps every one."""


SECONDS_LEFT, MINUTES_LEFT, HOURS_LEFT = (
    mark("about {n} s left"), mark("about {n} min left"), mark("about {n} h left"))
NEARLY = mark("a few seconds left")
FIGURES = {"loss": (mark("loss {n}"), ".3f"), "f1": (mark("held-out F1 {n}"), ".2f"),
           "iou": (mark("held-out IoU {n}"), ".2f")}
"""Figures of a training, which the panel draws and the log tells in words."""


def time_left(seconds: float) -> str:
    """The remaining time in words; the longer it is, the more coarsely it is rounded."""
    if seconds < 10:
        return tr(NEARLY)
    if seconds < 100:
        return tr(SECONDS_LEFT, n=round(seconds / 10) * 10)
    if seconds < 100 * 60:
        return tr(MINUTES_LEFT, n=round(seconds / 60))
    return tr(HOURS_LEFT, n=round(seconds / 3600))


class FeedbackAdapter:
    """Adapter from the worker's messages to QgsProcessingFeedback; a JobFeedback also gets the messages themselves."""

    def __init__(self, feedback: QgsProcessingFeedback) -> None:
        self._feedback = feedback
        self._panel = feedback if isinstance(feedback, JobFeedback) else None
        self._shown_at = 0.0
        self._shown = ""

    def is_stopped(self) -> bool:
        """Whether the user asked that a training ends now, which only the panel offers."""
        return self._panel is not None and self._panel.is_stopped()

    def on_message(self, message: Message) -> None:
        """Pass one message on. Progress texts go to the log every SHOW_EVERY_S seconds at most."""
        if self._panel is not None:
            self._pass_to_panel(self._panel, message)
        if isinstance(message, Progress):
            self._progress(message)
        elif isinstance(message, Notice):
            self._feedback.pushWarning(message.text)

    def _pass_to_panel(self, panel: JobFeedback, message: Message) -> None:
        if isinstance(message, Ready):
            panel.device = message.device
        else:
            panel.put(message)

    def _progress(self, progress: Progress) -> None:
        self._feedback.setProgress(100 * progress.fraction)
        left = [] if progress.remaining_s is None else [time_left(progress.remaining_s)]
        text, now = ", ".join([progress.text, *_told(progress.figures), *left]), time.monotonic()
        if progress.text and text != self._shown and now >= self._shown_at + SHOW_EVERY_S:
            self._shown, self._shown_at = text, now
            self._feedback.setProgressText(text)


def _told(figures: Dict[str, float]) -> List[str]:
    """The FIGURES in words; the IoU where there is no F1."""
    names = [name for name in FIGURES if name in figures and not (name == "iou" and "f1" in figures)]
    return [tr(FIGURES[name][0], n=number(figures[name], FIGURES[name][1])) for name in names]
