"""Entry points of processes: the worker, ranks of a data-parallel training, Dask's scheduler and worker."""
