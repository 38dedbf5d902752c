"""Raster layer combo box for the imagery, with a summary of the raster: resolution, bands, data type, size."""

from __future__ import annotations

from typing import Dict

from qgis.core import QgsMapLayerProxyModel, QgsRasterLayer
from qgis.PyQt.QtWidgets import QGridLayout, QLabel, QWidget

from ...plugin.history.as_trained import mismatch
from ...plugin.history.model_choices import resolution_of
from ...plugin.layers.imagery import ImageryError, ImageryFacts, describe
from ...plugin.layers.workspace import Workspace
from ...plugin.online.errors import OnlineError
from ...plugin.online.facts import OnlineFacts, describe_online
from ...plugin.online.imagery_parameters import is_taken_as_drawn
from ...plugin.online.picture import is_online
from ...protocol.imagery import MAX_RESOLUTION_RATIO
from ...protocol.model_files import ENCODER_RESOLUTION_M
from ...protocol.targets import COARSE_M
from ..words import labels as words
from ..words import number, rounded, tr
from .bands_box import BandsBox
from .dates_box import DatesBox, dates_sentence
from .fetch_box import FetchBox
from .layer_box import LayerBox
from .layer_watch import REPAIRS, STYLES, LayerWatch
from .remark import GOOD, INFO, WARNING, Remark

COLORS = 3
"""Bands that the built-in model reads."""
LONG_M = 10_000
"""Sizes from here on are given in kilometres, since so many metres are hard to read."""


class ImageryBox(QWidget):
    """Chooses the workspace's imagery, and of a raster with more than the colours its bands. One line describes the
    raster, or names what is wrong with it and the cure."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._watch_imagery = LayerWatch((*REPAIRS, *STYLES), self._refresh, QgsRasterLayer)
        self.layer = LayerBox(workspace, "imagery", QgsMapLayerProxyModel.RasterLayer)
        self.layer.setToolTip(tr(words.IMAGERY_HELP))
        self.facts, self.remark = Remark("imageryFacts"), Remark("imageryRemark")
        self.fetch = FetchBox(workspace)
        self.bands = BandsBox()
        self.bands.hide()
        self.dates = DatesBox(workspace)
        self.bands.chosen.connect(lambda numbers: workspace.choose(only_bands=",".join(map(str, numbers))))
        caption = QLabel(tr(words.IMAGERY))
        caption.setBuddy(self.layer)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(caption, 0, 0)
        grid.addWidget(self.layer, 0, 1)
        grid.addWidget(self.bands, 0, 2)
        grid.addWidget(self.dates, 0, 3)
        grid.addWidget(self.facts, 1, 0, 1, 4)
        grid.addWidget(self.remark, 2, 0, 1, 4)
        grid.addWidget(self.fetch, 3, 0, 1, 4)
        grid.setColumnStretch(1, 1)
        workspace.changed.connect(self._refresh)
        workspace.project.layersAdded.connect(self._refresh)
        workspace.project.layersRemoved.connect(self._refresh)
        self._refresh()

    def close(self) -> bool:
        """Disconnect from the workspace, the project and the layer."""
        self._workspace.changed.disconnect(self._refresh)
        self._workspace.project.layersAdded.disconnect(self._refresh)
        self._workspace.project.layersRemoved.disconnect(self._refresh)
        self._watch_imagery.let_go()
        self.layer.close()
        return bool(super().close())

    def _refresh(self, *_: object) -> None:
        imagery = self._workspace.imagery
        self._watch_imagery.watch(imagery)
        self.fetch.refresh()
        self.remark.set_text("")
        self.bands.hide()
        self.dates.refresh()
        if imagery is None:
            nothing_there = self.layer.count() <= 1  # the entry for none
            self.facts.set_text(tr(words.NO_RASTER if nothing_there else words.CHOOSE_IMAGERY), INFO)
            return
        base_model = self._workspace.choices.base_model
        if is_online(imagery):
            self._describe_online(imagery, base_model)
            return
        try:
            facts = describe(imagery)
        except ImageryError as error:
            self.facts.set_text(str(error), WARNING)
            return
        as_drawn = is_taken_as_drawn(self._workspace)
        dates = "" if as_drawn else dates_sentence(imagery, self._workspace)
        self.facts.set_text("\n".join(filter(None, (sentence(facts), dates))), GOOD)
        has_choice = self._workspace.band_numbers or len([band for band in facts.bands if band != "alpha"]) > COLORS
        if has_choice and not as_drawn:
            self.bands.show_bands(facts.bands, self._workspace.band_numbers)
            self.bands.show()
        texts = ["" if as_drawn else advice(facts, base_model),
                 mismatch(self._workspace.choices.model, imagery, as_drawn)]
        self.remark.set_text(" ".join(filter(None, texts)), WARNING)

    def _describe_online(self, imagery: QgsRasterLayer, base_model: str) -> None:
        try:
            facts = describe_online(imagery, resolution_of(base_model) or ENCODER_RESOLUTION_M,
                                    self._workspace.areas or self._workspace.labels, self._workspace.project)
        except OnlineError as error:
            self.facts.set_text(str(error), WARNING)
            return
        self.facts.set_text(online_sentence(facts), GOOD)
        otherwise = mismatch(self._workspace.choices.model, imagery, is_taken_as_drawn(self._workspace))
        terms = tr(words.TERMS, host=facts.host or imagery.name())
        self.remark.set_text(" ".join(filter(None, (otherwise, facts.time, terms))),
                             WARNING if otherwise or facts.time else INFO)


def sentence(facts: ImageryFacts) -> str:
    """The facts as a sentence for the analyst: resolution, bands, data type and size."""
    count = len(facts.bands)
    bands = tr(words.ONE_BAND if count == 1 else words.BANDS, n=count, names=tr(words.BETWEEN_NAMES).join(facts.bands))
    return tr(words.FACTS, resolution=rounded(facts.resolution_m), bands=bands, dtype=facts.dtype,
              **size(facts))


def online_sentence(facts: OnlineFacts) -> str:
    """What the imagery is, and what a km² of it costs."""
    return tr(words.ONLINE, kind=facts.kind, resolution=rounded(facts.resolution_m), parts=number(facts.parts, ",.0f"),
              pixels=rounded(facts.megapixels), size=number(facts.megabytes, ",.0f"))


def size(facts: ImageryFacts) -> Dict[str, str]:
    """Texts for `width`, `height` and `unit`: metres, or kilometres when one side reaches LONG_M."""
    far = max(facts.width_m, facts.height_m) >= LONG_M
    scale = 1000 if far else 1
    return {"width": rounded(facts.width_m / scale), "height": rounded(facts.height_m / scale),
            "unit": tr(words.KILOMETRES if far else words.METRES)}


def advice(facts: ImageryFacts, base_model: str = "") -> str:
    """A warning when the base model will not read the imagery well (few bands, coarse pixels), else ""."""
    if len([band for band in facts.bands if band != "alpha"]) < COLORS:
        return tr(words.FEW_BANDS)
    resolution = resolution_of(base_model)
    if resolution is None or not facts.is_too_coarse_for(resolution):
        return ""
    if facts.resolution_m > COARSE_M:
        return tr(words.COVER_HERE)
    return tr(words.TOO_COARSE, limit=rounded(MAX_RESOLUTION_RATIO * resolution))
