"""Dask scheduler (entry point): distributes tasks of predictions to the workers of models/worker/dask_worker.py.

    <python> protocol/launch.py roofline.models.worker.dask_scheduler [--port 8786] [--host ADDRESS]

Dask's own command will not do: its scheduler unpickles the tasks that it passes on, and must import Roofline for that.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib

from .signals import interrupt_on_signals

PORT = 8786


def main() -> None:
    """Run the scheduler until this process is interrupted (SIGINT, SIGTERM)."""
    parser = argparse.ArgumentParser(description="The scheduler of a Dask cluster that finds footprints.")
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--host", help="the address of this machine that it listens on; all of them unless told")
    arguments = parser.parse_args()
    interrupt_on_signals()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(arguments.host, arguments.port))


async def _serve(host: str | None, port: int) -> None:
    import torch  # noqa: F401 - the first heavy import, and before any thread
    from distributed import Scheduler

    from ..inference import dask_task  # noqa: F401 - the classes of the tasks

    async with Scheduler(host=host, port=port, dashboard=False) as scheduler:
        await scheduler.finished()


if __name__ == "__main__":
    main()
