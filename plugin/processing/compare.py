"""Processing algorithm: change detection between two layers of building footprints."""

from __future__ import annotations

import uuid
from typing import Any, Dict, List, Optional

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
)

from ...protocol.footprints import (
    CHANGE_COLUMNS,
    CHANGED,
    GONE,
    MERGED,
    NEW,
    REGROUPED,
    SPLIT,
    UNCHANGED,
)
from ...protocol.job_requests import Compare, Request
from ...protocol.settings.evaluation import CompareSettings
from ..translation import mark, tr
from .job_inputs import JobInputs
from .parameters import read_settings
from .result_algorithm import ResultAlgorithm

HELP = """Tells what changed between two layers of buildings: footprints of two years, or a prediction and what is on \
the map already (OpenStreetMap, a cadastre).

An outline after and one before belong together where half of the one or of the other lies on its counterpart. One and \
one are 'unchanged' where they overlap enough (intersection over union), else 'changed'. One before and several after \
are 'split', several before and one after 'merged', several and several 'regrouped'. What has no counterpart is 'new' \
or 'gone'.

The layer of changes has every outline after, and every one that is gone, with the ids of both sides, the overlap \
(iou), and the share of the ground before and after that the other side covers. Outlines of one group share its \
figures. Rejected footprints and labels of the class 'background' are no buildings.

Two layers that lie some metres apart look changed everywhere: move one of them first."""
NUMBERS = {"NEW": (NEW, "New"), "GONE": (GONE, "Gone"), "CHANGED": (CHANGED, "Changed"),
           "UNCHANGED": (UNCHANGED, "Unchanged"), "SPLIT": (SPLIT, "Split: one before, several after"),
           "MERGED": (MERGED, "Merged: several before, one after"),
           "REGROUPED": (REGROUPED, "Regrouped: several before, several after")}


class CompareAlgorithm(ResultAlgorithm):
    """roofline:compare"""

    settings_classes = (CompareSettings,)
    layer_inputs = ("BEFORE", "AFTER", "AREAS")
    datum_layer = "AFTER"

    def name(self) -> str:
        return "compare"

    def displayName(self) -> str:  # noqa: N802 - QGIS names it
        return tr(mark("Compare two layers of footprints"))

    def shortDescription(self) -> str:  # noqa: N802
        return "Tells which buildings are new, gone, changed, unchanged, split or merged, with the overlap of each."

    def shortHelpString(self) -> str:  # noqa: N802
        return HELP

    def tags(self) -> List[str]:
        return ["compare", "change detection", "difference", "new", "gone", "demolished", "update", "conflation",
                "building", "footprint"]

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:  # noqa: N802
        polygons = [QgsProcessing.TypeVectorPolygon]
        self.add(QgsProcessingParameterFeatureSource("BEFORE", "Buildings before", polygons),
                 "The earlier buildings, or those that are known.")
        self.add(QgsProcessingParameterFeatureSource("AFTER", "Buildings after", polygons),
                 "The later buildings, or those that were found.")
        self.add(QgsProcessingParameterFeatureSource("AREAS", "Areas", polygons, optional=True),
                 "Only buildings that lie mostly inside these count, and what belongs to them. Areas with the role "
                 "'ignore' or 'suggested' are left out. Empty: all count.")
        self.add_settings()
        self.add(QgsProcessingParameterFeatureSink("CHANGES", "Changes", QgsProcessing.TypeVectorPolygon),
                 "Every outline after and every one that is gone: the change, the ids of both sides, and the overlap.")
        for name, (_, description) in NUMBERS.items():
            self.addOutput(QgsProcessingOutputNumber(name, description))

    def make_request(self, inputs: JobInputs) -> Request:
        """A Compare request."""
        values, context, folder = inputs.values, inputs.context, inputs.folder
        self.check_sink(values, "CHANGES", context)
        before, after = (inputs.polygons(name, may_be_empty=True) for name in ("BEFORE", "AFTER"))
        return Compare(
            job=uuid.uuid4().hex, folder=str(folder), before=before, after=after,
            changes=str(folder / "changes.gpkg"),
            settings=read_settings(CompareSettings, self, values, context).to_dict(),
            areas=inputs.polygons_if_given("AREAS"))

    def results(self, outputs: Dict[str, Any], values: Dict[str, Any], context: QgsProcessingContext,
                feedback: QgsProcessingFeedback) -> Dict[str, Any]:
        """The layer of changes, and the number of each kind."""
        feedback.setProgressText("Writing the changes")
        layer = self.fill("CHANGES", self.found(outputs["changes"]), CHANGE_COLUMNS, values, context, feedback)
        return {"CHANGES": layer, **{name: outputs[change] for name, (change, _) in NUMBERS.items()}}
