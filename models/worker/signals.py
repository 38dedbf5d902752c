"""Signal handling of processes that run asyncio: SIGINT and SIGTERM interrupt them, however they were started."""

from __future__ import annotations

import signal


def interrupt_on_signals() -> None:
    """Let SIGTERM do what SIGINT does: raise KeyboardInterrupt, or cancel what asyncio runs.

    A shell starts background jobs of a script with SIGINT ignored, and Python would keep it so.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, lambda number, frame: signal.raise_signal(signal.SIGINT))
