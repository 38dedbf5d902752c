"""Settings of a pretraining on imagery without labels (masked autoencoder)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from .base import Settings, setting

MAE_ENCODERS = ("tu-vit_tiny_patch16_224", "tu-vit_small_patch16_224", "tu-vit_small_patch8_224",
                "tu-vit_base_patch16_224", "tu-vit_base_patch8_224")
STRATIFIED, UNIFORM = "stratified", "uniform"

PATCH = 16
"""Side of the largest patches of MAE_ENCODERS in pixels; those of the others divide it."""


@dataclass(frozen=True)
class PretrainSettings(Settings):
    """Settings of a pretraining on imagery without labels (masked autoencoder)."""

    max_seconds: int = setting(
        3600, "Time limit", "Pretraining ends after this many seconds, the choice of windows among them. 0: no limit.",
        minimum=0, maximum=604800, unit="s", advanced=False)
    max_steps: int = setting(
        100_000, "Step limit", "Pretraining ends after this many batches of windows, even if time is left.",
        minimum=1, maximum=10_000_000)
    encoder: str = setting(
        MAE_ENCODERS[0], "Encoder", "The vision transformer that is trained, by timm's name after tu-. tiny has 6 "
        "million weights, small 22 and base 86; patches of 8 pixels see more detail than those of 16 and take four "
        "times as long.", choices=MAE_ENCODERS, advanced=False)
    resolution_m: Optional[float] = setting(
        None, "Resolution", "Ground metres a pixel at which the encoder looks at the imagery. Empty: that of the "
        "coarsest raster.", minimum=0.01, maximum=1000.0, unit="m", advanced=False)
    bands: Optional[str] = setting(
        None, "Bands", "The bands to learn from, by number or name and in this order, such as 4,3,2 or nir,red,green. "
        "Empty: all that every raster has.")
    window_size: int = setting(
        256, "Window size", "Side of the windows that the imagery is cut into. Seven eighths of it are seen at a time, "
        "cut out and turned at random. Divides by 16.",
        minimum=48, maximum=1024, multiple_of=PATCH, unit="px", advanced=False)
    windows: int = setting(
        2000, "Windows", "How many windows to draw from the imagery and learn from. They are copied into the run's "
        "folder.", minimum=8, maximum=1_000_000, advanced=False)
    sampling: str = setting(
        STRATIFIED, "Sampling", "How windows are drawn. stratified: evenly over clusters of windows with the same "
        "statistics, without clouds, uniform ground and near-duplicates. uniform: at random, as much of each kind of "
        "ground as there is.", choices=(STRATIFIED, UNIFORM), advanced=False)
    clusters: int = setting(
        20, "Clusters", "Into how many clusters the windows are put by their statistics.", minimum=1, maximum=500)
    masked: float = setting(
        0.75, "Masked share", "Share of the patches of a window that are hidden, and that the network has to fill in.",
        minimum=0.1, maximum=0.95)
    batch_size: int = setting(
        64, "Batch size", "Windows in one training step. Lower it when memory runs out.", minimum=1, maximum=8192)
    learning_rate: float = setting(
        5e-4, "Learning rate", "Greatest step size of the optimizer (AdamW). It rises at first, and then falls to zero "
        "along a cosine.", minimum=1e-7, maximum=1.0)
    processes: int = setting(
        0, "Processes",
        "How many processes train side by side, each on batches of its own: a step learns from so many times the batch "
        "size. 0: one for each GPU of this machine, or one without a GPU.", minimum=0, maximum=64)
    seed: int = setting(
        0, "Seed", "Start of the random numbers; the same seed draws the same windows.", minimum=0, maximum=2**31 - 1)
