"""Priority queue of the review: feature ids by rising confidence (uncertainty sampling), with a history to go back."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import Dict, Iterable, List, Optional, Tuple

from ...protocol.footprints import PREDICTED, STATUSES


@dataclass(frozen=True)
class Counts:
    """Numbers of footprints, in all and by status; `predicted` ones are not checked yet."""

    total: int
    predicted: int
    accepted: int
    rejected: int
    edited: int


class ReviewQueue:
    """Feature ids in order of rising confidence, ties by id. `current` is None when none is left to check."""

    def __init__(self) -> None:
        self.current: Optional[int] = None
        self._status: Dict[int, str] = {}
        self._confidence: Dict[int, float] = {}
        self._order: List[Tuple[float, int]] = []
        self._trail: List[int] = []

    def __contains__(self, fid: int) -> bool:
        return fid in self._status

    def status(self, fid: int) -> str:
        """The status of a footprint, one of STATUSES. Raises KeyError."""
        return self._status[fid]

    def confidence(self, fid: int) -> float:
        """The confidence of a footprint. Raises KeyError."""
        return self._confidence[fid]

    def counts(self) -> Counts:
        """Numbers of footprints by status."""
        by_status = Counter(self._status.values())
        return Counts(len(self._status), *(by_status[status] for status in STATUSES))

    def put(self, rows: Iterable[Tuple[int, str, float]]) -> None:
        """Insert or update footprints, each as (id, status, confidence)."""
        moved = False
        for fid, status, confidence in rows:
            self._status[fid] = status
            if self._confidence.get(fid) != confidence:
                self._confidence[fid] = confidence
                moved = True
        if moved:
            self._sort()

    def drop(self, fids: Iterable[int]) -> None:
        """Remove footprints. When the current one is among them, the next one to check becomes current."""
        gone = {fid for fid in fids if fid in self._status}
        if not gone:
            return
        place = None if self.current is None else self._key(self.current)
        for fid in gone:
            del self._status[fid], self._confidence[fid]
        self._sort()
        if self.current in gone:
            self.current = self._unchecked_from(0 if place is None else bisect_right(self._order, place))

    def keep(self, fids: Iterable[int]) -> None:
        """Remove all footprints but these."""
        self.drop(self._status.keys() - set(fids))

    def go(self, fid: int) -> None:
        """Make `fid` the current one."""
        if self._trail and self._trail[-1] == fid:
            self._trail.pop()  # undo goes a step back
        else:
            self._remember()
        self.current = fid

    def next(self) -> None:
        """Go to the next footprint that is not checked yet; the search wraps around."""
        start = 0 if self.current is None else bisect_right(self._order, self._key(self.current))
        found = self._unchecked_from(start)
        if found != self.current:
            self._remember()
        self.current = found

    def previous(self) -> None:
        """Go back to the footprint that was current before, else to the one of next lower confidence."""
        while self._trail:
            fid = self._trail.pop()
            if fid in self._status and fid != self.current:
                self.current = fid
                return
        place = len(self._order) if self.current is None else bisect_left(self._order, self._key(self.current))
        if place > 0:
            self.current = self._order[place - 1][1]

    def _remember(self) -> None:
        if self.current is not None:
            self._trail.append(self.current)

    def _key(self, fid: int) -> Tuple[float, int]:
        return self._confidence[fid], fid

    def _sort(self) -> None:
        self._order = sorted((confidence, fid) for fid, confidence in self._confidence.items())

    def _unchecked_from(self, start: int) -> Optional[int]:
        for step in range(len(self._order)):
            fid = self._order[(start + step) % len(self._order)][1]
            if self._status[fid] == PREDICTED:
                return fid
        return None
