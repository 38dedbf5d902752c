"""The page on which footprints are checked."""
