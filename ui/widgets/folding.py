"""Responsive layouts: a grid with as many columns as there is room for (QLayout), and a text in several lines."""

from __future__ import annotations

from typing import List, Optional, Sequence

from qgis.PyQt.QtCore import QEvent, QObject, QRect, QSize
from qgis.PyQt.QtWidgets import QAbstractButton, QComboBox, QLayout, QLayoutItem, QSizePolicy, QStyle, QWidget

SHORTEST = 7
"""Wide letters (X) of an entry that are always visible: about ten others."""


class FoldingGrid(QLayout):
    """At most `most` columns, each as wide as its widest widget, and fewer where there is no room. All columns get the
    same share of the room that is left; without `fills` they stay narrow, at the end of the line."""

    def __init__(self, most: int, widgets: Sequence[QWidget], fills: bool = True) -> None:
        super().__init__()
        self._most, self._fills = most, fills
        self._items: List[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt names it, and what follows
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> Optional[QLayoutItem]:  # noqa: N802
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> Optional[QLayoutItem]:  # noqa: N802
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        heights = self._heights(len(self._columns(width)))
        return sum(heights) + self.spacing() * max(0, len(heights) - 1)

    def minimumSize(self) -> QSize:  # noqa: N802
        widest = max(self._widths(1), default=0)
        return QSize(widest, self.heightForWidth(widest))

    def sizeHint(self) -> QSize:  # noqa: N802
        width = self._needed(self._widths(self._most))
        return QSize(width, self.heightForWidth(width))

    def setGeometry(self, room: QRect) -> None:  # noqa: N802
        super().setGeometry(room)
        columns, shown = self._columns(room.width()), self._shown()
        spare = max(0, room.width() - self._needed(columns))
        start, share = (0, spare // max(1, len(columns))) if self._fills else (spare, 0)
        direction, y = self.parentWidget().layoutDirection(), room.y()
        for row, height in enumerate(self._heights(len(columns))):
            x = room.x() + start
            for item, width in zip(shown[row * len(columns):], columns):
                item.setGeometry(QStyle.visualRect(direction, room, QRect(x, y, width + share, height)))
                x += width + share + self.spacing()
            y += height + self.spacing()

    def _shown(self) -> List[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _columns(self, width: int) -> List[int]:
        """Widths of as many columns as there is room for in `width`; one where there is none."""
        choices = (self._widths(number) for number in range(self._most, 1, -1))
        return next((widths for widths in choices if self._needed(widths) <= width), [width] if self._shown() else [])

    def _widths(self, number: int) -> List[int]:
        """Least widths of the columns, where there are `number` of them or the widgets are fewer."""
        widths = [item.minimumSize().width() for item in self._shown()]
        return [max(widths[column::number]) for column in range(min(number, len(widths)))]

    def _needed(self, widths: Sequence[int]) -> int:
        return sum(widths) + self.spacing() * max(0, len(widths) - 1)

    def _heights(self, columns: int) -> List[int]:
        heights = [item.sizeHint().height() for item in self._shown()]
        return [max(heights[row:row + columns]) for row in range(0, len(heights), columns or 1)]


class FoldingText(QObject):
    """The text of a button or a check box, broken into lines where it is longer than there is room (event filter)."""

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__(button)
        self._button, self._text = button, button.text()
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.installEventFilter(self)

    def write(self, text: str) -> None:
        """Show another text."""
        self._text = text
        self._fold()

    def eventFilter(self, button: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt names it
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._fold()
        return False

    def _fold(self) -> None:
        button, letters = self._button, self._button.fontMetrics()
        button.setText(self._text)
        if not button.isVisible():  # and has no width yet
            return
        frame = button.sizeHint().width() - letters.horizontalAdvance(self._text)
        lines = [""]
        for word in self._text.split(" "):
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and letters.horizontalAdvance(longer) > button.width() - frame:
                lines.append(word)
            else:
                lines[-1] = longer
        button.setText("\n".join(lines))


def let_shrink(box: QComboBox) -> None:
    """Let a combo box take the width that there is, however long its entries are."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(SHORTEST)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
