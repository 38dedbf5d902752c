"""The worker's virtual environment (venv, pip): found, installed, verified."""
