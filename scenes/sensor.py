"""Sensor model: tone curve, haze, blur, noise and JPEG of a drone or satellite camera, applied to a drawn scene."""

from __future__ import annotations

import numpy as np
from affine import Affine
from rasterio.io import MemoryFile
from scipy.ndimage import gaussian_filter1d

from .canvas import Canvas
from .noise import smooth_noise

LUMA = np.array((0.299, 0.587, 0.114), np.float32)


def expose(canvas: Canvas) -> np.ndarray:
    """The scene as uint8, (3, height, width): toned, hazed, blurred, noisy, compressed."""
    town, rng = canvas.town, canvas.rng
    rgb = tone_curve(_tone(canvas), town.gamma, town.clipped)
    rgb = gaussian_filter1d(gaussian_filter1d(rgb, town.blur, 0, truncate=3), town.blur, 1, truncate=3)
    if town.sharpen > 0:
        soft = gaussian_filter1d(
            gaussian_filter1d(rgb, town.blur + 0.8, 0, truncate=2.5), town.blur + 0.8, 1, truncate=2.5
        )
        rgb += town.sharpen * (rgb - soft)
    if town.color_blur or town.color_shift:
        rgb = pan_sharpened(rgb, town.color_blur, town.color_shift)
    grain = (
        rng.standard_normal(rgb.shape, dtype=np.float32) * 0.5
        + rng.standard_normal(rgb.shape[:2], dtype=np.float32)[..., None] * 0.85
    )
    rgb += town.noise * grain * (0.6 + 0.4 * rgb.mean(2, keepdims=True) / 128)
    image = np.clip(np.rint(rgb), 0, 255).astype(np.uint8).transpose(2, 0, 1)
    return _compressed(np.ascontiguousarray(image), town.jpeg_quality)


def _tone(canvas: Canvas) -> np.ndarray:
    town, rng = canvas.town, canvas.rng
    rgb: np.ndarray = canvas.rgb
    grey = (rgb @ LUMA)[..., None]
    rgb = grey + (rgb - grey) * town.saturation
    middle = 112.0
    rgb = (middle + (rgb - middle) * town.contrast) * town.brightness * np.array(town.cast, np.float32)
    light: np.ndarray = 1 + 0.03 * smooth_noise(rng, canvas.height, canvas.width, max(canvas.height, canvas.width) / 2)
    if town.vignette > 0:
        y, x = np.linspace(-1, 1, canvas.height)[:, None], np.linspace(-1, 1, canvas.width)[None]
        light = light * (1 - town.vignette * 0.5 * (x * x + y * y))
    rgb = rgb * light[..., None].astype(np.float32)
    if town.haze > 0:
        veil = town.haze * np.clip(0.8 + 0.4 * canvas.broad, 0, 2)[..., None]
        rgb = rgb + (np.array((196, 202, 208), np.float32) - rgb) * np.clip(veil, 0, 0.8)
    return rgb.astype(np.float32)


def tone_curve(rgb: np.ndarray, gamma: float, clipped: float) -> np.ndarray:
    """The image after a tone curve, and a stretch that drives a share of its pixels to black and as many to white."""
    if gamma != 1:
        rgb = 255 * (np.clip(rgb, 0, None) / 255) ** np.float32(gamma)
    if clipped:
        low, high = np.quantile(rgb[::5, ::5], (clipped, 1 - clipped))
        rgb = (rgb - low) * np.float32(255 / max(high - low, 30.0))
    return rgb.astype(np.float32)


def pan_sharpened(rgb: np.ndarray, blur: float, shift: float) -> np.ndarray:
    """Sharp brightness under colours that are blurred by `blur` and of which red lies `shift` pixels beside blue."""
    grey = (rgb @ LUMA)[..., None]
    color = rgb - grey
    if blur:
        color = gaussian_filter1d(gaussian_filter1d(color, blur, 0, truncate=2), blur, 1, truncate=2)
    if shift:
        for band, step in ((0, 1), (2, -1)):
            color[..., band] += np.float32(shift / 2) * (np.roll(color[..., band], step, (0, 1)) - color[..., band])
    return grey + color


def _compressed(image: np.ndarray, quality: int) -> np.ndarray:
    """The image after one JPEG of this quality; from 96 on, as it is."""
    if quality >= 96:
        return image
    bands, height, width = image.shape
    with MemoryFile() as memory:
        with memory.open(
            driver="GTiff",
            count=bands,
            height=height,
            width=width,
            dtype="uint8",
            tiled=True,
            blockxsize=256,
            blockysize=256,
            transform=Affine.scale(0.3, -0.3),
            compress="jpeg",
            photometric="ycbcr",
            interleave="pixel",
            jpeg_quality=quality,
        ) as raster:
            raster.write(image)
        with memory.open() as raster:
            return raster.read()
