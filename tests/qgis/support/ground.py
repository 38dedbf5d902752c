"""Labels and areas in metres from the corner of a small raster."""

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsGeometry, QgsProject
from roofline.tests.qgis.support.layers import make_layer

UTM = "EPSG:32633"
X, Y = 500000, 4500036  # the south-west corner of the raster of 64 m


def box(x, y, width=4, height=4, crs=UTM):
    """A rectangle in metres from the south-west corner of the raster, brought to `crs`."""
    x, y = X + x, Y + y
    shape = QgsGeometry.fromWkt(f"Polygon(({x} {y}, {x + width} {y}, {x + width} {y + height}, {x} {y + height}, "
                                f"{x} {y}))")
    to = QgsCoordinateTransform(QgsCoordinateReferenceSystem(UTM), QgsCoordinateReferenceSystem(crs),
                                QgsProject.instance())
    shape.transform(to)
    return shape.asWkt(17)


def labels(count=3, left=2, **options):
    return make_layer(*(box(left + 6 * (i % 8), 2 + 6 * (i // 8), crs=options.get("crs", UTM))
                        for i in range(count)), **options)


def areas(*shapes, roles=None, crs=UTM, column="role"):
    fields = f"&field={column}:string" if roles else ""
    return make_layer(*shapes, name="areas", crs=crs, fields=fields, rows=[[role] for role in roles or ()])
