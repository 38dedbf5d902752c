"""Training data: areas, classes, train/validation split, target masks, tile sampling and augmentation."""
