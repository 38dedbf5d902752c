"""From probabilities to polygons: watershed, polygonisation, simplification."""
