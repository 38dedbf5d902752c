"""The page on which labels are drawn."""
