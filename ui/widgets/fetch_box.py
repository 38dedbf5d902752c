"""Options of the chosen imagery: whether it is taken as QGIS draws it, and the limits of its download."""

from __future__ import annotations

from typing import Any, Dict

from qgis.PyQt.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ...plugin.layers.workspace import DRAWN, VALUES, Workspace
from ...plugin.online.imagery_parameters import is_taken_as_drawn
from ...plugin.online.picture import is_online
from ...plugin.online.styling import is_styled
from ...protocol.settings.imagery import FetchSettings
from ..words import labels as words
from ..words import tr
from .folding import FoldingText
from .start_page import AdvancedBox


class FetchBox(QWidget):
    """Shows each option of the workspace's imagery only where it makes a difference."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.as_drawn = QCheckBox(tr(words.AS_DRAWN))
        self.as_drawn.setObjectName("asDrawn")
        self.as_drawn.setToolTip(tr(words.AS_DRAWN_HELP))
        FoldingText(self.as_drawn)
        self.limits = AdvancedBox(FetchSettings, "fetchLimits", "resetFetching", words.FETCHING)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.as_drawn)
        column.addWidget(self.limits)
        self.as_drawn.clicked.connect(lambda wanted: workspace.choose(taken=DRAWN if wanted else VALUES))
        self.limits.form.changed.connect(self._keep_limits)
        self.refresh()

    def refresh(self) -> None:
        """Show the options of the imagery that is chosen now."""
        imagery = self._workspace.imagery
        styled = imagery is not None and is_styled(imagery)
        self.as_drawn.setVisible(styled)
        self.as_drawn.setChecked(is_taken_as_drawn(self._workspace))
        fetched = imagery is not None and is_online(imagery) and imagery.isValid()
        self.limits.setVisible(fetched or self.as_drawn.isChecked())
        self.setVisible(styled or fetched)
        if self._limits() != self._workspace.choices.fetching:
            self.limits.form.set_values({**_defaults(), **self._workspace.choices.fetching})

    def _keep_limits(self) -> None:
        if not self.limits.form.problem:
            self._workspace.choose(fetching=self._limits())

    def _limits(self) -> Dict[str, Any]:
        """The limits that are not the defaults."""
        return {name: value for name, value in self.limits.form.own_values().items() if value != _defaults()[name]}


def _defaults() -> Dict[str, Any]:
    return {name.upper(): value for name, value in FetchSettings().to_dict().items()}
