"""Settings of a review: the grid of cells to check, and who checks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from .base import Settings, setting


@dataclass(frozen=True)
class GridSettings(Settings):
    """Settings of a grid of cells to check."""

    side_m: float = setting(
        200.0, "Side of a cell", "Side of the cells on the ground. One that fits on the screen while single buildings "
        "can be judged is quickest to check.", minimum=5.0, maximum=100_000.0, unit="m", advanced=False)


@dataclass(frozen=True)
class ReviewerSettings(Settings):
    """Settings of a review that several people share."""

    reviewer: Optional[str] = setting(
        None, "Your name", "Stands with the cells that you take, check and reject. Empty: that of this computer's "
        "user.", advanced=False)
