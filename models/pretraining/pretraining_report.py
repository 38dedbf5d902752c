"""Pretraining report (HTML): the loss, what was drawn and left out, windows of each cluster, and reconstructions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from ...protocol.settings.pretraining import STRATIFIED
from ..core.words import count, listed
from ..evaluation.html_report import Picture, Report, Table, write_report
from ..evaluation.pictures import png, side_by_side, stretch
from ..evaluation.svg_charts import Chart, Line
from .pretraining_run import PretrainingRun
from .stratified_sampling import REASONS

SMOOTHED = 100
"""Points of the loss curve, each the mean of some steps."""
SIDE = 96
"""Pixels of a small picture of a window, about."""
MOST_CLUSTERS = 40
"""Clusters that are shown, the largest."""
RECONSTRUCTED = 4
MASK_GREY = 128
METHOD = ("Masked autoencoder (He et al. 2022): the mean squared error of the masked patches, each normalised by its "
          "own mean and deviation. A network that fills in the mean of each patch has a loss of 1.")


def write_pretraining_report(path: str, run: PretrainingRun) -> None:
    """Write the report of a finished run as one HTML file. Raises RooflineError when it cannot be written."""
    tables = [_left_out(run), _drawn(run), _facts(run)]
    write_report(path, Report(f"Pretraining of {run.draw.encoder}", _summary(run), tables,
                              [*_clusters(run), _reconstructions(run)], [_loss(run)], footer=(METHOD,)))


def _summary(run: PretrainingRun) -> list[str]:
    draw = run.draw
    first = f"Pretrained on {count(len(draw.windows), 'window')} for {run.budget.elapsed:.0f} s, {run.state.step:,} " \
            f"steps; the loss ended at {run.loss:.3f}."
    how = (f"They were drawn evenly over {count(len(draw.clusters), 'cluster')} of windows with the same statistics."
           if run.settings.sampling == STRATIFIED else
           "They were drawn at random, so that each kind of ground is seen as often as the imagery shows it.")
    return [first, how, "The file can be given to a fine-tuning as its base model. It knows no buildings yet."]


def _left_out(run: PretrainingRun) -> Table:
    draw = run.draw
    rows = [("Windows in the imagery", f"{draw.found:,}", ""), ("Looked at", f"{draw.described:,}", "")]
    rows += [(f"Left out: {REASONS[reason]}", f"{number:,}", f"{number / draw.described:.1%}")
             for reason, number in draw.left_out.items()]
    left = draw.described - sum(draw.left_out.values())
    rows += [("Not drawn, though they could have been", f"{left - len(draw.windows):,}",
              f"{(left - len(draw.windows)) / draw.described:.1%}"),
             ("Drawn", f"{len(draw.windows):,}", f"{len(draw.windows) / draw.described:.1%}")]
    return Table("What was drawn and what was left out", ("", "windows", "of those looked at"), rows)


def _drawn(run: PretrainingRun) -> Table:
    draw = run.draw
    eligible = max(sum(cluster.found for cluster in draw.clusters), 1)
    rows = [(f"{number}: {cluster.typical}", f"{cluster.found:,}", f"{cluster.found / eligible:.1%}",
             f"{cluster.drawn:,}", f"{cluster.drawn / len(draw.windows):.1%}")
            for number, cluster in enumerate(draw.clusters, 1)]
    return Table("Clusters", ("what sets it apart, in deviations from the mean of all", "found", "share", "drawn",
                              "share of those drawn"), rows)


def _facts(run: PretrainingRun) -> Table:
    draw, settings = run.draw, run.settings
    rows = [("Imagery", listed(draw.rasters) if len(draw.rasters) <= 5 else count(len(draw.rasters), "raster")),
            ("Bands", ", ".join(band["name"] for band in draw.bands)), ("Resolution", f"{draw.resolution_m:.4g} m"),
            ("Windows", f"{draw.size} px, of which {run.source.tile_size} are seen at a time"),
            ("Patches", f"{run.network.patch} px, {settings.masked:.0%} of them masked"),
            ("Batch size, learning rate", f"{settings.batch_size * run.group.world_size}, {settings.learning_rate:g}"),
            ("Seed", str(settings.seed))]
    return Table("The run", ("", ""), rows)


def _loss(run: PretrainingRun) -> Chart:
    losses = np.array(run.state.losses)
    groups = np.array_split(np.arange(len(losses)), min(SMOOTHED, len(losses)))
    return Chart("Loss", "steps", [Line("loss of masked patches", [
        (float(group[-1] + 1), float(losses[group].mean())) for group in groups])])


def _clusters(run: PretrainingRun) -> list[Picture]:
    """A strip of windows of each cluster, those nearest to its centre."""
    found = []
    for number, (cluster, windows) in enumerate(zip(run.draw.clusters[:MOST_CLUSTERS], run.draw.typical), 1):
        if windows:
            strip = side_by_side([_small(run.source.pixels(one), run.draw.bands) for one in windows], gap=4)
            found.append(Picture(f"Cluster {number}", png(strip), f"{cluster.typical}. {cluster.found:,} found, "
                                 f"{cluster.drawn:,} drawn; those nearest to the centre of the cluster."))
    return found


def _small(image: np.ndarray, bands: Sequence[dict[str, object]]) -> np.ndarray:
    every = max(1, image.shape[1] // SIDE)
    return stretch(image[shown_bands([str(band["name"]) for band in bands])][:, ::every, ::every])


def shown_bands(names: Sequence[str]) -> list[int]:
    """The places of red, green and blue among bands, else those of the first three, or of the first."""
    if all(name in names for name in ("red", "green", "blue")):
        return [list(names).index(name) for name in ("red", "green", "blue")]
    return list(range(3)) if len(names) >= 3 else [0]


def _reconstructions(run: PretrainingRun) -> Picture:
    """Some windows as they are, masked, and filled in by the network."""
    network, source, rng = run.network, run.source, np.random.default_rng(run.settings.seed)
    numbers = rng.choice(len(run.draw.windows), min(RECONSTRUCTED, len(run.draw.windows)), replace=False)
    first = slice(0, source.tile_size)
    images = torch.stack([source.normalised(int(number), (first, first)) for number in numbers]).to(run.device)
    rows = source.tile_size // network.patch
    noise = torch.from_numpy(rng.random((len(images), rows * rows), np.float32)).to(run.device)
    network.eval()
    with torch.no_grad():
        found = network.reconstruct(images, noise)
        _, mean, deviation = network.normalised_patches(images)
        masked, own = found.masked[:, :, None], network.patches(images)
        filled = own * (1 - masked) + (found.patches.float() * deviation + mean) * masked
        views = [images, network.images(own * (1 - masked), rows), network.images(filled, rows)]
        hidden = network.images(masked.expand_as(own), rows)[:, 0].bool().cpu().numpy()
    shown = shown_bands([band["name"] for band in run.draw.bands])
    strips = []
    for number in range(len(images)):
        three = [_as_picture(view[number].cpu().numpy()[shown]) for view in views]
        three[1][hidden[number]] = MASK_GREY
        strips.append(side_by_side(three, gap=4))
    picture = np.concatenate([np.pad(strip, ((0, 6), (0, 0), (0, 0)), constant_values=255) for strip in strips])
    return Picture("What the network fills in", png(picture), "Left a window, in the middle what the encoder sees of "
                   "it, right what the decoder fills in. The mean and the contrast of a patch that is filled in are "
                   "those of the true one, since the network learns the rest alone.")


def _as_picture(image: np.ndarray) -> np.ndarray:
    """A normalised image (1 or 3, H, W) as a picture: two deviations to each side of the mean."""
    values = ((np.clip(image, -2, 2) + 2) * 63.75).astype(np.uint8)
    return np.moveaxis(np.repeat(values, 3, axis=0) if len(values) == 1 else values, 0, -1).copy()
