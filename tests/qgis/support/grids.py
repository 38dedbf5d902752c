"""A small grid of cells to check: 3 by 2 cells of 20 m, numbered from the upper left."""

from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle, QgsReferencedRectangle, QgsVectorLayer
from roofline.plugin.review.review_grid import new_grid

UTM = QgsCoordinateReferenceSystem("EPSG:32633")
EXTENT = QgsReferencedRectangle(QgsRectangle(500000, 4500040, 500060, 4500080), UTM)


def six_cells(workspace):
    return new_grid(workspace, EXTENT, 20.0)


def opened_again(layer):
    """The same table as another QGIS has it."""
    other = QgsVectorLayer(layer.source(), "theirs", layer.providerType())
    assert other.isValid()
    return other


def rows(layer):
    """Cell -> its status and reviewer, as the file or the database has them now."""
    return {cell["cell"]: (cell["status"], cell["reviewer"] or "") for cell in opened_again(layer).getFeatures()}
