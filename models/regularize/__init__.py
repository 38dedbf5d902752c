"""Regularisation of building outlines: straight walls, square corners, common directions and shared party walls."""
