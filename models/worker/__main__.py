"""Starts the worker: `<python> protocol/launch.py roofline.models.worker`."""

from .server import main

main()
