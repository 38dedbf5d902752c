"""Processes as /proc has them."""

from pathlib import Path


def is_alive(pid):
    """Whether a process runs."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False
