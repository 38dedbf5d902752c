"""Jobs of the panel: started, watched, delivered."""
