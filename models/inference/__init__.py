"""Tiled inference over rasters of any size, and the footprints it writes."""
