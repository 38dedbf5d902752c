"""Pages for training, prediction, the set-up of the worker's environment, and the history of runs."""
