"""Past runs and predictions, and the models there are."""
