"""Live line chart (QPainter) of a training: loss and held-out F1 against steps."""

from __future__ import annotations

import math
from bisect import bisect_right
from typing import Dict, List, Optional, Tuple

from qgis.PyQt.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from qgis.PyQt.QtWidgets import QLabel, QSizePolicy

from ..words import chart as words
from ..words import number, tr

HIGH, LOW = 9, 6
"""Lines of text that it is high: while it grows, and at the end, when there is more to read."""
MOST_POINTS = 1000
"""Beyond these every second point is dropped: the chart has no more pixels."""
Point = Tuple[float, float]


class LiveChart(QLabel):
    """Loss (the worker's mean over steps) on the left axis, F1 (0 to 1) on the right; of ground cover the IoU. Colours
    come from the palette of QLabel, which the dark themes of QGIS set."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("chart")
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._losses: List[Point] = []
        self._scores: List[Point] = []
        self._stride, self._added, self._is_iou = 1, 0, False
        self._pointed_at: Optional[float] = None
        self._lines = HIGH

    def add(self, figures: Dict[str, float]) -> None:
        """Add a point from the `figures` of a Progress: `step`, `loss` and perhaps `f1`, or `iou` alone. Figures
        without a step or a finite loss are ignored."""
        if not {"step", "loss"} <= set(figures) or not math.isfinite(figures["loss"]):
            return
        step = figures["step"]
        self._keep((step, figures["loss"]))
        score = figures.get("f1", figures.get("iou"))
        self._is_iou = "iou" in figures and "f1" not in figures
        if score is not None and (not self._scores or self._scores[-1][1] != score):
            self._scores.append((step, score))
        self.update()

    def finish(self, score: float) -> None:
        """Let the line of scores end with that of the model as it was chosen, where there is a line."""
        if self._scores:
            self._scores.append((self._losses[-1][0], score))
            self.update()

    def shrink(self) -> None:
        """Leave room for what is told at the end."""
        self._lines = LOW
        self.updateGeometry()

    @property
    def has_lines(self) -> bool:
        """Whether there is a point to draw."""
        return bool(self._losses)

    def clear(self) -> None:
        """Remove all points."""
        self._losses, self._scores, self._stride, self._added = [], [], 1, 0
        self._lines = HIGH
        self.updateGeometry()
        self.update()

    def _keep(self, point: Point) -> None:
        """Decimate: keep every point while they are few, later every second, every fourth ..., always the newest."""
        if self._added % self._stride == 0 or not self._losses:
            self._losses.append(point)
        else:
            self._losses[-1] = point
        self._added += 1
        if len(self._losses) > MOST_POINTS:
            del self._losses[1::2]
            self._stride *= 2

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt names it
        return QSize(14 * self.fontMetrics().height(), self._lines * self.fontMetrics().height())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._pointed_at = float(event.pos().x())
        self.update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        self._pointed_at = None
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._losses:
            painter.setPen(self._faint(0.6))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, tr(words.EMPTY))
            return
        first, last = self._losses[0][0], self._losses[-1][0]
        plot = _Plot(self._box(), first, max(last, first + 1), max(loss for _, loss in self._losses))
        self._draw_axes(painter, plot)
        self._draw_lines(painter, plot)
        step = self._step_pointed_at(plot)
        if step is not None:
            self._draw_pointer(painter, plot, step)
        self._draw_legend(painter, plot, last if step is None else step)

    def _box(self) -> QRectF:
        """The frame of the lines: room for numbers at three sides, and for the legend above."""
        line, zeros = self.fontMetrics().height(), self.fontMetrics().horizontalAdvance("0.00")
        right = zeros + line / 2 if self._scores else line / 2
        return QRectF(self.rect()).adjusted(zeros + line / 2, 1.5 * line, -right, -1.4 * line)

    def _faint(self, share: float) -> QColor:
        color = QColor(self.palette().color(QPalette.ColorRole.WindowText))
        color.setAlphaF(share)
        return color

    @property
    def _score_color(self) -> QColor:
        color = QColor(self.palette().color(QPalette.ColorRole.Highlight))
        is_dark = self.palette().color(QPalette.ColorRole.WindowText).lightness() > 128
        return color.lighter(150) if is_dark else color

    def _draw_axes(self, painter: QPainter, plot: _Plot) -> None:
        box, line = plot.box, self.fontMetrics().height()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for loss in plot.loss_ticks:
            y = plot.loss_y(loss)
            painter.setPen(QPen(self._faint(0.15), 0))
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            painter.setPen(self._faint(0.7))
            painter.drawText(QRectF(0, y - line / 2, box.left() - line / 4, line), right, number(loss, "g"))
        painter.setPen(self._score_color)
        for score in (0.0, 0.5, 1.0) if self._scores else ():
            place = QRectF(box.right() + line / 4, plot.score_y(score) - line / 2, self.width() - box.right(), line)
            painter.drawText(place, left, number(score, "g"))
        self._draw_steps(painter, plot)

    def _draw_steps(self, painter: QPainter, plot: _Plot) -> None:
        painter.setPen(self._faint(0.7))
        line, last = self.fontMetrics().height(), plot.step_ticks[-1]
        for step in plot.step_ticks:
            text = tr(words.STEPS, n=number(step, ",.0f")) if step == last else number(step, ",.0f")
            width = self.fontMetrics().horizontalAdvance(text) + 2
            x = min(plot.x(step) - width / 2, self.width() - width)
            painter.drawText(QRectF(x, plot.box.bottom() + line / 5, width, line), Qt.AlignmentFlag.AlignCenter, text)

    def _draw_pointer(self, painter: QPainter, plot: _Plot, step: float) -> None:
        painter.setPen(QPen(self._faint(0.5), 0))
        x, text = plot.x(step), tr(words.STEP, n=number(step, ",.0f"))
        painter.drawLine(QPointF(x, plot.box.top()), QPointF(x, plot.box.bottom()))
        gap, width = self.fontMetrics().height() / 4, self.fontMetrics().horizontalAdvance(text)
        left = x + gap if x + gap + width < plot.box.right() else x - gap - width
        painter.setPen(self._faint(0.8))
        painter.drawText(QPointF(left, plot.box.top() + self.fontMetrics().ascent()), text)

    def _draw_lines(self, painter: QPainter, plot: _Plot) -> None:
        painter.setPen(QPen(self._faint(0.55), 1.5))
        points = [QPointF(plot.x(step), plot.loss_y(loss)) for step, loss in self._losses]
        painter.drawPolyline(QPolygonF(points))
        if len(points) == 1:
            painter.drawEllipse(points[0], 1.5, 1.5)
        if not self._scores:
            return
        dots = [QPointF(plot.x(step), plot.score_y(score)) for step, score in self._scores]
        until_now = QPointF(plot.x(self._losses[-1][0]), dots[-1].y())
        painter.setPen(QPen(self._score_color, 2.0))
        painter.drawPolyline(QPolygonF([*dots, until_now]))
        painter.setBrush(self._score_color)
        for dot in dots:
            painter.drawEllipse(dot, 2.5, 2.5)

    def _draw_legend(self, painter: QPainter, plot: _Plot, step: float) -> None:
        """The names of the lines, with their values at a step."""
        line, x = self.fontMetrics().height(), plot.box.left()
        entries = [(self._faint(0.8), tr(words.LOSS, value=number(_value_at(self._losses, step), ".3f")))]
        if self._scores and self._scores[0][0] <= step:
            text, value = words.IOU if self._is_iou else words.F1, number(_value_at(self._scores, step), ".2f")
            entries.append((self._score_color, tr(text, value=value)))
        for color, text in entries:
            painter.setPen(color)
            width = self.fontMetrics().horizontalAdvance(text)
            painter.drawText(QRectF(x, 0, width + line, 1.3 * line), Qt.AlignmentFlag.AlignVCenter, text)
            x += width + line

    def _step_pointed_at(self, plot: _Plot) -> Optional[float]:
        if self._pointed_at is None or not plot.box.left() <= self._pointed_at <= plot.box.right():
            return None
        wanted = plot.step_at(self._pointed_at)
        return min((step for step, _ in self._losses), key=lambda step: abs(step - wanted))


class _Plot:
    """Linear scales: pixel positions of steps, losses and scores inside `box`."""

    def __init__(self, box: QRectF, first_step: float, last_step: float, highest_loss: float) -> None:
        self.box, self._first, self._last = box, first_step, last_step
        self.loss_ticks = ticks(0.0, highest_loss, 4)
        self._top = max(self.loss_ticks[-1], highest_loss)
        self.step_ticks = [step for step in ticks(first_step, last_step, 5) if step == round(step)]

    def x(self, step: float) -> float:
        return self.box.left() + self.box.width() * (step - self._first) / (self._last - self._first)

    def step_at(self, x: float) -> float:
        return self._first + (self._last - self._first) * (x - self.box.left()) / self.box.width()

    def loss_y(self, loss: float) -> float:
        return self.box.bottom() - self.box.height() * loss / self._top

    def score_y(self, score: float) -> float:
        return self.box.bottom() - self.box.height() * score


def ticks(low: float, high: float, most: int) -> List[float]:
    """Axis ticks: at most `most` + 1 round numbers, evenly spaced; the last one reaches `high` when `low` is 0."""
    raw = max(high - low, 1e-9) / most
    size = 10.0 ** math.floor(math.log10(raw))
    step = next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= raw * (1 - 1e-9))
    first, last = math.ceil(low / step), math.ceil(high / step) if low == 0 else math.floor(high / step)
    return [round(number * step, 12) for number in range(first, last + 1)]


def _value_at(points: List[Point], step: float) -> float:
    """The value of the last point up to `step`."""
    return points[max(bisect_right(points, (step, math.inf)) - 1, 0)][1]
