"""From labels to training tiles: areas, classes, split, masks, sampling."""
