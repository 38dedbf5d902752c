"""The choice of a review grid, and the form for a new one: the side of a cell, and the ground that the cells cover."""

from __future__ import annotations

from dataclasses import fields
from typing import Optional

from qgis.core import QgsMapLayer, QgsMapLayerProxyModel, QgsReferencedRectangle
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QFrame, QHBoxLayout, QSpinBox, QWidget

from ...plugin.history.model_choices import resolution_of
from ...plugin.layers.areas import usable
from ...plugin.layers.project_layers import ProjectLayersError
from ...plugin.layers.workspace import Workspace
from ...plugin.review.columns import ReviewError
from ...plugin.review.review_grid import new_grid, proposed_side_m
from ...protocol.model_files import ENCODER_RESOLUTION_M
from ...protocol.settings.review import GridSettings
from ..widgets.layer_box import LayerBox
from ..widgets.plain import leave_wheel_to_page, push_button, scroll_to, tool_button
from ..widgets.remark import WARNING, Remark
from ..words import cells as words
from ..words import check as check_words
from ..words import tr

VIEW = "view"


class GridRow(QWidget):
    """The cells of the workspace, and a button for new ones: `new_wanted`."""

    new_wanted = pyqtSignal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._box = LayerBox(workspace, "grid", QgsMapLayerProxyModel.PolygonLayer)
        self._box.setToolTip(tr(words.CELLS_HELP))
        new = tool_button("newCells", words.NEW_HELP, "/mActionNewGeoPackageLayer.svg")
        new.clicked.connect(lambda: self.new_wanted.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._box, 1)
        row.addWidget(new)

    def close(self) -> bool:
        """Disconnect from the workspace and the project."""
        self._box.close()
        return bool(super().close())


class NewGridBox(QFrame):
    """Hidden until it is asked for."""

    def __init__(self, workspace: Workspace, canvas: QgsMapCanvas) -> None:
        super().__init__()
        self._workspace, self._canvas = workspace, canvas
        self._side, self._part, self._remark = QSpinBox(), QComboBox(), Remark("newCellsRemark")
        (side,) = fields(GridSettings)
        self._side.setObjectName("cellSide")
        self._side.setRange(int(side.metadata["minimum"]), int(side.metadata["maximum"]))
        self._side.setSuffix(" m")
        self._side.setToolTip(tr(words.SIDE_HELP))
        self._part.setObjectName("cellsOver")
        self._part.setToolTip(tr(words.OVER_HELP))
        self._remark.hide()
        leave_wheel_to_page(self._side, self._part)
        self._arrange()
        self.hide()

    def ask(self) -> None:
        """Show the form, with a proposal."""
        resolution_m = resolution_of(self._workspace.choices.model) or ENCODER_RESOLUTION_M
        self._side.setValue(round(proposed_side_m(self._canvas.width(), self._canvas.height(), resolution_m)))
        self._part.clear()
        for part, name in words.PARTS.items():
            if self._extent(part) is not None:
                self._part.addItem(tr(name), part)
        self._remark.set_text("")
        self.show()
        scroll_to(self)

    def _arrange(self) -> None:
        self.setFrameShape(QFrame.Shape.StyledPanel)
        make, leave = (push_button("makeCells", words.MAKE, words.MAKE_HELP),
                       push_button("noCells", check_words.NOT_NOW, check_words.NOT_NOW_HELP))
        make.clicked.connect(lambda: self._make())
        leave.clicked.connect(self.hide)
        row = QHBoxLayout()
        row.addWidget(leave)
        row.addWidget(make)
        form = QFormLayout(self)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr(words.SIDE), self._side)
        form.addRow(tr(words.OVER), self._part)
        form.addRow(self._remark)
        form.addRow(row)

    def _extent(self, part: str) -> Optional[QgsReferencedRectangle]:
        if part == VIEW:
            return QgsReferencedRectangle(self._canvas.extent(), self._canvas.mapSettings().destinationCrs())
        layer: Optional[QgsMapLayer] = usable(getattr(self._workspace, part))
        if layer is None or layer.extent().isEmpty():
            return None
        return QgsReferencedRectangle(layer.extent(), layer.crs())

    def _make(self) -> None:
        extent = self._extent(self._part.currentData())
        if extent is None:
            return
        try:
            new_grid(self._workspace, extent, self._side.value())
        except (ReviewError, ProjectLayersError) as error:
            self._remark.tell(str(error), WARNING)
            return
        self.hide()
