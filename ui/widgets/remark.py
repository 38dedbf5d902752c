"""A wrapped sentence behind an icon."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QWidget

from .plain import wrapped_label

INFO, GOOD, WARNING = "/mIconInfo.svg", "/mIconSuccess.svg", "/mIconWarning.svg"


class Remark(QWidget):
    """As wide as there is room and as high as the words need; its text can be selected. `name` is the label's."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self._icon, self._text = QLabel(), wrapped_label(name=name)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)

    def text(self) -> str:
        return str(self._text.text())

    def tell(self, text: str, icon: str = INFO) -> None:
        """Show a sentence; none: nothing."""
        side = self.fontMetrics().height()
        self._icon.setPixmap(QgsApplication.getThemeIcon(icon).pixmap(side, side))
        self._text.setText(text)
        self.setVisible(bool(text))
