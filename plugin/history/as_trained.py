"""Check that a model gets imagery as it had it in its training: the values, or what QGIS draws of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Dict, List, Optional

from qgis.core import QgsMapLayer

from ...protocol.imagery import AS_DRAWN
from ..layers.workspace import DRAWN, VALUES
from ..online.styling import is_styled
from ..translation import mark, tr
from .model_card import ModelCardError, facts_of, read_card
from .model_choices import is_name, model_name

OTHERWISE = {
    DRAWN: mark("The model {model} learned from imagery as it is drawn, and gets the values of '{layer}'. It may find "
                "less than it could: take the imagery as it is drawn (AS_DRAWN)."),
    VALUES: mark("The model {model} learned from the values of imagery, and gets '{layer}' as it is drawn. It may find "
                 "less than it could: take the values of the imagery (without AS_DRAWN)."),
}
"""What is told where a model learned from the one, and gets the other."""
FROM_QGIS = re.compile(r"\((?!WCS\))[^()]+\)(?=$|,| and )")
"""In the name of a raster: it came from a service that draws, or was drawn."""


def mismatch(model: str, layer: QgsMapLayer, is_drawn: bool) -> str:
    """A sentence where a trained model did not learn from what it gets of a layer; "" where it did, or is not known."""
    if is_name(model) or not is_styled(layer):
        return ""
    learned = _learned_from(Path(model))
    if learned is None or learned == (DRAWN if is_drawn else VALUES):
        return ""
    return tr(OTHERWISE[learned], model=model_name(model), layer=layer.name())


def _learned_from(path: Path) -> Optional[str]:
    """DRAWN or VALUES, by the names of the rasters on the card; None where they are not known, or from a service."""
    try:
        names = _images(read_card(path))
    except ModelCardError:
        return None
    if any(f"({AS_DRAWN})" in name for name in names):
        return DRAWN
    return VALUES if names and not any(map(FROM_QGIS.search, names)) else None


def _images(card: Dict[str, Any]) -> List[str]:
    found = facts_of(card).get("images")
    return [name for name in found if isinstance(name, str)] if isinstance(found, list) else []
