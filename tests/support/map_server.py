"""QGIS Server (WMS, WMTS, WCS, WFS) on the loopback, for tests: its development server with the layers of a project.
"""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator, Optional, Sequence

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsMapLayer,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)
from roofline.protocol.paths import LAUNCH
from roofline.tests.support.ports import free_port

PROGRAM = "qgis_mapserver"
PATIENCE_S = 30.0


def published(layers: Sequence[QgsMapLayer], crs: str, file: Path) -> Path:
    """Write a project whose layers are published by every service that takes their kind, and return its file. A layer's
    name, without spaces, is what clients ask for."""
    project = QgsProject()
    project.setCrs(QgsCoordinateReferenceSystem(crs))
    project.addMapLayers([layer.clone() for layer in layers])
    ids = {kind: [name for name, layer in project.mapLayers().items() if isinstance(layer, kind)]
           for kind in (QgsRasterLayer, QgsVectorLayer)}
    project.writeEntry("WFSLayers", "/", ids[QgsVectorLayer])
    project.writeEntry("WCSLayers", "/", ids[QgsRasterLayer])
    project.writeEntry("WMTSLayers", "Layer", [*ids[QgsRasterLayer], *ids[QgsVectorLayer]])
    project.writeEntry("WMTSPngLayers", "Layer", [*ids[QgsRasterLayer], *ids[QgsVectorLayer]])
    project.writeEntry("WMSCrsList", "/", [crs, "EPSG:3857", "EPSG:4326"])
    assert project.write(str(file))
    return file


def publish_raster(raster: Path, crs: str, file: Path) -> Path:
    """The same for a raster, as the layer "town", where this process is to have no QGIS in it."""
    subprocess.run([sys.executable, str(LAUNCH), "roofline.tests.support.map_server", str(raster), crs, str(file)],
                   check=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    return file


class MapServer:
    """A server of the project's layers, which keeps its port when it is stopped and started again."""

    def __init__(self, project: Path, log: Path) -> None:
        self._project, self._log, self._port = project, log, free_port()
        self._process: Optional[subprocess.Popen[bytes]] = None
        self.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}/"

    def start(self) -> None:
        """Start it, unless it runs."""
        if self._process is not None:
            return
        with self._log.open("ab") as output:
            self._process = subprocess.Popen(
                [PROGRAM, "-p", str(self._project), f"127.0.0.1:{self._port}"], stdout=output, stderr=output,
                env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QGIS_SERVER_LOG_STDERR": "1"})
        self._wait_for(self._process)

    def stop(self) -> None:
        """Stop it, unless it is stopped."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(PATIENCE_S)
            self._process = None

    def _wait_for(self, process: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + PATIENCE_S * float(os.environ.get("TEST_PATIENCE", "1"))
        while time.monotonic() < until and process.poll() is None:
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", self._port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError(f"{PROGRAM} does not answer: {self._log.read_text(errors='replace')[-2000:]}")


@contextmanager
def map_server(project: Path, log: Path) -> Iterator[MapServer]:
    """A server of the project's layers, which ends with the block."""
    server = MapServer(project, log)
    try:
        yield server
    finally:
        server.stop()


if __name__ == "__main__":
    application = QgsApplication([], False)
    application.initQgis()
    published([QgsRasterLayer(sys.argv[1], "town")], sys.argv[2], Path(sys.argv[3]))
    os._exit(0)  # Qt's objects crash when Python takes them apart
