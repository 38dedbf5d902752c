"""Imagery of a service for a view of the map: fetched as a task of QGIS (QgsTask), without a job of the panel."""

from __future__ import annotations

from typing import Callable, List

from qgis.core import (
    QgsApplication,
    QgsFeedback,
    QgsGeometry,
    QgsProcessingContext,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsTask,
)

from ...protocol.settings.imagery import FetchSettings
from ..layers.imagery import ImageryError
from ..layers.measure import Ruler
from ..online.errors import OnlineError
from ..online.online_imagery import OnlineImagery, outline_of
from ..translation import mark, tr

FETCHING = mark("Fetching the imagery of the view")
STOPPED = mark("Fetching the imagery of the view was stopped. Move the map, and it goes on.")
LARGEST_KM2 = 1.0
MARGIN = 32
"""Pixels around the view that are fetched too."""


class ViewFetch(QgsTask):
    """Fetches the part `box` of a layer of a service, or draws that of a file, at about `wanted_m` metres a pixel;
    `drawn` as OnlineImagery has it. `then` is called on the main thread with the rasters that show it and a sentence,
    "" when all went well; not after drop(). QGIS calls cancel() where the user stops the task. Raises ImageryError for
    a part that is too large, or cannot be fetched.
    """

    def __init__(self, layer: QgsRasterLayer, box: QgsRectangle, wanted_m: float, drawn: bool,
                 then: Callable[[List[str], str], object]) -> None:
        super().__init__(tr(FETCHING), QgsTask.CanCancel)
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        km2 = Ruler(layer.crs(), context.transformContext()).area_m2(QgsGeometry.fromRect(box)) / 1e6
        if km2 > LARGEST_KM2:
            raise ImageryError(f"The map shows {km2:.2g} km\u00b2 of '{layer.name()}', too much to fetch while you "
                               f"wait. Zoom in to {LARGEST_KM2:g} km\u00b2 or less.")
        try:
            self._online = OnlineImagery(layer, [outline_of(box, layer.crs())], wanted_m, MARGIN, FetchSettings(),
                                         context, drawn)
        except OnlineError as error:
            raise ImageryError(str(error)) from error
        self._then, self._feedback = then, QgsFeedback()
        self._rasters: List[str] = []
        self._problem = ""

    def start(self) -> None:
        """Begin, in the background."""
        QgsApplication.taskManager().addTask(self)

    def drop(self) -> None:
        """Cancel, since nobody waits for it any more."""
        self._then = lambda rasters, problem: None
        self.cancel()

    def run(self) -> bool:
        """Fetch; QGIS calls it in a thread."""
        try:
            self._rasters, _ = self._online.run(self._feedback, lambda outcome: None)
        except OnlineError as error:
            self._problem = str(error)
        return True

    def cancel(self) -> None:
        self._feedback.cancel()
        super().cancel()

    def finished(self, successful: bool) -> None:
        """QGIS calls it on the main thread."""
        is_stopped = self._feedback.isCanceled() or not successful
        self._then(self._rasters, self._problem or (tr(STOPPED) if is_stopped else ""))
