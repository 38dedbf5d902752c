"""Qt widgets that several pages share."""
