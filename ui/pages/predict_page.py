"""Predict page: choice of model, extent and target layer, and the button that starts the prediction."""

from __future__ import annotations

from typing import Any, Dict, Optional, Union

from qgis.core import QgsRasterLayer, QgsReferencedRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtGui import QShowEvent
from qgis.PyQt.QtWidgets import QCheckBox, QFormLayout

from ...plugin.history.model_choices import finds_cover, resolution_of
from ...plugin.history.prediction_record import PredictionRecord, resume_parameters
from ...plugin.jobs import delivery, last_used
from ...plugin.jobs.delivery import Delivered, Delivery, PartDelivery
from ...plugin.jobs.panel_job import PREDICT, Jobs
from ...plugin.jobs.predict_request import (
    append_layer,
    choose_imagery,
    edited_layer,
    existing,
    new_sink,
    parameters,
    shows_imagery,
)
from ...plugin.layers.append import refusal, rounding
from ...plugin.layers.areas import AreasOnImagery
from ...plugin.layers.field_mapping import mapping_of
from ...plugin.layers.imagery import ImageryError, describe
from ...plugin.layers.project_layers import ProjectLayersError
from ...plugin.layers.workspace import APPEND, AREAS, EDITED, KEEP, NEW, VIEW, WHOLE, Workspace
from ...plugin.online.facts import is_endless
from ...plugin.online.picture import is_online
from ...plugin.review.readiness import is_refused
from ...plugin.translation import tr_sentence
from ...protocol.areas import PREDICT as WANTED
from ...protocol.footprints import FOOTPRINT_COLUMNS
from ...protocol.model_files import ENCODER_RESOLUTION_M
from ...protocol.settings.prediction import SKIP, PredictSettings
from ..widgets.append_box import FieldsBox, TargetBox
from ..widgets.choice_box import ChoiceBox
from ..widgets.folding import FoldingText
from ..widgets.imagery_box import size
from ..widgets.layer_watch import REPAIRS, LayerWatch
from ..widgets.model_box import ModelBox
from ..widgets.remark import GOOD, INFO, WARNING, Remark
from ..widgets.start_page import AdvancedBox, StartPage
from ..words import counted, tr
from ..words import predict as words

SETTLE_MS = 300
"""Debounce: edits that follow each other this closely cause one refresh."""
EDITS = ("editingStarted", "editingStopped", "layerModified", "afterRollBack", "customPropertyChanged", "dataChanged",
         *REPAIRS)
"""Signals of a layer after which there may be other areas, or another layer that takes footprints; a filter of the
layer emits dataChanged."""


