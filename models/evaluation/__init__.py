"""Evaluation: object F1 and IoU, the validation set, the choice of the threshold, and HTML reports."""
