"""Inputs of an algorithm as what its job reads: rasters, exported polygons, the extent, online imagery to fetch."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Dict, List, Optional

from qgis.core import QgsMapLayer, QgsProcessingContext, QgsProcessingException, QgsRasterLayer

from ...protocol.job_requests import Extent
from ...protocol.settings.imagery import ImagerySettings
from ..history.as_trained import mismatch
from ..layers.datum import Target, part_near
from ..layers.export_labels import LabelsError, export_again, export_polygons
from ..layers.ground_crs import crs_problem
from ..layers.imagery import ImageryError, raster_paths
from ..online.cache_raster import gap_of
from ..online.online_imagery import MARGIN, OnlineImagery
from ..online.picture import is_online
from ..online.styling import is_styled
from ..worker.job_folder import remove_file
from .destinations import identities
from .online_inputs import begun_imagery, plan, wanted_m
from .parameters import is_empty, read_settings

if TYPE_CHECKING:
    from .worker_algorithm import WorkerAlgorithm


class JobInputs:
    """The inputs in an algorithm's parameter `values`, with files in the job's `folder`. All lie on one datum.

    remarks: sentences for the user; gaps: those on imagery that is missing. online: imagery that is to be fetched, by
    the layer's id. Methods raise QgsProcessingException.
    """

    def __init__(self, algorithm: WorkerAlgorithm, values: Dict[str, Any], context: QgsProcessingContext,
                 folder: Path) -> None:
        self.values, self.context, self.folder = values, context, folder
        self.remarks: List[str] = []
        self.gaps: List[str] = []
        self.online: Dict[str, OnlineImagery] = {}
        self._algorithm = algorithm
        self._exported: List[Path] = []

    def imagery(self) -> List[str]:
        """The rasters of IMAGERY as paths that GDAL opens in the worker; those of online imagery are there once it is
        fetched."""
        layers = self._layers()
        settings = read_settings(ImagerySettings, self._algorithm, self.values, self.context)
        by_qgis = [layer for layer in layers if is_online(layer) or (settings.as_drawn and is_styled(layer))]
        begun = begun_imagery(self.values) if by_qgis else None
        if begun:
            self.gaps += filter(None, map(gap_of, begun))
            return begun
        self.remarks += filter(None, (mismatch(self._model(), layer, settings.as_drawn) for layer in layers))
        paths = self.rasters([layer for layer in layers if layer not in by_qgis], self.folder)
        for layer in by_qgis:
            paths += self._plan(layer, settings)
        if not paths:
            raise QgsProcessingException("No imagery was given. Choose at least one raster layer.")
        return paths

    def rasters(self, layers: List[QgsRasterLayer], folder: Path) -> List[str]:
        """Layers of files as paths that GDAL opens in the worker; some lie in `folder`."""
        try:
            return raster_paths(layers, folder, self.remarks.append)
        except ImageryError as error:
            raise QgsProcessingException(str(error)) from error

    def _layers(self) -> List[QgsMapLayer]:
        return list(self._algorithm.parameterAsLayerList(self.values, "IMAGERY", self.context))

    def _plan(self, layer: QgsRasterLayer, settings: ImagerySettings) -> List[str]:
        ground = self._algorithm.ground(self.values, self.context)
        online = plan(layer, ground, wanted_m(self.values, self._model()), MARGIN, settings, self.context,
                      settings.as_drawn)
        self.online[layer.id()] = online
        return online.rasters

    def _model(self) -> str:
        """The model that the job begins with, "" for the built-in one."""
        name = "BASE_MODEL" if self._algorithm.parameterDefinition("BASE_MODEL") is not None else "MODEL"
        return str(self.values.get(name) or "")

    def extent(self) -> Optional[Dict[str, Any]]:
        """EXTENT as a dict of the fields of Extent, in its own CRS; None when it was left empty. Numbers without a CRS
        are in the project's or, without a project, the imagery's."""
        value = self.values.get("EXTENT")
        if is_empty(value):
            return None
        box = self._algorithm.parameterAsExtent(self.values, "EXTENT", self.context)
        if box.isEmpty():
            raise QgsProcessingException(f"The extent {value} has no area. Write it as "
                                         "'xmin,xmax,ymin,ymax [EPSG:code]'.")
        crs, layers = self._algorithm.parameterAsExtentCrs(self.values, "EXTENT", self.context), self._layers()
        if not crs.isValid():
            crs = layers[0].crs()
        problem = crs_problem(f"The extent {value}", crs)
        if problem:
            raise QgsProcessingException(problem)
        box = part_near(layers, box, crs, self.context.transformContext())
        corners = box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()
        target = self._target()
        ring = None if target is None else target.ring(box, crs)
        if target is not None and ring is not None:
            corners, crs = (*map(min, zip(*ring)), *map(max, zip(*ring))), target.crs
        return asdict(Extent(*corners, crs.toWkt(crs.WKT_PREFERRED), ring))

    def _target(self) -> Optional[Target]:
        """The layer whose datum the others are brought to: of several rasters the first, with all in its CRS."""
        name, transforms = self._algorithm.datum_layer, self.context.transformContext()
        if name == "IMAGERY":
            layers = self._layers()
            return Target.of(layers, transforms) if layers else None
        source = self._algorithm.parameterAsSource(self.values, name, self.context) if name else None
        return None if source is None else Target(source.sourceCrs(), source.sourceExtent(), transforms)

    def polygons_if_given(self, name: str, may_be_empty: bool = False) -> Optional[str]:
        """As polygons(); None for a parameter that was left out."""
        return None if is_empty(self.values.get(name)) else self.polygons(name, may_be_empty)

    def polygons(self, name: str, may_be_empty: bool = False) -> str:
        """The polygons of the parameter `name`, exported to a GeoPackage of that name; its path."""
        path = self.folder / f"{name.lower()}.gpkg"
        source = self._algorithm.parameterAsSource(self.values, name, self.context)
        if source is None:
            raise QgsProcessingException(self._algorithm.invalidSourceError(self.values, name))
        if _is_file(self.values[name], path):  # a resumed run uses the layers that it began with
            return str(path)
        export = export_again if path.exists() else export_polygons
        if not path.exists():
            self._exported.append(path)
        try:
            export(source, path, self._algorithm.parameterDefinition(name).description(), may_be_empty,
                   self.remarks.append, self._target())
        except LabelsError as error:
            raise QgsProcessingException(str(error)) from error
        return str(path)

    def take_back(self) -> None:
        """Delete the files that polygons() made."""
        for path in self._exported:
            remove_file(path)


def _is_file(value: Any, path: Path) -> bool:
    """Whether a parameter's value is the file `path` itself."""
    return isinstance(value, str) and path.exists() and bool(identities([path]) & identities([Path(value)]))
