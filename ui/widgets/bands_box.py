"""Button with a checkable list of bands: which of them a training learns from."""

from __future__ import annotations

from typing import List, Sequence

from qgis.PyQt.QtCore import pyqtSignal

from ..words import labels as words
from ..words import tr
from .checked_list import CheckedList


class BandsBox(CheckedList):
    """Lists the bands of a raster by number and name; those that are checked are chosen. `chosen` carries their numbers
    (from 1), in order; all checked, or none: an empty list."""

    chosen = pyqtSignal(list)

    def __init__(self) -> None:
        super().__init__("bands", "bandList", tr(words.CHOOSE_BANDS_HELP))

    def show_bands(self, names: Sequence[str], numbers: Sequence[int]) -> None:
        """List bands with these names, of which those with `numbers` are chosen; none of them: all are."""
        self.show_texts([tr(words.BAND, n=number, name=name) for number, name in enumerate(names, 1)],
                        [not numbers or number in numbers for number in range(1, len(names) + 1)])
        self._write()

    def numbers(self) -> List[int]:
        """The numbers of the chosen bands; empty where these are all, or none."""
        checked = self.checked()
        return [] if all(checked) else [number for number, is_checked in enumerate(checked, 1) if is_checked]

    def changed(self) -> None:
        """Tell the choice."""
        self._write()
        self.chosen.emit(self.numbers())

    def _write(self) -> None:
        number, of = len(self.numbers()), len(self.checked())
        self.setText(tr(words.SOME_BANDS, n=number, of=of) if number else tr(words.ALL_BANDS, n=of))
