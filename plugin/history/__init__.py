"""History: past trainings and predictions, read from their folders, and the catalogue of models."""
