"""Model registry: loads the model that a name, a path or a reference to the Hugging Face hub stands for.

| value | model |
|---|---|
| nothing | the bundled model `buildings` |
| the name of a folder in zoo/ | that bundled model |
| the path of a *.roofline file, or of a folder like those in zoo/ | that model |
| encoder:NAME, encoder:NAME@REVISION | an encoder of smp, timm or IBM with weights from the Hugging Face hub |
| the path of a *.safetensors or *.pt file | weights of an encoder, or of a whole network of ours |
| the path of a folder with such a file and config.json | the encoder that is published as this folder on that hub |
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from torch import Tensor

from ...protocol.certain import certain
from ...protocol.model_files import CARD, DEFAULT_BASE, ENCODER, SAFETENSORS, SUFFIX
from ...protocol.networks import UNET
from ...protocol.paths import ZOO
from ..core.errors import RooflineError
from . import pretrained
from .adapters import merged
from .model_card import Card
from .model_file import read_model, weights_hash
from .unet import ADAPTER_PREFIX

BASE = "base."
"""The names of tensors begin with it that hold weights of an adapter's base as they were before training."""
OTHERS = (f"The path of a {SUFFIX} or {SAFETENSORS} file works too, and {ENCODER}NAME, such as "
          f"{ENCODER}resnet18.")


@dataclass(frozen=True)
class Model:
    """A model in memory. `name` is a bundled model's, a file's without its ending, or an encoder's; the card may have
    another. `is_tuned`: the network has learned buildings, and is no pretrained encoder with a fresh decoder."""

    name: str
    card: Card
    weights: dict[str, Tensor]
    is_tuned: bool = True


def bundled_models() -> list[str]:
    """Names of the models that ship with Roofline."""
    return sorted(card.parent.name for card in ZOO.glob(f"*/{CARD}"))


def load_base(value: str | Path | None, say: Callable[[str], None] = lambda text: None, decoder: str = UNET,
              is_told: bool = False) -> Model:
    """The base model that fine-tuning starts from; one that is made from an encoder gets a `decoder` of this kind, and
    with `is_told` is told place and time. `say` is called with a sentence on a pretrained encoder's origin.

    Raises RooflineError when there is no such model, or it cannot be used or downloaded.
    """
    wanted = str(value or DEFAULT_BASE)
    if wanted.startswith(ENCODER):
        base = pretrained.from_hub(wanted[len(ENCODER):], decoder, is_told)
    elif pretrained.is_weights(Path(wanted)):
        base = pretrained.from_file(Path(wanted), decoder, is_told=is_told)
    elif pretrained.is_published_folder(Path(wanted)):
        base = pretrained.from_folder(Path(wanted), decoder, is_told)
    else:
        path = _find(wanted)
        model = Model(path.stem, *merged(*with_base(*read_model(path))))
        if is_told and not model.card.is_told:
            raise pretrained.cannot_be_told(f"The model '{model.name}'")
        return model
    say(f"{base.card.notes} {', '.join(base.card.attribution)}.")
    return Model(base.card.name, base.card, base.weights, base.is_tuned)


def load_model(value: str | Path | None, say: Callable[[str], None] = lambda text: None) -> Model:
    """The model that finds footprints: like load_base, but raises RooflineError for one that is not tuned yet."""
    untuned = RooflineError(f"{value} knows no buildings yet: fine-tune it first, with it as the base model, and find "
                            "footprints with the model that comes out.")
    if str(value).startswith(ENCODER):
        raise untuned  # and download nothing
    model = load_base(value, say)
    if not model.is_tuned:
        raise untuned
    return model


def looking_at_dates(model: Model, dates: int) -> Model:
    """A base made from an encoder, with a fresh decoder for what the encoder sees on each of several dates."""
    card, weights = pretrained.on_dates(model.card, model.weights, dates)
    return replace(model, card=card, weights=weights)


def bundled_name(hash: str) -> str | None:
    """The name of the model that ships with Roofline and has this hash; None when there is none."""
    found = _bundled(hash)
    return None if found is None else found[0]


def bundled_weights(hash: str) -> dict[str, Tensor] | None:
    """The weights of that model; None when there is none."""
    found = _bundled(hash)
    return None if found is None else found[1]


def _bundled(hash: str) -> tuple[str, dict[str, Tensor]] | None:
    for name in bundled_models():
        card, weights = read_model(ZOO / name)
        if card.weights_hash == hash:
            return name, weights
    return None


def as_changes(card: Card, weights: dict[str, Tensor],
               start: Mapping[str, Tensor]) -> tuple[Card, dict[str, Tensor]]:
    """Card and tensors of a tuned model as a file holds them: where its base ships with Roofline, only the tensors that
    differ from it. Otherwise the file of an adapter holds its base too, as the tensors of `start` that were changed, in
    the precision of the file."""
    base = bundled_weights(card.base["hash"]) if card.base else None
    if base is not None:
        return replace(card, changes_only=True), _unlike(weights, base)
    if card.adapter is None:
        return card, weights
    stored = {name: tensor.to(weights[name].dtype) if name in weights else tensor for name, tensor in start.items()}
    changed = _unlike(stored, weights)
    return card, {**weights, **{f"{BASE}{name}": tensor for name, tensor in changed.items()}}


def with_base(card: Card, tensors: dict[str, Tensor]) -> tuple[Card, dict[str, Tensor]]:
    """A whole model: the tensors of a file with those that are the same in its base.

    Raises RooflineError when the base does not ship with this Roofline.
    """
    own = {name: tensor for name, tensor in tensors.items() if not name.startswith(BASE)}
    if not card.changes_only:
        return card, own
    return replace(card, changes_only=False), {**_base_of(card), **own}


def without_changes(card: Card, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    """The weights that a model was tuned from, bit for bit, from the tensors of its file.

    Raises RooflineError when neither the file nor this Roofline holds them, as for a model tuned as a whole.
    """
    if card.changes_only:
        return _base_of(card)
    if card.adapter is None:
        raise RooflineError(f"The model '{card.name}' was tuned as a whole, so its base cannot be had from it.")
    start = {name: tensor for name, tensor in tensors.items() if not name.startswith((ADAPTER_PREFIX, BASE))}
    return {**start, **{n[len(BASE):]: tensor for n, tensor in tensors.items() if n.startswith(BASE)}}


def _base_of(card: Card) -> dict[str, Tensor]:
    told = certain(card.base, "base of a model of changes")
    base = bundled_weights(told["hash"])
    if base is None:
        raise RooflineError(
            f"The model '{card.name}' holds only what it changed in the base model '{told['name']}', and this "
            "Roofline comes with another version of it. Use the Roofline that it was made with, or train it again.")
    return base


def _unlike(tensors: Mapping[str, Tensor], others: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The tensors that are not bit for bit among `others` under the same name (-0.0 is not 0.0)."""
    return {name: tensor for name, tensor in tensors.items()
            if name not in others or weights_hash({name: tensor}) != weights_hash({name: others[name]})}


def _find(wanted: str) -> Path:
    """The path of a bundled model, or of a model file or folder. Raises RooflineError when there is none."""
    if wanted in bundled_models():
        return ZOO / wanted
    path = Path(wanted)
    if path.exists():
        return path
    known = ", ".join(bundled_models()) or "none"
    if path.suffix in (SUFFIX, SAFETENSORS) or len(path.parts) > 1:
        raise RooflineError(f"There is no model file {wanted}. Check the path, or name a built-in model: {known}.")
    raise RooflineError(f"There is no model called {wanted!r}. Built-in models: {known}. {OTHERS}")
