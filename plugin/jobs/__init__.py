"""Background jobs of the panel (QgsTask): run, previewed, and their results added to the project."""
