"""An analyst's work over imagery of a service, by mouse and keyboard; played by tools/desktop_inside.py."""

import re
import sys
import time
from pathlib import Path

from desktop_inside import Stalls, Until
from desktop_moves import begin_training, box, draw, idle, listen, show_panel
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRasterLayer


def work_on_service(desk, ground, uri, switch, project, picture):
    """Labels drawn over the imagery, a training and a prediction: what they need is fetched by QGIS. The server is
    switched off while imagery is fetched for the prediction, and on again for another one."""
    layer = QgsRasterLayer(uri, "Imagery", "wms")
    QgsProject.instance().addMapLayer(layer)
    yield show_panel(desk)
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem("EPSG:32736"))  # QGIS took that of the first layer
    desk.panel.workspace.choose(imagery=layer)
    desk.zoom_to(box(ground["view"]))
    yield desk.drawn()
    desk.save_project(project)
    desk.facts["said"] = desk.panel.imagery.facts.text()
    yield from draw(desk, ground)
    listen(desk)
    yield 3.0  # the spare worker has come up
    stalls = Stalls()
    yield from begin_training(desk)
    desk.facts["stall_ms"] = round(stalls.stop())
    desk.picture(f"{picture}/training.png")
    desk.click("stopTraining")
    yield idle(desk)
    yield Until("the model is chosen", lambda: desk.panel.workspace.choices.model)
    desk.facts["model"] = desk.panel.workspace.choices.model
    desk.zoom_to(box(ground["elsewhere"]))
    yield desk.drawn()
    switch_off_half_way(desk, Path(switch))
    desk.facts["wanted"], desk.facts["told"] = [], []
    yield from find_and_listen(desk)
    yield desk.drawn()
    desk.picture(f"{picture}/lost.png")
    before = desk.panel.workspace.footprints
    switch_over(Path(switch))
    yield from find_and_listen(desk)
    yield Until("footprints are there", lambda: desk.panel.workspace.footprints is not before)
    yield desk.drawn()
    desk.picture(f"{picture}/footprints.png")
    desk.facts["footprints"] = desk.panel.workspace.footprints.featureCount()


def find_and_listen(desk):
    """Look for footprints in the view. How many parts were to be fetched, and what the panel says at the end."""
    wanted = []

    def on_message(message):
        found = re.match(r"Fetching imagery from .* of (\d+) parts", getattr(message, "text", ""))
        wanted.extend([int(found[1])] if found else [])

    desk.panel.jobs.began.connect(lambda job: job.message_received.connect(on_message))
    desk.click("stepPredict")
    desk.click("whereView")
    desk.click("predict")
    yield Until("the prediction began", lambda: desk.panel.jobs.busy)
    yield idle(desk)
    desk.facts["wanted"].append(wanted[-1] if wanted else 0)
    desk.facts["told"].append(f"{desk.find('result').text()}\n{desk.find('notices').toPlainText()}")


def switch_off_half_way(desk, switch):
    """Have the server stop when half of the parts of the next download were asked for, which `asked` counts; those that
    follow are asked for again without long waits."""
    fetch = sys.modules["roofline.plugin.online.fetch"]
    fetch.BACK_OFF_S = (0.1, 0.2)
    ask = fetch.Fetch._ask
    desk.facts["asked"] = 0

    def count(self, sheet, group):
        if desk.facts["asked"] >= self.outcome.wanted / 2:
            fetch.Fetch._ask = ask
            switch_over(switch)
        else:
            desk.facts["asked"] += len(group)
        return ask(self, sheet, group)

    fetch.Fetch._ask = count


def switch_over(switch):
    """Have the test stop its server, or start it again, which it does when it sees the file."""
    switch.touch()
    while switch.exists():
        time.sleep(0.02)
