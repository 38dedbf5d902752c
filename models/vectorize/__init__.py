"""Vectorisation of probabilities: watershed, marching squares, ring assembly, simplification."""
