"""Requests in the folders of runs."""

import json


def request_in(runs):
    """The request of the only run in the folder `runs`."""
    (run,) = runs.iterdir()
    return json.loads((run / "request.json").read_text())
