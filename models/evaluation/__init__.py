"""Metrics, validation, the choice of the threshold, and reports."""
