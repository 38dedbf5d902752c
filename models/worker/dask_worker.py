"""A worker of a Dask cluster: does parts of the predictions that are asked of the cluster's scheduler.

    <python> protocol/launch.py roofline.models.worker.dask_worker tcp://SCHEDULER:8786 [--threads N]

It waits for the scheduler, does one part at a time, and ends when the scheduler ends.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import signal

from .server import limit_gdal


def main() -> None:
    """Serve until the scheduler ends, or until this is interrupted: others then do what was begun here."""
    parser = argparse.ArgumentParser(description="A worker of a Dask cluster that finds footprints for others.")
    parser.add_argument("scheduler", help="its address, such as tcp://10.0.0.5:8786")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="of the network; all cores unless told")
    arguments = parser.parse_args()
    limit_gdal()
    os.environ["OMP_NUM_THREADS"] = str(arguments.threads)  # of every thread; torch.set_num_threads is for one
    import torch  # noqa: F401 - the first heavy import, and before any thread

    signal.signal(signal.SIGTERM, lambda number, frame: signal.raise_signal(signal.SIGINT))  # asyncio ends well on it
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(arguments.scheduler))


async def _serve(scheduler: str) -> None:
    from distributed import Worker

    # Its share of the memory would be counted by its one thread; parts are small, and Dask's limit is for its own data.
    async with Worker(scheduler, nthreads=1, memory_limit=0) as worker:
        await worker.finished()


if __name__ == "__main__":
    main()
