"""Processing algorithm: active learning, which suggests squares of imagery to label next."""

from __future__ import annotations

import uuid
from typing import Any, Dict, List, Optional

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
)

from ...protocol.footprints import SUGGESTED_COLUMNS
from ...protocol.job_requests import Request, Suggest
from ...protocol.settings.imagery import ImagerySettings
from ...protocol.settings.labelling import SuggestSettings
from ..layers.known_buildings import Outlines
from ..translation import mark, tr
from .job_inputs import JobInputs
from .online_inputs import learned_ground, searched_ground
from .parameters import existing_file, read_settings
from .result_algorithm import ResultAlgorithm

HELP = """Tells where to label next: squares of the imagery in which the model expects to be wrong most often, as \
areas with the role 'suggested'. Label every building in one, change its role to 'train', and fine-tune.

The score of a square is the number of wrong footprints that is expected there: 1 - confidence, summed over those that \
the model finds. Where we measured it, such squares held more errors than squares drawn at random did, for the same \
effort, but a model learned no more from them. To correct rather than to teach, walk through the \
footprints themselves, the least certain first (page Check of the panel). The model knows only what it doubts: \
buildings that it overlooks are found neither way, so look at the map too, and label what is missed.

Ground that is labelled or to be ignored is left out."""


class SuggestAlgorithm(ResultAlgorithm):
    """roofline:suggest"""

    settings_classes = (SuggestSettings, ImagerySettings)
    layer_inputs = ("IMAGERY", "LABELS", "AREAS")

    def name(self) -> str:
        return "suggest"

    def displayName(self) -> str:  # noqa: N802 - QGIS names it
        return tr(mark("Suggest where to label next"))

    def shortDescription(self) -> str:  # noqa: N802
        return "Ranks squares of the imagery by the wrong footprints that the model expects there."

    def shortHelpString(self) -> str:  # noqa: N802
        return HELP

    def tags(self) -> List[str]:
        return ["suggest", "active learning", "uncertainty", "entropy", "label", "sample", "building", "where"]

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:  # noqa: N802
        polygons = [QgsProcessing.TypeVectorPolygon]
        self.add_imagery_and_model()
        self.add(QgsProcessingParameterFeatureSource("LABELS", "Labels", polygons, optional=True),
                 "What is labelled already, where no area says so: the ground around each label is not suggested.")
        self.add(QgsProcessingParameterFeatureSource("AREAS", "Areas", polygons, optional=True),
                 "Areas with the role 'train' or 'validate' are labelled already, those with the role 'ignore' are "
                 "left alone. Where some have the role 'predict', squares are suggested inside those only.")
        self.add(QgsProcessingParameterExtent("EXTENT", "Extent", optional=True),
                 "Suggest squares inside this rectangle, whatever the areas with the role 'predict' are.")
        self.add_settings()
        self.add(QgsProcessingParameterFeatureSink("SUGGESTED", "Suggested areas", QgsProcessing.TypeVectorPolygon),
                 "The squares, the best first: their role, rank and score.")
        self.addOutput(QgsProcessingOutputNumber("COUNT", "Squares suggested"))

    def ground(self, values: Dict[str, Any], context: QgsProcessingContext) -> Optional[List[Outlines]]:
        """The extent or the areas to search, and what is labelled."""
        searched = searched_ground(self, values, "IMAGERY", context, all_areas=False)
        return None if searched is None else [*searched, *learned_ground(self, values, context)]

    def make_request(self, inputs: JobInputs) -> Request:
        """A Suggest request."""
        values, context, folder = inputs.values, inputs.context, inputs.folder
        self.check_sink(values, "SUGGESTED", context)
        return Suggest(
            job=uuid.uuid4().hex, folder=str(folder), imagery=inputs.imagery(),
            suggested=str(folder / "suggested.gpkg"),
            settings=read_settings(SuggestSettings, self, values, context).to_dict(),
            model=existing_file(self.parameterAsFile(values, "MODEL", context)),
            labels=inputs.polygons_if_given("LABELS", may_be_empty=True),
            areas=inputs.polygons_if_given("AREAS", may_be_empty=True),
            extent=inputs.extent())

    def results(self, outputs: Dict[str, Any], values: Dict[str, Any], context: QgsProcessingContext,
                feedback: QgsProcessingFeedback) -> Dict[str, Any]:
        """The layer of squares."""
        feedback.setProgressText("Writing the suggested areas")
        layer = self.fill("SUGGESTED", self.found(outputs["suggested"]), SUGGESTED_COLUMNS, values, context, feedback)
        return {"SUGGESTED": layer, "COUNT": outputs["count"]}
