"""What the view of a job shows, and trainings that are over."""

import json
import zipfile

from qgis.PyQt.QtWidgets import QLabel, QWidget
from roofline.plugin.jobs.panel_job import FINISHED, JobOutcome

END = ("openReport", "showLog", "resumeTraining", "findFootprints", "checkFootprints", "dismissJob")


def part(view, name):
    return view.findChild(QWidget, name)


def shown(view, names=END):
    return {name for name in names if not part(view, name).isHidden()}


def text(view, name):
    return view.findChild(QLabel, name).text()


def trained(folder, scores, best_step=40, labels=30, **others):
    with zipfile.ZipFile(folder / "town.roofline", "w") as archive:
        card = {"scores": scores, "labels": {"best_step": best_step, "trained": labels, **others}}
        archive.writestr("model.json", json.dumps(card))
    (folder / "town.html").write_text("scores")
    return JobOutcome(FINISHED, {"MODEL": str(folder / "town.roofline"), "REPORT": str(folder / "town.html")})
