"""Checking footprints and labels."""
