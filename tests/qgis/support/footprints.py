"""Footprints to check, in a row of squares."""

from qgis.core import QgsGeometry, QgsProject, QgsRectangle, QgsVectorFileWriter, QgsVectorLayer
from roofline.plugin.layers.workspace import BY_CONFIDENCE
from roofline.plugin.review.review_session import ReviewSession
from roofline.tests.qgis.support.layers import make_layer

FIELDS = "&field=Status:string&field=confidence:double&field=area_m2:double&field=perimeter_m:double"


def square(number, side=10):
    x = 500000 + 20 * number
    return QgsGeometry.fromRect(QgsRectangle(x, 4500000, x + side, 4500000 + side))


def footprints(*confidences, statuses=(), fields=FIELDS):
    rows = [[statuses[n] if statuses else "predicted", confidence, 100.0, 40.0]
            for n, confidence in enumerate(confidences)]
    return make_layer(*(square(n).asWkt() for n in range(len(rows))), name="found", fields=fields, rows=rows)


def by_confidence(layer):
    return ReviewSession(layer, BY_CONFIDENCE)


def on_disk(folder, layer, driver="GPKG", suffix="gpkg"):
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = driver
    path = folder / f"found.{suffix}"
    QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), QgsProject.instance().transformContext(), options)
    saved = QgsVectorLayer(str(path), "found", "ogr")
    QgsProject.instance().addMapLayer(saved, False)
    return saved
