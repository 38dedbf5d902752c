"""The learning core: from imagery and labels to a tuned model, footprints and scores. Usable without QGIS."""
