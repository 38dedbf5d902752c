"""All that is started as a process: the worker, ranks of a training, Dask's side."""
