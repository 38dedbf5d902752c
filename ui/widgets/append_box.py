"""Schema mapping form: the layer of the project that takes footprints, and which of its fields takes which column."""

from __future__ import annotations

from functools import partial
from typing import Dict, List, Optional

from qgis.core import QgsMapLayer, QgsMapLayerProxyModel, QgsVectorLayer
from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QVBoxLayout, QWidget

from ...plugin.jobs.predict_request import kept_apart
from ...plugin.layers.field_mapping import mapping_of, own_fields, remember
from ...plugin.layers.workspace import Workspace
from ...protocol.footprints import FOOTPRINT_COLUMNS
from ..words import predict as words
from ..words import tr
from .folding import let_shrink
from .layer_box import LayerBox
from .plain import leave_wheel_to_page


class TargetBox(LayerBox):
    """The polygon layers that footprints can be appended to."""

    def __init__(self, workspace: Workspace) -> None:
        kinds = QgsMapLayerProxyModel.PolygonLayer | QgsMapLayerProxyModel.WritableLayer
        super().__init__(workspace, "append_to", kinds)
        self.setToolTip(tr(words.APPEND_HELP))

    def left_out(self) -> List[QgsMapLayer]:
        return [*super().left_out(), *kept_apart(self._workspace)]


class FieldsBox(QgsCollapsibleGroupBox):
    """A field of a layer for each column of footprints, kept with the layer as soon as it is chosen; hidden without a
    layer, and closed at first."""

    def __init__(self) -> None:
        super().__init__("")
        self.setObjectName("appendFields")
        self.setSaveCollapsedState(False)
        self.setToolTip(tr(words.FIELDS_HELP))
        self._layer: Optional[QgsVectorLayer] = None
        self._chosen = ""
        self._taken: Dict[str, str] = {}
        self._boxes: Dict[str, QComboBox] = {column: QComboBox() for column in FOOTPRINT_COLUMNS}
        inside = QWidget()
        rows = QFormLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for column, box in self._boxes.items():
            box.setObjectName(f"field_{column}")
            let_shrink(box)
            leave_wheel_to_page(box)
            box.activated.connect(partial(self._remember, column))
            rows.addRow(column, box)
        QVBoxLayout(self).addWidget(inside)
        self.setCollapsed(True)
        self.hide()

    def show_layer(self, layer: Optional[QgsVectorLayer]) -> None:
        """Show the fields of `layer`; None hides the box."""
        if layer is not self._layer:
            self._chosen = ""
        self._layer = layer
        self.setVisible(layer is not None)
        if layer is None:
            return
        self.setTitle(tr(words.FIELDS, name=layer.name()))
        fields = own_fields(layer)
        for column, field in mapping_of(layer, FOOTPRINT_COLUMNS).items():
            box = self._boxes[column]
            if [box.itemData(row) for row in range(box.count())] != ["", *fields]:
                box.clear()
                box.addItem(tr(words.NO_FIELD), "")
                for name in fields:
                    box.addItem(name, name)
            box.setCurrentIndex(box.findData(field))

    def _remember(self, chosen: str, *_: object) -> None:
        """Keep the mapping; a field takes one column, that which was chosen last. What was only passed on the way to
        another field, by the arrow keys, goes back to the column that had it."""
        field = self._boxes[chosen].currentData()
        if chosen != self._chosen:
            self._chosen, self._taken = chosen, {}
        for column, former in self._taken.items():
            self._boxes[column].setCurrentIndex(self._boxes[column].findData(former))
        self._taken = {column: field for column, box in self._boxes.items()
                       if field and column != chosen and box.currentData() == field}
        for column in self._taken:
            self._boxes[column].setCurrentIndex(0)
        if self._layer is not None:
            remember(self._layer, {column: box.currentData() for column, box in self._boxes.items()})