class PredictPage(StartPage):
    """Starts a prediction, and brings its footprints into the chosen layer. The job view shows progress and result."""

    def __init__(self, workspace: Workspace, jobs: Jobs, iface: Any) -> None:
        super().__init__()
        self._workspace, self._jobs, self._iface = workspace, jobs, iface
        self._delivery: Union[Delivery, PartDelivery, None] = None
        self._watch_edits = LayerWatch(EDITS, self._later)
        self._watch_imagery = LayerWatch(REPAIRS, self._later, QgsRasterLayer)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._make_choices()
        self._make_button()
        self._arrange()
        self._connect()
        self._form.set_values(last_used.read(PredictSettings))
        self._show_choices()

    def predict(self) -> None:
        """Start a prediction, unless something is missing or another job is running."""
        self.refresh()
        imagery = self._workspace.imagery
        if imagery is None or not self._button.isEnabled():
            return
        view = self._view()
        if self._where.value() == VIEW and not shows_imagery(view, imagery, self._workspace):
            self._remark.set_text(tr(words.OUT_OF_VIEW), WARNING)
            return
        model, target = self._model.value(), self._target_layer()
        try:
            chosen = parameters(self._workspace, model, self._where.value(), view, target)
        except ProjectLayersError as error:
            self._remark.set_text(str(error), WARNING)
            return
        last_used.write(PredictSettings, self._form.own_values())
        self._start({**self._form.values(), **chosen}, model, target)

    def go_on(self, record: PredictionRecord) -> None:
        """Resume an interrupted prediction, unless something else runs; its footprints come into a new layer."""
        if self._is_busy:
            self._remark.tell(tr(words.BUSY), INFO)
            return
        choose_imagery(self._workspace, record.request.imagery[0])
        try:
            sink = new_sink(self._workspace)
        except ProjectLayersError as error:
            self._remark.set_text(str(error), WARNING)
            return
        self._start({**resume_parameters(record), **existing(self._workspace, None, record.model),
                     "FOOTPRINTS": sink}, record.model, None)

    def keep(self, record: PredictionRecord) -> None:
        """Bring the footprints that an interrupted prediction found into a new layer, without resuming it, unless
        something else runs."""
        if self._is_busy:
            self._remark.tell(tr(words.BUSY), INFO)
            return
        choose_imagery(self._workspace, record.request.imagery[0])
        try:
            self._delivery = PartDelivery(self._workspace, record)
        except ProjectLayersError as error:
            self._remark.set_text(str(error), WARNING)
            return
        self._delivery.ended.connect(self._show_delivered)
        self._show_whether_ready()

    def refresh(self) -> None:
        """Update which choices are available, and whether a prediction can start."""
        self._settle.stop()
        self._watch()
        self._describe_where(self._workspace.imagery)
        self._describe_into(self._edited_layer())
        self._target.setVisible(self._into.value() == APPEND)
        self._fields.show_layer(self._target_layer())
        self._show_whether_ready()

    def close(self) -> bool:
        """Disconnect from the workspace, the jobs, the canvas and the layers."""
        self._settle.stop()
        self._target.close()
        if self._delivery is not None:
            self._delivery.close()
        self._workspace.changed.disconnect(self._show_choices)
        self._jobs.changed.disconnect(self._jobs_changed)
        self._iface.mapCanvas().currentLayerChanged.disconnect(self._later)
        self._watch_edits.let_go()
        self._watch_imagery.let_go()
        return bool(super().close())

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt names it
        super().showEvent(event)
        self.refresh()

    def _start(self, chosen: Dict[str, Any], model: str, target: Optional[QgsVectorLayer]) -> None:
        self._remark.set_text("")
        job = self._jobs.start(PREDICT, chosen)
        self._delivery = Delivery(self._workspace, job, model, target)
        self._delivery.ended.connect(self._show_delivered)

    def _make_choices(self) -> None:
        self._model = ModelBox()
        self._model.setObjectName("model")
        self._model.setToolTip(tr(words.MODEL_HELP))
        self._where = ChoiceBox(tr(words.WHERE))
        self._where.add(VIEW, "whereView", tr(words.VIEW), tr(words.VIEW_HELP))
        self._where.add(AREAS, "whereAreas", tr(words.AREAS), tr(words.AREAS_HELP))
        self._where.add(WHOLE, "whereWhole", tr(words.WHOLE), tr(words.WHOLE_HELP))
        self._into = ChoiceBox(tr(words.INTO))
        self._into.add(NEW, "intoNew", tr(words.NEW), tr(words.NEW_HELP))
        self._into.add(EDITED, "intoEdited", tr(words.EDITED), tr(words.NOT_EDITED))
        self._into.add(APPEND, "intoExisting", tr(words.APPEND), tr(words.APPEND_HELP))
        self._target, self._fields = TargetBox(self._workspace), FieldsBox()
        self._skip_known = QCheckBox(tr(words.SKIP_KNOWN))
        self._skip_known.setObjectName("skipKnown")
        self._skip_known.setToolTip(tr(words.SKIP_KNOWN_HELP))
        self._advanced = AdvancedBox(PredictSettings, "advancedPrediction", "resetPrediction")
        self._form = self._advanced.form
        self._regularize = self._form.take_out("REGULARIZE")
        self._regularize.setText(tr(words.REGULARIZE))
        for box in (self._skip_known, self._regularize):
            FoldingText(box)

    def _make_button(self) -> None:
        self._remark = Remark("predictRemark")
        self._remark.hide()
        self.make_start_button("predict", words.PREDICT, words.PREDICT_HELP, "/search.svg")

    def _arrange(self) -> None:
        model = QFormLayout()
        model.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        model.addRow(tr(words.MODEL), self._model)
        self.lay_out((model, self._where, self._into, self._target, self._fields, self._skip_known, self._regularize,
                      self._advanced), (self._remark,))

    def _connect(self) -> None:
        self._model.changed.connect(lambda value: self._workspace.choose(model=value))
        self._where.chosen.connect(lambda key: self._workspace.choose(where=key))
        self._into.chosen.connect(lambda key: self._workspace.choose(into=key))
        self._skip_known.clicked.connect(lambda wanted: self._workspace.choose(labelled=SKIP if wanted else KEEP))
        self._form.changed.connect(self._show_whether_ready)
        self._button.clicked.connect(self.predict)
        self._settle.timeout.connect(self._refresh_if_seen)
        self._workspace.changed.connect(self._show_choices)
        self._jobs.changed.connect(self._jobs_changed)
        self._iface.mapCanvas().currentLayerChanged.connect(self._later)

    def _show_choices(self) -> None:
        choices = self._workspace.choices
        if self._model.wanted != choices.model:
            self._model.set_value(choices.model)
        self._where.set_value(choices.where)
        self._into.set_value(choices.into)
        self._skip_known.setChecked(choices.labelled == SKIP)
        for box in (self._skip_known, self._regularize):  # of buildings alone
            box.setVisible(not finds_cover(choices.model))
        self._later()

    def _jobs_changed(self) -> None:
        self._model.refresh()
        self._show_whether_ready()

    def _later(self, *_: object) -> None:
        self._settle.start()

    def _refresh_if_seen(self) -> None:
        if self.isVisible():
            self.refresh()

    def _describe_where(self, imagery: Optional[QgsRasterLayer]) -> None:
        has_areas = imagery is not None and AreasOnImagery(self._workspace, imagery.crs()).count(WANTED) > 0
        self._where.describe(AREAS, tr(words.AREAS), tr(words.AREAS_HELP if has_areas else words.NO_AREAS), has_areas)
        wanted_m = resolution_of(self._model.value()) or ENCODER_RESOLUTION_M
        endless = imagery is not None and is_endless(imagery, wanted_m, self._workspace)
        self._where.describe(WHOLE, _whole(imagery), tr(words.ENDLESS if endless else words.WHOLE_HELP), not endless)

    def _describe_into(self, layer: Optional[QgsVectorLayer]) -> None:
        if layer is None:
            self._into.describe(EDITED, tr(words.EDITED), tr(words.NOT_EDITED), False)
            return
        name = layer.name()
        self._into.describe(EDITED, tr(words.EDITED_NAMED, name=name), tr(words.EDITED_HELP, name=name))

    def _show_whether_ready(self) -> None:
        reason = self._reason_to_wait()
        self._button.setEnabled(not reason)
        self._button.setToolTip(reason or tr(words.PREDICT_HELP))

    @property
    def _is_busy(self) -> bool:
        """Whether a job runs, or footprints are being added."""
        return self._jobs.busy or (self._delivery is not None and self._delivery.is_adding)

    def _reason_to_wait(self) -> str:
        if self._is_busy:
            return tr(words.BUSY)
        imagery = self._workspace.imagery
        if imagery is None:
            return tr(words.NO_IMAGERY)
        return tr(words.IMAGERY_REFUSED) if is_refused(imagery) else self._form.problem or self._reason_not_to_append()

    def _reason_not_to_append(self) -> str:
        """Why the chosen layer of the project cannot take footprints; "" where it can, or a new one was chosen."""
        layer, is_appended = self._target_layer(), self._into.value() == APPEND
        if layer is None:
            return tr(words.NO_APPEND) if is_appended else ""
        mapping = mapping_of(layer, FOOTPRINT_COLUMNS)
        return tr_sentence(refusal(layer, mapping) if is_appended else rounding(layer, mapping))

    def _view(self) -> QgsReferencedRectangle:
        canvas = self._iface.mapCanvas()
        return QgsReferencedRectangle(canvas.extent(), canvas.mapSettings().destinationCrs())

    def _target_layer(self) -> Optional[QgsVectorLayer]:
        """The chosen layer that is there already, edited or not; None for a new one."""
        if self._into.value() == APPEND:
            return append_layer(self._workspace)
        return self._edited_layer() if self._into.value() == EDITED else None

    def _edited_layer(self) -> Optional[QgsVectorLayer]:
        return edited_layer(self._workspace, self._iface.activeLayer())

    def _watch(self) -> None:
        self._watch_edits.watch(self._workspace.areas, self._workspace.footprints, self._workspace.append_to,
                                self._iface.activeLayer())
        self._watch_imagery.watch(self._workspace.imagery)

    def _show_delivered(self, delivered: Delivered) -> None:
        """Show what became of the footprints. A new layer with all of them needs no message."""
        number = counted(delivered.count, words.ONE_ADDED, words.ADDED)
        texts = {
            delivery.NOTHING: (tr(words.NOTHING_FOUND), INFO),
            delivery.APPENDED: (tr(words.APPENDED_TO, name=delivered.layer), GOOD),
            delivery.REFUSED: (tr(words.REFUSED, reason=tr_sentence(delivered.error), name=delivered.layer), WARNING),
            delivery.ADDED: (tr(words.ADDED_TO, name=delivered.layer), GOOD),
            delivery.KEPT_ASIDE: (tr(words.KEPT_ASIDE, name=delivered.layer), WARNING),
            delivery.LOST: (delivered.error, WARNING),
            delivery.PART: (tr(words.KEPT_PART, footprints=number, name=delivered.layer), INFO),
        }
        text, kind = texts.get(delivered.how, ("", INFO))
        if delivered.left_out and delivered.how == delivery.NOTHING:
            text = counted(delivered.left_out, words.ONE_ALL_KNOWN, words.ALL_KNOWN)
        elif delivered.left_out and delivered.how != delivery.LOST:
            text = f"{text} {counted(delivered.left_out, words.ONE_LEFT_OUT, words.LEFT_OUT)}".strip()
        self._remark.set_text(text, kind)
        self._show_whether_ready()


def _whole(imagery: Optional[QgsRasterLayer]) -> str:
    """Text of the choice WHOLE, with the size of the imagery on the ground where that is known."""
    if imagery is None or is_online(imagery):
        return tr(words.WHOLE)
    try:
        return tr(words.WHOLE_SIZED, **size(describe(imagery)))
    except ImageryError:  # shown beneath the imagery
        return tr(words.WHOLE)
