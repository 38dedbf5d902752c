"""Button with a checkable list of dates: rasters of the same ground that are learned together with the imagery."""

from __future__ import annotations

from typing import List

from qgis.core import QgsRasterLayer

from ...plugin.layers.other_dates import chosen_dates, date_of, other_dates_of
from ...plugin.layers.workspace import Workspace
from ...protocol.dates import in_order
from ..words import counted, tr
from ..words import labels as words
from .checked_list import CheckedList


class DatesBox(CheckedList):
    """Lists the project's rasters that show the ground of the imagery on other dates, and keeps those that are checked
    in the workspace; hidden where there are none."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("dates", "dateList", tr(words.CHOOSE_DATES_HELP))
        self._workspace = workspace
        self._ids: List[str] = []
        self.hide()

    def refresh(self) -> None:
        """List what the project has now."""
        imagery = self._workspace.imagery
        found = {} if imagery is None else other_dates_of(imagery, self._workspace)
        self._ids = [layer.id() for layer in found.values()]
        self.show_texts([tr(words.DATE, date=date, name=layer.name()) for date, layer in found.items()],
                        [identifier in self._workspace.choices.dates for identifier in self._ids])
        self.setText(counted(1 + sum(self.checked()), words.ONE_DATE, words.DATES))
        self.setVisible(bool(found))

    def changed(self) -> None:
        """Keep the choice."""
        self._workspace.choose(dates=[one for one, is_checked in zip(self._ids, self.checked()) if is_checked])


def dates_sentence(imagery: QgsRasterLayer, workspace: Workspace) -> str:
    """The dates that are learned together, as a sentence; "" where it is one."""
    others = chosen_dates(workspace)
    dates = in_order(map(date_of, [imagery, *others]))
    return tr(words.DATES_TOGETHER, dates=tr(words.BETWEEN_NAMES).join(dates)) if others else ""
