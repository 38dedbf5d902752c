"""Queue of the review: neighbour by neighbour, or by rising confidence (uncertainty sampling); with a history."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import Dict, Iterable, List, NamedTuple, Optional, Set, Tuple

from qgis.core import QgsPointXY, QgsRectangle

from ...protocol.footprints import PREDICTED, STATUSES
from ..layers.workspace import BY_CONFIDENCE, BY_NEIGHBOURHOOD
from .hilbert_curve import HilbertCurve


@dataclass(frozen=True)
class Counts:
    """Numbers of footprints, in all and by status; `predicted` ones are not checked yet."""

    total: int
    predicted: int
    accepted: int
    rejected: int
    edited: int


class Row(NamedTuple):
    """A footprint as the queue knows it; `middle` is that of its bounding box."""

    fid: int
    status: str
    confidence: float
    middle: QgsPointXY


class ReviewQueue:
    """Feature ids in one of the orders, ties by id. `current` is None when none is left to check."""

    def __init__(self, order: str) -> None:
        self.current: Optional[int] = None
        self._by = order
        self._curve = HilbertCurve(QgsRectangle())
        self._rows: Dict[int, Row] = {}
        self._rank: Dict[int, float] = {}
        self._order: List[Tuple[float, int]] = []
        self._trail: List[int] = []
        self._only: Optional[Set[int]] = None

    def only(self, fids: Optional[Set[int]]) -> None:
        """Walk only through these footprints, None: through all. Where the current one is not among them, the first to
        check becomes current."""
        self._only = fids
        self._trail = []
        self._sort()
        if fids is not None and self.current not in fids:
            self.current = self._unchecked_from(0)

    def left(self) -> int:
        """Number of footprints that the walk goes through and that are not checked yet."""
        return sum(self._rows[fid].status == PREDICTED for _, fid in self._order)

    def sort_by(self, order: str) -> None:
        """Take another order; the current footprint stays."""
        self._by = order
        self._rank_all()

    def lie_in(self, extent: QgsRectangle) -> None:
        """Lay the curve of the neighbourhoods over `extent`."""
        self._curve = HilbertCurve(extent)
        self._rank_all()

    def __contains__(self, fid: int) -> bool:
        return fid in self._rows

    def status(self, fid: int) -> str:
        """The status of a footprint, one of STATUSES. Raises KeyError."""
        return self._rows[fid].status

    def confidence(self, fid: int) -> float:
        """The confidence of a footprint. Raises KeyError."""
        return self._rows[fid].confidence

    def counts(self) -> Counts:
        """Numbers of footprints by status."""
        by_status = Counter(row.status for row in self._rows.values())
        return Counts(len(self._rows), *(by_status[status] for status in STATUSES))

    def put(self, rows: Iterable[Row]) -> None:
        """Insert or update footprints."""
        moved = False
        for row in rows:
            self._rows[row.fid] = row
            rank = self._rank_of(row)
            if self._rank.get(row.fid) != rank:
                self._rank[row.fid] = rank
                moved = True
        if moved:
            self._sort()

    def drop(self, fids: Iterable[int]) -> None:
        """Remove footprints. When the current one is among them, the next one to check becomes current."""
        gone = {fid for fid in fids if fid in self._rows}
        if not gone:
            return
        place = None if self.current is None else self._key(self.current)
        for fid in gone:
            del self._rows[fid], self._rank[fid]
        self._sort()
        if self.current in gone:
            self.current = self._unchecked_from(0 if place is None else bisect_right(self._order, place))

    def keep(self, fids: Iterable[int]) -> None:
        """Remove all footprints but these."""
        self.drop(self._rows.keys() - set(fids))

    def current_row(self) -> Optional[Row]:
        """What is known of the current footprint."""
        return None if self.current is None else self._rows.get(self.current)

    def follow(self, former: Row, rows: Iterable[Row]) -> None:
        """Make the one of `rows` that stands where the current footprint, `former`, stood the current one: a layer may
        give its features other ids when it is saved."""
        here = [row.fid for row in rows if row.middle == former.middle]
        if here and former.fid not in here:
            self.current, self._trail = here[0], []

    def go(self, fid: int) -> None:
        """Make `fid` the current one."""
        if self._trail and self._trail[-1] == fid:
            self._trail.pop()  # undo goes a step back
        else:
            self._remember()
        self.current = fid

    def begin_in(self, view: QgsRectangle) -> None:
        """In the order of neighbourhoods, go to the first footprint to check in `view`, unless the current one is
        there. Where there is none, everything stays."""
        if self._by != BY_NEIGHBOURHOOD or (self.current is not None and self._is_in(view, self.current)):
            return
        for _, fid in self._order:
            if self._rows[fid].status == PREDICTED and self._is_in(view, fid):
                self.go(fid)
                return

    def next(self) -> None:
        """Go to the next footprint that is not checked yet; the search wraps around."""
        start = 0 if self.current is None else bisect_right(self._order, self._key(self.current))
        found = self._unchecked_from(start)
        if found != self.current:
            self._remember()
        self.current = found

    def previous(self) -> None:
        """Go back to the footprint that was current before, else to the one before it in the order."""
        while self._trail:
            fid = self._trail.pop()
            if fid in self._rows and fid != self.current:
                self.current = fid
                return
        place = len(self._order) if self.current is None else bisect_left(self._order, self._key(self.current))
        if place > 0:
            self.current = self._order[place - 1][1]

    def _remember(self) -> None:
        if self.current is not None:
            self._trail.append(self.current)

    def _is_in(self, view: QgsRectangle, fid: int) -> bool:
        return bool(view.contains(self._rows[fid].middle))

    def _key(self, fid: int) -> Tuple[float, int]:
        return self._rank[fid], fid

    def _rank_of(self, row: Row) -> float:
        if self._by == BY_CONFIDENCE:
            return row.confidence
        return self._curve.place(row.middle.x(), row.middle.y())

    def _rank_all(self) -> None:
        self._rank = {fid: self._rank_of(row) for fid, row in self._rows.items()}
        self._sort()

    def _sort(self) -> None:
        self._order = sorted((rank, fid) for fid, rank in self._rank.items()
                             if self._only is None or fid in self._only)

    def _unchecked_from(self, start: int) -> Optional[int]:
        for step in range(len(self._order)):
            fid = self._order[(start + step) % len(self._order)][1]
            if self._rows[fid].status == PREDICTED:
                return fid
        return None
