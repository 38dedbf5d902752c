"""Label page: map tools that digitize labels and areas, and the list of label findings."""
