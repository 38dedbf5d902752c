"""Processing parameters that the training algorithms share (finetune, learningcurve)."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterMultipleLayers,
)

from .parameters import BASE_FILTER
from .worker_algorithm import FROM_SERVICE, WorkerAlgorithm


def add_training_inputs(algorithm: WorkerAlgorithm) -> None:
    """Add parameters for imagery, labels, areas, base model, the run to resume, and the algorithm's settings."""
    polygons, file = [QgsProcessing.TypeVectorPolygon], QgsProcessingParameterFile
    algorithm.add(
        QgsProcessingParameterMultipleLayers("IMAGERY", "Imagery", QgsProcessing.TypeRaster),
        "One or more rasters with the same bands. Each needs a CRS; they may differ in CRS and resolution. "
        f"{FROM_SERVICE}")
    algorithm.add(
        QgsProcessingParameterFeatureSource("LABELS", "Labels", polygons),
        "Polygons of buildings, or of water, forest and the like. A text field 'class' says what each is; empty means "
        "building.")
    algorithm.add(
        QgsProcessingParameterFeatureSource("AREAS", "Areas", polygons, optional=True),
        "Polygons in which the labels are complete. A text field 'role' says what each is for: train, validate, "
        "predict or ignore.")
    algorithm.add(
        file("BASE_MODEL", "Base model (empty: the built-in model)", fileFilter=BASE_FILTER, optional=True),
        "What fine-tuning starts from: a *.roofline file. Empty: the built-in model. Also encoder:NAME, such as "
        "encoder:resnet18 or encoder:tu-resnet18.a1_in1k@main: an encoder of segmentation-models-pytorch or, after "
        "tu-, of timm, with weights from the Hugging Face hub; or a *.safetensors or *.pt file of such weights, or a "
        "folder of that hub that was copied here. For imagery of 10 m and coarser encoder:prithvi_eo_v2_300; below a "
        "metre such encoders are weak: there encoder:tu-convnext_tiny. An encoder knows no buildings yet and needs "
        "many labels.")
    algorithm.add(
        file("RESUME", "Resume the run in this folder", behavior=file.Folder, optional=True),
        "The folder of a run that was cut off; it goes on from what it had finished. Give the same inputs.")
    algorithm.add_settings()
