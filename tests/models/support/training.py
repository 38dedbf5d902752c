"""Requests for small trainings."""

from roofline.protocol.job_requests import Train

QUICK = {"max_seconds": 0, "max_steps": 4, "tile_size": 64, "batch_size": 2, "evaluations": 1, "gap_m": 3.0,
         "replay": 0.0, "cross_fitting": False}


def train_request(folder, imagery, labels, base, areas=None, resume=False, report=None, **settings):
    """A small training in `folder`; its model is `folder`/m.roofline."""
    folder.mkdir(exist_ok=True)
    imagery = [imagery] if isinstance(imagery, str) else imagery
    return Train("job", str(folder / "run"), imagery, labels, str(folder / "m.roofline"), {**QUICK, **settings},
                 areas=areas, base_model=base, report=report, resume=resume)
