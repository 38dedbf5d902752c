"""Dask worker (entry point): computes tasks of predictions that clients submit to the cluster's scheduler.

    <python> protocol/launch.py roofline.models.worker.dask_worker tcp://SCHEDULER:8786 [--threads N]

It waits for the scheduler, runs one task at a time, and ends when the scheduler ends.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os

from .server import limit_gdal
from .signals import interrupt_on_signals


def main() -> None:
    """Run the worker until the scheduler ends or this process is interrupted; other workers then run its tasks."""
    parser = argparse.ArgumentParser(description="A worker of a Dask cluster that finds footprints for others.")
    parser.add_argument("scheduler", help="its address, such as tcp://10.0.0.5:8786")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="of the network; all cores unless told")
    arguments = parser.parse_args()
    limit_gdal()
    os.environ["OMP_NUM_THREADS"] = str(arguments.threads)  # for every thread; torch.set_num_threads is for one
    import torch  # noqa: F401 - the first heavy import, and before any thread

    interrupt_on_signals()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(arguments.scheduler))


async def _serve(scheduler: str) -> None:
    from distributed import Worker

    # Dask would derive a memory limit from the one thread; it is meant for results, and those of tasks here are small.
    async with Worker(scheduler, nthreads=1, memory_limit=0) as worker:
        await worker.finished()


if __name__ == "__main__":
    main()
