"""Learning curves (how many labels are enough) and active learning (where to label next)."""
