"""Views of the running job: progress, live chart, notices; and the offers to resume."""
