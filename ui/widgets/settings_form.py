"""Form generated from a Settings class: a Processing parameter widget of QGIS for each setting."""

from __future__ import annotations

from typing import Any, Dict, List, Type

from qgis.core import QgsProcessingContext, QgsProcessingParameterDefinition
from qgis.gui import QgsGui, QgsProcessingGui
from qgis.PyQt.QtCore import QEvent, QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from ...plugin.processing.parameters import DECIMALS, definitions, is_empty
from ...protocol.settings.base import Settings, SettingsError
from .plain import leave_wheel_to_page
from .remark import WARNING, Remark

LEAST_WIDTH = "0.0000001"
"""A spin box is never narrower than this text and its arrows."""


class SettingsForm(QWidget):
    """One field for each setting, with its help as the tooltip; advanced settings come last. Values go by the names of
    Processing parameters.

    `problem` is the error of the Settings class about a refused value, shown beneath the fields; "" when there is none.
    """

    changed = pyqtSignal()

    def __init__(self, settings_class: Type[Settings]) -> None:
        super().__init__()
        self._settings_class = settings_class
        self._context = QgsProcessingContext()
        self._fields = {definition.name(): _Field(definition, self._context, self)
                        for definition in definitions(settings_class)}
        self._fixed: Dict[str, Any] = {}
        self.problem = ""
        self._problem = Remark("settingsProblem")
        self._problem.hide()
        self._arrange()
        for field in self._fields.values():
            field.changed.connect(self._check)

    def values(self) -> Dict[str, Any]:
        """Values in force, fixed ones included; a setting that was left empty is absent."""
        return {name: value for name, value in {**self.own_values(), **self._fixed}.items() if not is_empty(value)}

    def own_values(self) -> Dict[str, Any]:
        """Values that the analyst set, also those that fixed values hide; a setting that was left empty is absent."""
        return {name: field.own for name, field in self._fields.items() if not is_empty(field.own)}

    def set_values(self, values: Dict[str, Any]) -> None:
        """Set the settings named in `values`; names of no setting are ignored."""
        for name, value in values.items():
            if name in self._fields:
                self._fields[name].set_own(value)
        self._check()

    def reset(self) -> None:
        """Set every setting to its default."""
        self.set_values({name: field.default for name, field in self._fields.items()})

    def fix(self, values: Dict[str, Any]) -> None:
        """Show `values` and disable their fields; all other fields are enabled again."""
        self._fixed = {name: value for name, value in values.items() if name in self._fields}
        for name, field in self._fields.items():
            field.fix(self._fixed.get(name))
        self._check()

    def take_out(self, name: str) -> QCheckBox:
        """Remove the field of a yes-or-no setting from the form, to be placed elsewhere without its label. Its value
        stays one of the form's."""
        row = self._rows.takeRow(self._fields[name].widget)
        row.labelItem.widget().hide()
        return self._fields[name].widget

    def _arrange(self) -> None:
        self._rows = QFormLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for field in sorted(self._fields.values(), key=lambda field: field.is_advanced):
            self._rows.addRow(field.label, field.widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._rows)
        column.addWidget(self._problem)

    def _check(self) -> None:
        settings = {name.lower(): value for name, value in self.values().items()}
        try:
            self._settings_class.from_dict(settings)
            self.problem = ""
        except SettingsError as error:
            self.problem = str(error)
        self._problem.set_text(self.problem, WARNING)
        self.changed.emit()


class _Field(QObject):
    """One setting: its label, QGIS's widget for it, and the analyst's own value, kept while another one is fixed."""

    changed = pyqtSignal()

    def __init__(self, definition: Any, context: QgsProcessingContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.default = definition.defaultValue()
        self.is_advanced = bool(definition.flags() & QgsProcessingParameterDefinition.FlagAdvanced)
        self._context = context
        self._definition = definition  # QGIS's widget holds no reference of its own to it
        registry = QgsGui.processingGuiRegistry()
        self._wrapper = registry.createParameterWidgetWrapper(definition, QgsProcessingGui.Standard)
        self.widget = self._wrapper.createWrappedWidget(context)
        self.widget.setObjectName(_camel_case(definition.name()))
        self.label = QLabel(definition.description())
        self.label.setToolTip(self.widget.toolTip())
        self.label.setBuddy(self.widget)
        if isinstance(self.widget, QCheckBox):
            self.widget.setText("")  # its label stands beside it already
        self._spins = _of_type(self.widget, QAbstractSpinBox)
        for spin in self._spins:
            spin.setMinimumWidth(2 * spin.fontMetrics().height() + spin.fontMetrics().horizontalAdvance(LEAST_WIDTH))
            spin.installEventFilter(self)
        leave_wheel_to_page(*self._spins, *_of_type(self.widget, QComboBox))
        self._is_fixed = False
        self._show(self.default)
        self.own: Any = self._wrapper.parameterValue()
        self._wrapper.widgetValueHasChanged.connect(self._take)

    def set_own(self, value: Any) -> None:
        self.own = value
        if not self._is_fixed:
            self._show(value)

    def fix(self, value: Any) -> None:
        """Show `value` and disable the widget; None brings the analyst's own value back."""
        self._is_fixed = value is not None
        self._show(value if self._is_fixed else self.own)
        self.widget.setEnabled(not self._is_fixed)

    def eventFilter(self, box: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt names it
        """Show trailing zeros only while a number is edited, because QGIS's spin box refuses digits that it does not
        show."""
        if event.type() == QEvent.Type.FocusIn:
            self._widen()
        elif event.type() == QEvent.Type.FocusOut:
            self._trim()
        return False

    def _show(self, value: Any) -> None:
        self._wrapper.blockSignals(True)
        self._widen()
        self._wrapper.setParameterValue(value, self._context)
        self._trim()
        self._wrapper.blockSignals(False)

    def _take(self) -> None:
        if not self._is_fixed and self._wrapper.parameterValue() != self.own:
            self.own = self._wrapper.parameterValue()
            self.changed.emit()

    def _widen(self) -> None:
        for spin in self._spins:
            if isinstance(spin, QDoubleSpinBox):
                spin.setDecimals(DECIMALS)

    def _trim(self) -> None:
        for spin in self._spins:
            if isinstance(spin, QDoubleSpinBox):
                digits = f"{spin.value():.{DECIMALS}f}".rstrip("0").partition(".")[2]
                spin.setDecimals(max(len(digits), 1))


def _of_type(widget: QWidget, kind: Type[QWidget]) -> List[Any]:
    return [widget] if isinstance(widget, kind) else widget.findChildren(kind)


def _camel_case(name: str) -> str:
    first, *others = name.lower().split("_")
    return first + "".join(word.capitalize() for word in others)
