"""History: past runs and predictions, and the models there are."""
