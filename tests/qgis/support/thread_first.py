"""Prints ten metres, measured on an ellipsoid that a thread was the first to use. FOLDER takes the profile."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransformContext, QgsEllipsoidUtils, QgsPointXY

from ....plugin.layers.measure import Ruler, load_ellipsoids
from ...support.scratch_qgis import scratch_qgis

if __name__ == "__main__":
    application = scratch_qgis(sys.argv[1], with_windows=False)
    load_ellipsoids()
    with ThreadPoolExecutor(1) as pool:
        pool.submit(QgsEllipsoidUtils.ellipsoidParameters, "EPSG:7030").result()
    ruler = Ruler(QgsCoordinateReferenceSystem("EPSG:32633"), QgsCoordinateTransformContext())
    print(ruler.length_m(QgsPointXY(5e5, 4e6), QgsPointXY(5e5, 4e6 + 10)), flush=True)
    os._exit(0)  # without the end of QGIS, which may crash
