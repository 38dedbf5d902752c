"""Entry point of the worker process: `<python> protocol/launch.py roofline.models.worker`."""

from .server import main

main()
