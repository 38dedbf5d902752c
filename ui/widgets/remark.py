"""Message widget: an icon and a wrapped, selectable sentence, hidden while it is empty."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QWidget

from ...plugin.translation import tr_sentence
from .plain import scroll_to, wrapped_label

INFO, GOOD, WARNING = "/mIconInfo.svg", "/mIconSuccess.svg", "/mIconWarning.svg"


class Remark(QWidget):
    """A sentence with an icon, as wide as there is room and as high as the text needs. `name` is the object name of the
    label."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self._icon, self._text = QLabel(), wrapped_label(name=name)
        self._icon.setObjectName("icon")
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)

    def text(self) -> str:
        """The sentence that was set last, also while the widget is hidden."""
        return str(self._text.text())

    def set_text(self, text: str, icon: str = INFO) -> None:
        """Show `text`, in the user's language where it is known, with `icon`, a path in QGIS's theme; an empty text
        hides the widget."""
        text = tr_sentence(text)
        side = self.fontMetrics().height()
        self._icon.setPixmap(QgsApplication.getThemeIcon(icon).pixmap(side, side))
        self._text.setText(text)
        self.setVisible(bool(text))

    def tell(self, text: str, icon: str = INFO) -> None:
        """Show `text` as the answer to what the user has just done: the page scrolls to it."""
        self.set_text(text, icon)
        if text:
            scroll_to(self)
