"""Train page: choice of base model and training time, and the button that starts the fine-tuning."""

from __future__ import annotations

from typing import Any, Dict

from qgis.core import QgsProcessingFeatureSourceDefinition, QgsVectorLayer
from qgis.PyQt.QtGui import QShowEvent
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QFormLayout

from ...plugin.history import model_choices
from ...plugin.jobs import last_used
from ...plugin.jobs.live_training import LiveTraining
from ...plugin.jobs.panel_job import FINETUNE, Jobs
from ...plugin.layers.sources import is_empty
from ...plugin.layers.workspace import Workspace
from ...plugin.online.imagery_parameters import training_imagery
from ...protocol.certain import certain
from ...protocol.settings.training import TIME_CHOICES, TrainSettings
from ..widgets.folding import FoldingText, let_shrink
from ..widgets.layer_watch import LayerWatch
from ..widgets.model_box import ModelBox
from ..widgets.plain import leave_wheel_to_page
from ..widgets.remark import WARNING, Remark
from ..widgets.start_page import AdvancedBox, StartPage
from ..widgets.state_line import StateLine, sentence
from ..words import counted, tr
from ..words import live as live_words
from ..words import train as words
from .live_switch import LiveSwitch

TIMES = {"minute": words.MINUTE, "five_minutes": words.FIVE_MINUTES, "until_flat": words.UNTIL_FLAT,
         "settings": words.AS_SET}


