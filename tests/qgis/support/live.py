"""A live training of a small raster and one label, with whatever stands for its process."""

import sys
from contextlib import contextmanager
from pathlib import Path

from qgis.core import QgsProject, QgsRasterLayer
from roofline.plugin.jobs import live_training
from roofline.plugin.jobs.live_training import LiveTraining
from roofline.plugin.layers.measure import load_ellipsoids
from roofline.plugin.layers.workspace import Workspace
from roofline.tests.qgis.support.layers import HOUSE, make_layer, make_raster


@contextmanager
def live_town(folder, monkeypatch):
    """The training, with its `workspace`; its data folder is in `folder`."""
    monkeypatch.setenv("ROOFLINE_HOME", str(folder / "home"))
    monkeypatch.setattr(live_training, "worker_python", lambda: Path(sys.executable))
    load_ellipsoids()
    imagery = QgsRasterLayer(str(make_raster(folder / "image.tif")), "image")
    QgsProject.instance().addMapLayer(imagery)
    workspace = Workspace(QgsProject.instance())
    workspace.choose(imagery=imagery, labels=make_layer(HOUSE, fields="&field=class:string"))
    live = LiveTraining(workspace)
    live.workspace = workspace
    yield live
    live.close()
    workspace.close()
    QgsProject.instance().clear()
