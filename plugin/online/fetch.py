"""Download of a drawn layer into its cache, block by block, in a background thread, with exponential back-off.

QGIS's own provider asks the service, with the authentication and the headers that the layer has.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import Callable, Counter, Dict, Iterable, Iterator, List, Tuple

from qgis.core import QgsFeedback, QgsRasterBlockFeedback

from ...protocol.job_lock import held
from .cache_raster import ABSENT, DONE, EMPTY, FAILED, CacheRaster, Sheet
from .grid import Block
from .network_log import NetworkLog, Replies
from .picture import Picture
from .pixels import NOTHING, Tile, is_transparent, is_uniform

BACK_OFF_S = (1.0, 2.0, 4.0)
"""Waits before a block is asked for again."""
GIVE_UP = 3
"""A service is left alone after so many requests in a row that brought nothing, each asked for again and again."""
SAVE_EVERY_S = 20.0
WAKE_S = 0.1


@dataclass
class Outcome:
    """Numbers of blocks: `wanted`, of these asked for so far: `fetched`, and `others` that have no picture. `problem`:
    what the network said last; `gave_up`: the service stopped answering; `canceled`."""

    wanted: int
    fetched: int = 0
    others: int = 0
    problem: str = ""
    gave_up: bool = False
    canceled: bool = False


class Fetch:
    """One download. at_once: requests that the service gets at the same time, as far as it has tiles: one without them
    gets one at a time. tell: called with the Outcome so far after every request."""

    def __init__(self, picture: Picture, cache: CacheRaster, at_once: int, feedback: QgsFeedback,
                 tell: Callable[[Outcome], None]) -> None:
        self._picture, self._cache, self._tell, self._feedback = picture, cache, tell, feedback
        self._at_once = at_once if picture.side else 1
        self._lost = 0

    def run(self, blocks: Iterable[Block]) -> Outcome:
        """Fetch those of the blocks that are missing. Blocks until they are there, the service is given up, or the
        feedback is cancelled; what was fetched stays. Raises OnlineError when it cannot be kept."""
        missing = self._cache.missing(blocks)
        self.outcome = Outcome(len(missing))
        if not missing:
            return self.outcome
        self._cache.prepare(self._picture)
        self._drawing, self._waiting = self._picture.drawing(), QgsRasterBlockFeedback()
        self._feedback.canceled.connect(self._waiting.cancel)
        with held(self._cache.folder), NetworkLog(self._picture.network) as self._network:
            for place, inside in self._cache.by_sheet(missing).items():
                self._fetch_sheet(Sheet(self._cache, place), inside)
                if self._is_over():
                    break
        self.outcome.canceled = self._feedback.isCanceled()
        return self.outcome

    def _is_over(self) -> bool:
        return self._feedback.isCanceled() or self.outcome.gave_up

    def _fetch_sheet(self, sheet: Sheet, blocks: List[Block]) -> None:
        saved = time.monotonic()
        try:
            for group in side_by_side(blocks, self._at_once):
                if self._is_over():
                    return
                self._fetch_group(sheet, group)
                self._tell(self.outcome)
                if time.monotonic() > saved + SAVE_EVERY_S:
                    sheet.save()
                    saved = time.monotonic()
        finally:
            sheet.save()

    def _fetch_group(self, sheet: Sheet, group: List[Block]) -> None:
        """Ask for some blocks side by side, and again for those that did not come: once for an empty one, which may be
        a broken picture, and after ever longer waits for those without an answer."""
        states: Dict[Block, str] = {}
        for nth, wait_s in enumerate((0.0, *BACK_OFF_S)):
            asked = (FAILED, EMPTY) if nth < 2 else (FAILED,)
            left = [block for block in group if states.get(block, FAILED) in asked]
            if not left or self._feedback.isCanceled():
                break
            if nth:
                self._wait(wait_s if FAILED in states.values() else 0.0)
                self._drawing = self._picture.drawing()
            for part in side_by_side(left, self._at_once):
                states.update(self._ask(sheet, part))
        came = Counter(states.values())
        self.outcome.fetched += came[DONE]
        self.outcome.others += sum(came.values()) - came[DONE]
        self._lost = self._lost + 1 if came[FAILED] == len(group) else 0
        self.outcome.gave_up = self._lost >= GIVE_UP

    def _ask(self, sheet: Sheet, group: List[Block]) -> Dict[Block, str]:
        """One request for blocks side by side; what became of each, {} when it was cancelled."""
        side, count = self._cache.grid.block, len(group)
        box = self._cache.grid.request(group[0], count, self._picture.side > 0)
        tiles = self._drawing.tiles(box, count, side, self._waiting)
        if self._feedback.isCanceled():
            return {}
        parts = tiles or [NOTHING] * count
        holes = sum(map(is_transparent, parts))
        replies = self._network.take() if holes or any(0 in part.mask for part in parts) else Replies()
        if replies.problems:
            self.outcome.problem = replies.problems[-1]
        is_absent = len(replies.absent) >= holes
        states = {}
        for block, part in zip(group, parts):
            states[block], kept = judge(part, len(self._cache.pixels.colors), bool(replies.problems) or tiles is None,
                                        is_absent)
            sheet.put(block, states[block], kept)
        return states

    def _wait(self, seconds: float) -> None:
        """Sleep, with an eye on the cancellation."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self._feedback.isCanceled():
            threading.Event().wait(WAKE_S)


def judge(tile: Tile, bands: int, had_problems: bool, is_absent: bool) -> Tuple[str, Tile]:
    """What became of a block, by the pixels of its bands, and the pixels that are kept. is_absent: the service said
    that it has nothing where the picture is transparent.

    Where a request failed, QGIS leaves the ground of its tile transparent. An answer that is transparent or of one
    color all over holds no picture of the ground: a service gives such tiles where it has none.
    """
    if is_transparent(tile):
        return (FAILED if had_problems else ABSENT if is_absent else EMPTY), NOTHING
    if 0 in tile.mask and had_problems:
        return FAILED, tile
    return (EMPTY, NOTHING) if is_uniform(tile, bands) else (DONE, tile)


def side_by_side(blocks: Iterable[Block], most: int) -> Iterator[List[Block]]:
    """Blocks in the given order, in groups of neighbours in one row, `most` at most."""
    group: List[Block] = []
    for block in blocks:
        if group and (len(group) == most or block != (group[-1][0] + 1, group[-1][1])):
            yield group
            group = []
        group.append(block)
    if group:
        yield group
