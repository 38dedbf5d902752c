"""Processing algorithm: alignment of labels with the imagery, where they share a shift."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any, Dict, List, Optional

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
)

from ...protocol.footprints import MOVE_COLUMNS
from ...protocol.job_requests import AlignLabels, Request
from ...protocol.settings.imagery import ImagerySettings
from ...protocol.settings.labelling import AlignSettings
from ..layers.import_polygons import FootprintsError
from ..layers.known_buildings import Outlines
from ..layers.label_moves import MovedLayer, read_moves
from ..translation import mark, tr
from .destinations import columns_for
from .job_inputs import JobInputs
from .online_inputs import learned_ground
from .parameters import existing_file, is_empty, read_settings
from .result_algorithm import ResultAlgorithm

HELP = """Labels that were drawn on other imagery often lie some metres beside the buildings. This finds the shift \
that they share, and moves them.

The model looks at the ground round the labels, and every label is laid on what it sees there, at all shifts up to \
some metres. The shift at which the labels fit best on the whole counts, for all of them or for those of each raster \
and area, where drawing the labels anew again and again leads to the same place (the confidence), and where they fit \
clearly better than now. Otherwise nothing is moved: labels that lie well stay, and so do a few shifted ones among \
good ones.

At least 8 labels are needed, and a model that sees the buildings. Shifts below 2.5 m are left alone: outlines are \
drawn no better, and high buildings lean."""
NUMBERS = {"DX_M": "Metres to the east that labels were moved, in the mean",
           "DY_M": "Metres to the north that labels were moved, in the mean",
           "CONFIDENCE": "Confidence (0-1)", "COUNT": "Labels moved"}


class AlignLabelsAlgorithm(ResultAlgorithm):
    """roofline:alignlabels"""

    settings_classes = (AlignSettings, ImagerySettings)
    layer_inputs = ("IMAGERY", "LABELS", "AREAS")

    def name(self) -> str:
        return "alignlabels"

    def displayName(self) -> str:  # noqa: N802 - QGIS names it
        return tr(mark("Align labels with the imagery"))

    def shortDescription(self) -> str:  # noqa: N802
        return "Finds the shift between labels and what a model sees in the imagery, and moves the labels."

    def shortHelpString(self) -> str:  # noqa: N802
        return HELP

    def tags(self) -> List[str]:
        return ["align", "shift", "offset", "registration", "misalignment", "label", "move", "building"]

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:  # noqa: N802
        polygons = [QgsProcessing.TypeVectorPolygon]
        self.add_imagery_and_model()
        self.add(QgsProcessingParameterFeatureSource("LABELS", "Labels", polygons), "The buildings as they were drawn.")
        self.add(QgsProcessingParameterFeatureSource("AREAS", "Areas", polygons, optional=True),
                 "Only ground in areas with the role 'train' or 'validate' is looked at, and each may have a shift of "
                 "its own. Empty: the ground round each label.")
        self.add_settings()
        self.add(QgsProcessingParameterFeatureSink("OUTPUT", "Aligned labels", QgsProcessing.TypeVectorPolygon),
                 "The same labels, moved where a shift was found.")
        self.add(QgsProcessingParameterFeatureSink("MOVES", "Moves", QgsProcessing.TypeVectorPolygon, optional=True),
                 "The labels that are moved, where they were, with their id and the metres to the east and north.")
        for name, description in NUMBERS.items():
            self.addOutput(QgsProcessingOutputNumber(name, description))

    def ground(self, values: Dict[str, Any], context: QgsProcessingContext) -> List[Outlines]:
        """The labelled ground."""
        return learned_ground(self, values, context)

    def make_request(self, inputs: JobInputs) -> Request:
        """An AlignLabels request."""
        values, context, folder = inputs.values, inputs.context, inputs.folder
        for name in ("OUTPUT", "MOVES"):
            self.check_sink(values, name, context)
        return AlignLabels(
            job=uuid.uuid4().hex, folder=str(folder), imagery=inputs.imagery(),
            labels=inputs.polygons("LABELS"), moves=str(folder / "moves.gpkg"),
            settings=read_settings(AlignSettings, self, values, context).to_dict(),
            areas=inputs.polygons_if_given("AREAS"),
            model=existing_file(self.parameterAsFile(values, "MODEL", context)))

    def results(self, outputs: Dict[str, Any], values: Dict[str, Any], context: QgsProcessingContext,
                feedback: QgsProcessingFeedback) -> Dict[str, Any]:
        """The labels, and how far they were moved."""
        feedback.setProgressText("Writing the labels")
        try:
            labels = MovedLayer(self.parameterAsSource(values, "LABELS", context), read_moves(
                Path(outputs["moves"])), context.transformContext())
        except FootprintsError as error:
            raise QgsProcessingException(str(error)) from error
        columns = columns_for(labels, values.get("OUTPUT"), context, feedback)
        results = {"OUTPUT": self.fill("OUTPUT", labels, columns, values, context, feedback)}
        if not is_empty(values.get("MOVES")):
            results["MOVES"] = self.fill("MOVES", self.found(outputs["moves"]), MOVE_COLUMNS, values, context, feedback)
        return {**results, **{name: outputs[name.lower()] for name in NUMBERS}}
