"""What the first training and the first prediction have to wait for, done before while the worker has nothing to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator

TILE, BATCH = 256, 8
SEED = 0


def pieces() -> Iterator[Callable[[], object]]:
    """Pieces of a few hundred milliseconds; each needs those before it."""
    yield _import_training
    yield _import_prediction
    yield _read_base
    yield _train_a_step
