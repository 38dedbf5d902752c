"""The page Train: what to start from, how long, and the button."""

from __future__ import annotations

from typing import Any, Dict

from qgis.core import QgsApplication
from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ..plugin import last_used, model_choices
from ..plugin.panel_job import Jobs
from ..plugin.workspace import Workspace
from ..protocol.settings import TIME_CHOICES, TrainSettings
from .model_box import ModelBox
from .plain import is_start, make_bold, push_button, wrapped_label
from .remark import WARNING, Remark
from .settings_form import SettingsForm
from .state_line import StateLine, sentence
from .words import tr
from .words import train as words

FINETUNE = "roofline:finetune"
TIMES = {"minute": words.MINUTE, "five_minutes": words.FIVE_MINUTES, "until_flat": words.UNTIL_FLAT,
         "settings": words.AS_SET}


class TrainPage(QWidget):
    """Starts a training of the workspace's layers; what comes of it is the job view's."""

    def __init__(self, workspace: Workspace, jobs: Jobs) -> None:
        super().__init__()
        self._workspace, self._jobs = workspace, jobs
        self.state = StateLine(workspace)
        self._make_choices()
        self._make_button()
        self._arrange()
        self._connect()
        self._form.set_values(last_used.read(TrainSettings))
        self._show_choices()

    def train(self) -> None:
        """Start, unless something is missing or running."""
        self.state.refresh()
        if not self._button.isEnabled():
            return
        try:
            parameters = self._parameters()
        except OSError as error:
            place = error.filename or model_choices.models_folder()
            self._trouble.tell(tr(words.NO_PLACE, path=place, reason=error.strerror), WARNING)
            return
        self._trouble.tell("")
        last_used.write(TrainSettings, self._form.own_values())
        self._jobs.start(FINETUNE, parameters)

    def close(self) -> bool:
        """Hear nothing any more."""
        self._workspace.changed.disconnect(self._show_choices)
        self._jobs.changed.disconnect(self._jobs_changed)
        self.state.close()
        return bool(super().close())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt names it
        """Enter trains; in a number's field it only ends the typing, and on another button it does nothing."""
        if is_start(event, self.focusWidget()):
            self._button.click()
        else:
            super().keyPressEvent(event)

    def _make_choices(self) -> None:
        self._base_model = ModelBox()
        self._base_model.setObjectName("baseModel")
        self._base_model.setToolTip(tr(words.BASE_MODEL_HELP))
        self._time = QComboBox()
        self._time.setObjectName("time")
        self._time.setToolTip(tr(words.TIME_HELP))
        self._time.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for key in TIME_CHOICES:
            self._time.addItem(tr(TIMES[key]), key)
        self._fixed = wrapped_label("")
        self._form = SettingsForm(TrainSettings)
        self._reset = push_button("resetSettings", words.RESET, words.RESET_HELP)
        self._advanced = QgsCollapsibleGroupBox(tr(words.ADVANCED))
        self._advanced.setObjectName("advanced")
        self._advanced.setSaveCollapsedState(False)

    def _make_button(self) -> None:
        self._trouble = Remark("trainTrouble")
        self._trouble.hide()
        self._button = push_button("train", words.TRAIN, words.TRAIN_HELP)
        self._button.setIcon(QgsApplication.getThemeIcon("/mActionPlay.svg"))
        self._button.setDefault(True)
        self._button.setEnabled(False)
        make_bold(self._button)
        self._button.setMinimumHeight(2 * self.fontMetrics().height())

    def _arrange(self) -> None:
        choices = QFormLayout()
        choices.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        choices.addRow(tr(words.BASE_MODEL), self._base_model)
        choices.addRow(tr(words.TIME), self._time)
        reset = QHBoxLayout()
        reset.addStretch(1)
        reset.addWidget(self._reset)
        inside = QVBoxLayout(self._advanced)
        inside.addWidget(self._fixed)
        inside.addWidget(self._form)
        inside.addLayout(reset)
        self._advanced.setCollapsed(True)
        column = QVBoxLayout(self)
        column.setSpacing(self.fontMetrics().height() // 2)
        column.addLayout(choices)
        for part in (self.state, self._button, self._trouble, self._advanced):
            column.addWidget(part)
        column.addStretch(1)

    def _connect(self) -> None:
        self._base_model.changed.connect(lambda value: self._workspace.choose(base_model=value))
        self._time.activated.connect(self._time_chosen)
        self._reset.clicked.connect(self._form.reset)
        self._form.changed.connect(self._show_whether_ready)
        self.state.refreshed.connect(self._show_whether_ready)
        self._button.clicked.connect(self.train)
        self._workspace.changed.connect(self._show_choices)
        self._jobs.changed.connect(self._jobs_changed)

    def _time_chosen(self) -> None:
        key = self._time.currentData()
        self._workspace.choose(time=key)
        if not TIME_CHOICES[key]:
            self._advanced.setCollapsed(False)

    def _show_choices(self) -> None:
        choices = self._workspace.choices
        if self._base_model.value() != choices.base_model:
            self._base_model.set_value(choices.base_model)
        self._time.setCurrentIndex(max(self._time.findData(choices.time), 0))
        chosen = TIME_CHOICES[self._time.currentData()]
        self._fixed.setText(tr(words.FIXED) if chosen else "")
        self._form.fix({name.upper(): value for name, value in chosen.items()})

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
        known = self.state.known
        if known is None:  # nobody has looked yet
            return tr(words.TRAIN_HELP)
        return sentence(known) if known.missing is not None else self._form.problem

    def _parameters(self) -> Dict[str, Any]:
        imagery, labels, areas = self._workspace.imagery, self._workspace.labels, self._workspace.areas
        assert imagery is not None and labels is not None  # or nothing would be ready
        model = model_choices.new_model_path(imagery.name())
        parameters: Dict[str, Any] = {
            **self._form.values(), "IMAGERY": [imagery.id()], "LABELS": labels.id(), "MODEL": str(model),
            "REPORT": str(model.with_suffix(".html"))}
        if self._base_model.value():
            parameters["BASE_MODEL"] = self._base_model.value()
        if areas is not None and areas.featureCount():
            parameters["AREAS"] = areas.id()
        return parameters
