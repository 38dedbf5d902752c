"""Where a job's model comes from: one registry for whatever a base model or a model may be called.

| it is called | it is |
|---|---|
| nothing | the bundled model `buildings` |
| the name of a folder in zoo/ | that bundled model |
| the path of a *.roofline file, or of a folder like those in zoo/ | that model |
| encoder:NAME, encoder:NAME@REVISION | an encoder of smp or timm with weights from the Hugging Face hub |
| the path of a *.safetensors file | weights of an encoder, or of a whole network of ours |
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from torch import Tensor

from . import pretrained
from .card import Card
from .errors import RooflineError
from .model_file import CARD, SUFFIX, read_model

__all__ = ["DEFAULT_BASE", "ENCODER", "ZOO", "Model", "bundled_models", "load_base", "load_model"]

ZOO = Path(__file__).parent / "zoo"
DEFAULT_BASE = "buildings"
ENCODER = "encoder:"
SAFETENSORS = ".safetensors"
OTHERS = f"The path of a {SUFFIX} or {SAFETENSORS} file works too, and {ENCODER}NAME, such as {ENCODER}resnet18."


@dataclass(frozen=True)
class Model:
    """A model in memory. `name` is what it was called: a bundled name, a file without its ending, or an encoder's
    name; the card may tell another. `is_tuned`: it has learned buildings, and is no encoder with a fresh decoder."""

    name: str
    card: Card
    weights: dict[str, Tensor]
    is_tuned: bool = True


def bundled_models() -> list[str]:
    """Names of the models that ship with Roofline."""
    return sorted(card.parent.name for card in ZOO.glob(f"*/{CARD}"))


def load_base(value: str | Path | None, say: Callable[[str], None] = lambda text: None) -> Model:
    """What fine-tuning starts from. `say` is told, in a sentence, what is not plain from the value.

    Raises RooflineError when there is no such model, or it cannot be used or fetched.
    """
    wanted = str(value or DEFAULT_BASE)
    if wanted.startswith(ENCODER):
        base = pretrained.from_hub(wanted[len(ENCODER):])
    elif Path(wanted).suffix.lower() == SAFETENSORS and Path(wanted).is_file():
        base = pretrained.from_file(Path(wanted))
    else:
        path = _find(wanted)
        return Model(path.stem, *read_model(path))
    say(f"{base.card.notes} {', '.join(base.card.attribution)}.")
    return Model(base.card.name, base.card, base.weights, base.is_tuned)


def load_model(value: str | Path | None, say: Callable[[str], None] = lambda text: None) -> Model:
    """What finds footprints: like load_base, but RooflineError for what knows no buildings yet."""
    untuned = RooflineError(f"{value} knows no buildings yet: fine-tune it first, with it as the base model, and find "
                            "footprints with the model that comes out.")
    if str(value).startswith(ENCODER):
        raise untuned  # and fetch nothing
    model = load_base(value, say)
    if not model.is_tuned:
        raise untuned
    return model


def _find(wanted: str) -> Path:
    """Where a bundled model, or a model file or folder, is."""
    if wanted in bundled_models():
        return ZOO / wanted
    path = Path(wanted)
    if path.exists():
        return path
    known = ", ".join(bundled_models()) or "none"
    if path.suffix in (SUFFIX, SAFETENSORS) or len(path.parts) > 1:
        raise RooflineError(f"There is no model file {wanted}. Check the path, or name a bundled model: {known}.")
    raise RooflineError(f"There is no model called {wanted!r}. Bundled models: {known}. {OTHERS}")
