"""What algorithms that train take in, and the folders of their runs."""

from __future__ import annotations

from pathlib import Path
from typing import Type

from qgis.core import (
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterMultipleLayers,
)

from ...protocol.messages import ProtocolError, Request, decode
from ...protocol.settings import TrainSettings
from ..environment import runs_folder
from ..runs import REQUEST, is_held, is_run, new_run
from .parameters import MODEL_OR_NAME_FILTER, definitions
from .worker_algorithm import WorkerAlgorithm


def add_training_inputs(algorithm: WorkerAlgorithm) -> None:
    """Imagery, labels, areas, base model, the run to go on with, and every field of TrainSettings."""
    polygons, file = [QgsProcessing.TypeVectorPolygon], QgsProcessingParameterFile
    algorithm.add(
        QgsProcessingParameterMultipleLayers("IMAGERY", "Imagery", QgsProcessing.TypeRaster),
        "One or more rasters with the same bands. Each needs a CRS; they may differ in CRS and resolution.")
    algorithm.add(
        QgsProcessingParameterFeatureSource("LABELS", "Labels", polygons),
        "Polygons of buildings. A text field 'class' is optional; empty means building.")
    algorithm.add(
        QgsProcessingParameterFeatureSource("AREAS", "Areas", polygons, optional=True),
        "Polygons in which every building is labelled. A text field 'role' says what each is for: train, validate, "
        "predict or ignore.")
    algorithm.add(
        file("BASE_MODEL", "Base model", fileFilter=MODEL_OR_NAME_FILTER, optional=True),
        "What fine-tuning starts from: the name of a model that comes with Roofline, such as buildings, or a "
        "*.roofline file. Empty: the model that comes with Roofline. Also encoder:NAME, such as encoder:resnet18 or "
        "encoder:tu-resnet18.a1_in1k@main: an encoder of segmentation-models-pytorch or, after tu-, of timm, with "
        "weights from the Hugging Face hub; or a *.safetensors file of such weights. An encoder knows no buildings yet "
        "and needs many labels.")
    algorithm.add(
        file("RESUME", "Run to go on with", behavior=file.Folder, optional=True),
        "The folder of a run that was cut off; it goes on from what it had finished. Give the same inputs.")
    for parameter in definitions(TrainSettings):
        algorithm.addParameter(parameter)


def new_run_folder(name: str) -> Path:
    """A folder for a new run. Raises QgsProcessingException when there can be none."""
    try:
        return new_run(name)
    except OSError as error:
        raise QgsProcessingException(f"No folder for the run could be made in {runs_folder()}: {error.strerror}. Check "
                                     "its permissions, or set ROOFLINE_HOME to another folder.") from error


def run_to_resume(value: str, kind: Type[Request]) -> Path:
    """The folder of a run that was asked for by a `kind` of request and is not being done. Raises
    QgsProcessingException."""
    folder = Path(value).absolute()
    if not folder.is_dir():
        raise QgsProcessingException(f"No such folder: {folder}. RESUME takes the folder of a run.")
    if not is_run(folder):
        raise QgsProcessingException(f"{folder} is not the folder of a run: it holds no request.json. The runs are in "
                                     f"{runs_folder()}.")
    if is_held(folder):
        raise QgsProcessingException(f"The run in {folder} is being done, perhaps by another QGIS. Wait for its end, "
                                     "or cancel it there.")
    try:
        request = decode((folder / REQUEST).read_text(encoding="utf-8"))
    except (OSError, ProtocolError) as error:
        raise QgsProcessingException(f"The run in {folder} cannot be read ({error}). Leave RESUME empty to start a new "
                                     "one.") from error
    if not isinstance(request, kind):
        raise QgsProcessingException(f"{folder} is the run of another algorithm ({type(request).__name__}); this one "
                                     f"goes on with a {kind.__name__}.")
    return folder
