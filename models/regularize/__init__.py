"""Regularisation of building outlines: straight walls and square corners."""
