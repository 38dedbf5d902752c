"""Imagery that QGIS draws (online imagery) as an input of an algorithm: the ground that it needs, and the download."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional, Sequence

from qgis.core import (
    QgsFeatureRequest,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsRasterLayer,
)

from ...protocol.areas import COMPLETE, PREDICT
from ...protocol.job_files import REQUEST
from ...protocol.messages import Notice, Progress, ProtocolError, read_request
from ...protocol.model_files import ENCODER_RESOLUTION_M
from ...protocol.settings.imagery import FetchSettings
from ..history.model_choices import resolution_of
from ..layers.areas import role_in
from ..layers.known_buildings import Outlines
from ..online.cache_raster import FAILED
from ..online.errors import OnlineError
from ..online.fetch import Outcome
from ..online.online_imagery import OnlineImagery, outline_of
from ..translation import mark, tr
from ..worker.client import JobCanceled
from .parameters import is_empty

FETCHING = mark("Fetching imagery from {service}: {n} of {all} parts")
Tell = Callable[[Any], None]
"""A function that takes a Notice or a Progress."""


def learned_ground(algorithm: QgsProcessingAlgorithm, values: Dict[str, Any],
                   context: QgsProcessingContext) -> List[Outlines]:
    """The areas in which labels are complete; without any, the labels."""
    areas = _polygons(algorithm, values, "AREAS", context, COMPLETE)
    return areas or _polygons(algorithm, values, "LABELS", context)


def searched_ground(algorithm: QgsProcessingAlgorithm, values: Dict[str, Any], imagery: str,
                    context: QgsProcessingContext, all_areas: bool) -> Optional[List[Outlines]]:
    """The extent, in the CRS of the parameter `imagery` where it has none; else the areas with the role predict, or
    `all_areas` where none has it; None: all of the imagery."""
    if not is_empty(values.get("EXTENT")):
        box, crs = (algorithm.parameterAsExtent(values, "EXTENT", context),
                    algorithm.parameterAsExtentCrs(values, "EXTENT", context))
        if not crs.isValid():
            crs = algorithm.parameterAsLayerList(values, imagery, context)[0].crs()
        return [outline_of(box, crs)]
    wanted = _polygons(algorithm, values, "AREAS", context, (PREDICT,))
    return wanted or (_polygons(algorithm, values, "AREAS", context) if all_areas else []) or None


def _polygons(algorithm: QgsProcessingAlgorithm, values: Dict[str, Any], name: str, context: QgsProcessingContext,
              roles: Sequence[str] = ()) -> List[Outlines]:
    """The polygons of a parameter, as one element, those with some roles alone where `roles` are given; [] for none."""
    source = None if is_empty(values.get(name)) else algorithm.parameterAsSource(values, name, context)
    if source is None:
        return []
    column = source.fields().lookupField("role")
    request = QgsFeatureRequest().setSubsetOfAttributes([column] if column >= 0 else [])
    found = [feature.geometry() for feature in source.getFeatures(request)
             if not feature.geometry().isEmpty() and (not roles or role_in(feature, column) in roles)]
    return [Outlines(found, source.sourceCrs())] if found else []


def wanted_m(values: Dict[str, Any], model: str) -> float:
    """The ground metres a pixel at which a job looks at its imagery: its setting, else what its model knows."""
    chosen = values.get("RESOLUTION_M")
    return resolution_of(model) or ENCODER_RESOLUTION_M if is_empty(chosen) else float(str(chosen))


def plan(layer: QgsRasterLayer, ground: Optional[Sequence[Outlines]], resolution_m: float, margin: int,
         settings: FetchSettings, context: QgsProcessingContext, drawn: bool) -> OnlineImagery:
    """OnlineImagery, on the main thread. Raises QgsProcessingException."""
    try:
        return OnlineImagery(layer, ground, resolution_m, margin, settings, context, drawn)
    except OnlineError as error:
        raise QgsProcessingException(str(error)) from error


def begun_imagery(values: Dict[str, Any]) -> Optional[List[str]]:
    """The rasters of the job that RESUME names; None where there is none."""
    folder = values.get("RESUME")
    if not isinstance(folder, str) or not (Path(folder) / REQUEST).is_file():
        return None
    try:
        return getattr(read_request(Path(folder)), "imagery", None)
    except ProtocolError as error:
        raise QgsProcessingException(f"The request in {folder} cannot be read ({error}). Leave RESUME empty to start "
                                     "anew.") from error


def fetch(imagery: OnlineImagery, job: str, tell: Tell, feedback: QgsProcessingFeedback) -> List[str]:
    """Fetch what is missing of some imagery; the rasters that show it. Blocks. Raises QgsProcessingException, and
    JobCanceled."""
    host = imagery.picture.host or imagery.picture.name
    for sentence in filter(None, (imagery.picture.time, imagery.what())):
        tell(Notice(job, sentence))
    begun = time.monotonic()

    def progress(outcome: Outcome) -> None:
        over = outcome.fetched + outcome.others
        left_s = (time.monotonic() - begun) / max(over, 1) * (outcome.wanted - over)
        text = tr(FETCHING, service=host, n=over, all=outcome.wanted)
        tell(Progress(job, over / outcome.wanted, text, remaining_s=left_s))

    try:
        rasters, outcome = imagery.run(feedback, progress)
    except OnlineError as error:
        raise QgsProcessingException(str(error)) from error
    if outcome.canceled:
        feedback.pushInfo("What was fetched is kept.")
        raise JobCanceled
    for state, sentence in imagery.lost(outcome).items():
        tell(Notice(job, sentence, is_gap=state == FAILED))
    return rasters