class TrainPage(StartPage):
    """Starts a training on the workspace's layers, and switches the live one. JobView and LiveView show them."""

    def __init__(self, workspace: Workspace, jobs: Jobs, live: LiveTraining) -> None:
        super().__init__()
        self._workspace, self._jobs, self._live = workspace, jobs, live
        self.state = StateLine(workspace)
        self._make_choices()
        self._make_button()
        self._arrange()
        self._connect()
        self._form.set_values(last_used.read(TrainSettings))
        self._show_choices()

    def train(self) -> None:
        """Start a training, unless something is missing or another job is running."""
        self.state.refresh()
        if not self._button.isEnabled():
            return
        try:
            parameters = self._parameters()
        except OSError as error:
            place = error.filename or model_choices.models_folder()
            self._trouble.set_text(tr(words.NO_PLACE, path=place, reason=error.strerror), WARNING)
            return
        self._trouble.set_text("")
        self._take_settings()
        self._jobs.start(FINETUNE, parameters)

    def close(self) -> bool:
        """Disconnect from the workspace and the jobs."""
        self._watch_selection.let_go()
        self._workspace.changed.disconnect(self._show_choices)
        self._jobs.changed.disconnect(self._jobs_changed)
        self._live.changed.disconnect(self._show_whether_ready)
        self._live_switch.close()
        self.state.close()
        return bool(super().close())

    def _take_settings(self) -> Dict[str, Any]:
        """The analyst's own settings, which the form has again the next time."""
        last_used.write(TrainSettings, self._form.own_values())
        return self._form.own_values()

    def _make_choices(self) -> None:
        self._base_model = ModelBox(encoders=True)
        self._base_model.setObjectName("baseModel")
        self._base_model.setToolTip(tr(words.BASE_MODEL_HELP))
        self._time = QComboBox()
        self._time.setObjectName("time")
        self._time.setToolTip(tr(words.TIME_HELP))
        let_shrink(self._time)
        leave_wheel_to_page(self._time)
        for key in TIME_CHOICES:
            self._time.addItem(tr(TIMES[key]), key)
        self._only_selected = QCheckBox()
        self._only_selected.setObjectName("onlySelected")
        self._only_selected.setToolTip(tr(words.SELECTED_HELP))
        self._selected_text = FoldingText(self._only_selected)
        self._watch_selection = LayerWatch(("selectionChanged",), self._show_selection)
        self._advanced = AdvancedBox(TrainSettings, "advanced", "resetSettings")
        self._form = self._advanced.form
        self._live_switch = LiveSwitch(self._live, self._jobs, self._take_settings)

    def _make_button(self) -> None:
        self._trouble = Remark("trainTrouble")
        self._trouble.hide()
        self._place = Remark("modelPlace")
        self.make_start_button("train", words.TRAIN, words.TRAIN_HELP, "/mActionPlay.svg").setEnabled(False)

    def _arrange(self) -> None:
        choices = QFormLayout()
        choices.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        choices.addRow(tr(words.BASE_MODEL), self._base_model)
        choices.addRow(tr(words.TIME), self._time)
        self.lay_out((choices, self._only_selected, self.state, self._live_switch, self._place, self._advanced),
                     (self._trouble,))

    def _connect(self) -> None:
        self._base_model.changed.connect(lambda value: self._workspace.choose(base_model=value))
        self._time.activated.connect(self._time_chosen)
        self._only_selected.toggled.connect(self._count_selected)
        self._form.changed.connect(self._show_whether_ready)
        self.state.refreshed.connect(self._show_whether_ready)
        self._button.clicked.connect(self.train)
        self._workspace.changed.connect(self._show_choices)
        self._jobs.changed.connect(self._jobs_changed)
        self._live.changed.connect(self._show_whether_ready)

    def _time_chosen(self) -> None:
        key = self._time.currentData()
        self._workspace.choose(time=key)
        if not TIME_CHOICES[key]:
            self._advanced.setCollapsed(False)

    def _show_choices(self) -> None:
        choices = self._workspace.choices
        if self._base_model.wanted != choices.base_model:
            self._base_model.set_value(choices.base_model)
        self._time.setCurrentIndex(max(self._time.findData(choices.time), 0))
        chosen = TIME_CHOICES[self._time.currentData()]
        self._advanced.set_remark(tr(words.FIXED) if chosen else "")
        self._form.fix({name.upper(): value for name, value in chosen.items()})
        self._watch_selection.watch(self._workspace.labels)
        self._show_selection()
        self._show_place()

    def _show_selection(self, *_: object) -> None:
        """Ask whether to learn from the selected labels alone, where some are selected."""
        labels = self._workspace.labels
        selected = 0 if labels is None else labels.selectedFeatureCount()
        self._selected_text.write(counted(selected, words.ONE_SELECTED, words.SELECTED))
        self._only_selected.setVisible(selected > 0)
        if selected == 0:
            self._only_selected.setChecked(False)
        elif self._only_selected.isChecked():
            self.state.refresh()

    def _count_selected(self, only_selected: bool) -> None:
        self.state.only_selected = only_selected
        self.state.refresh()

    def _show_place(self) -> None:
        """Show where the model goes, while the page is seen: a file is made there, to tell whether that can be."""
        if self.isVisible():
            self._place.set_text(tr(words.PLACE, folder=model_choices.new_models_folder()))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt names it
        super().showEvent(event)
        self._show_place()  # the project may have been saved

    def _jobs_changed(self) -> None:
        self._base_model.refresh()
        self._show_whether_ready()

    def _show_whether_ready(self, *_: object) -> None:
        reason = self._reason_to_wait()
        self._button.setEnabled(not reason)
        self._button.setToolTip(reason or tr(words.TRAIN_HELP))

    def _reason_to_wait(self) -> str:
        if self._jobs.busy:
            return tr(words.BUSY)
        if self._live.is_on:
            return tr(live_words.LIVE_ON)
        known = self.state.known
        if known is None:  # nothing was counted yet
            return tr(words.TRAIN_HELP)
        return sentence(known) if known.missing is not None else self._form.problem

    def _parameters(self) -> Dict[str, Any]:
        imagery, labels = certain(self._workspace.imagery, "imagery"), certain(self._workspace.labels, "labels")
        areas = self._workspace.areas
        model = model_choices.new_model_path(imagery.name())
        parameters: Dict[str, Any] = {
            **training_imagery(self._workspace), **self._form.values(), "LABELS": self._labels(labels),
            "MODEL": str(model), "REPORT": str(model.with_suffix(".html"))}
        if self._base_model.value():
            parameters["BASE_MODEL"] = self._base_model.value()
        if areas is not None and not is_empty(areas):
            parameters["AREAS"] = areas.id()
        return parameters

    def _labels(self, layer: QgsVectorLayer) -> Any:
        """The parameter LABELS: the layer, or those that are selected in it."""
        if self._only_selected.isChecked():
            return QgsProcessingFeatureSourceDefinition(layer.id(), True)
        return layer.id()
