"""The error of online imagery."""

from __future__ import annotations


class OnlineError(Exception):
    """Imagery could not be fetched; the text says why and what to do."""
