"""A form for any Settings class, made of QGIS's own parameter widgets."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Type

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
from ...protocol.settings import Settings, SettingsError
from .remark import WARNING, Remark

LEAST_WIDTH = "0.0000001"
"""A field is never narrower than this text and its arrows."""


class SettingsForm(QWidget):
    """One field for each setting, with its help as the tooltip; advanced ones come last. Values are Processing
    parameters by name.

    `problem` is the settings' own sentence about a value that they refuse, shown beneath the fields.
    """

    changed = pyqtSignal()

    def __init__(self, settings_class: Type[Settings], parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
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
        """What is set, fixed values included; a setting that was left empty is absent."""
        return {name: value for name, value in {**self.own_values(), **self._fixed}.items() if not is_empty(value)}

    def own_values(self) -> Dict[str, Any]:
        """What the analyst set, also beneath fixed values."""
        return {name: field.own for name, field in self._fields.items() if not is_empty(field.own)}

    def set_values(self, values: Dict[str, Any]) -> None:
        """Set the settings named; names that are none of ours are left alone."""
        for name, value in values.items():
            if name in self._fields:
                self._fields[name].set_own(value)
        self._check()

    def reset(self) -> None:
        """Every setting at its default."""
        self.set_values({name: field.default for name, field in self._fields.items()})

    def fix(self, values: Dict[str, Any]) -> None:
        """Show these values and do not let them be changed; all others are free again."""
        self._fixed = {name: value for name, value in values.items() if name in self._fields}
        for name, field in self._fields.items():
            field.fix(self._fixed.get(name))
        self._check()

    def take_out(self, name: str) -> QWidget:
        """The field of a setting, to stand elsewhere, without its label; its value stays one of the form's."""
        row = self._rows.takeRow(self._fields[name].widget)
        row.labelItem.widget().hide()
        return self._fields[name].widget

    def _arrange(self) -> None:
        self._rows = QFormLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
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
        self._problem.tell(self.problem, WARNING)
        self.changed.emit()


class _Field(QObject):
    """One setting: its label, QGIS's widget for it, and the analyst's own value while another one is fixed."""

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
        for box in [*self._spins, *_of_type(self.widget, QComboBox)]:
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            box.installEventFilter(self)
        self._is_fixed = False
        self._show(self.default)
        self.own: Any = self._wrapper.parameterValue()
        self._wrapper.widgetValueHasChanged.connect(self._take)

    def set_own(self, value: Any) -> None:
        self.own = value
        if not self._is_fixed:
            self._show(value)

    def fix(self, value: Any) -> None:
        """Show `value`, unchangeable; None gives the analyst's own value back."""
        self._is_fixed = value is not None
        self._show(value if self._is_fixed else self.own)
        self.widget.setEnabled(not self._is_fixed)

    def eventFilter(self, box: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt names it
        """A wheel that scrolls the page changes no value under it; zeros behind a number appear only while it is
        edited, because QGIS's spin box refuses digits that it does not show."""
        if event.type() == QEvent.Type.Wheel and not box.hasFocus():
            event.ignore()
            return True
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
