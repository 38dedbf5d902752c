"""ONNX export as a job: the file, and the STAC item that describes it where one is wanted."""

from __future__ import annotations

from typing import Any

from ...protocol.job_requests import ExportOnnx
from ..core.job import Job
from ..networks.model_registry import load_model
from .export import TILE, has_statistics, write_onnx
from .stac_mlm import write_stac_item


def export_onnx(request: ExportOnnx, job: Job) -> dict[str, Any]:
    """The job ExportOnnx: write the model of `request` as an ONNX file; the return value is the answer to the plugin.

    Raises RooflineError as load_model, write_onnx and write_stac_item do, or JobCanceled with nothing written.
    """
    job.progress(0.0, "Reading the model")
    model = load_model(request.model, job.notice)
    job.progress(0.3, "Writing the ONNX file")
    write_onnx(request.onnx, model.card, model.weights)
    if request.stac:
        write_stac_item(request.stac, request.onnx, model.card, model.weights)
    if not has_statistics(model.card):
        job.notice(f"The model '{model.card.name}' takes the mean and deviation of the whole raster, which other "
                   "programs do not: in this file each tile is taken by itself. A fine-tuned model has its own.")
    return {"onnx": request.onnx, "stac": request.stac, "tile_size": TILE, "resolution_m": model.card.resolution_m,
            "classes": list(model.card.classes)}
