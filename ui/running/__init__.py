"""What is shown of a job that runs."""
