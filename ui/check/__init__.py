"""Check page: review of the predicted footprints one by one (accept, reject, edit, delete)."""
