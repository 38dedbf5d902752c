"""Parameters of the imagery of every job of the panel (IMAGERY, AS_DRAWN, the limits of a download): their one home."""

from __future__ import annotations

from typing import Any, Dict, List

from ...protocol.certain import certain
from ...protocol.imagery import ONLY_BANDS
from ...protocol.settings.base import SettingsError
from ...protocol.settings.imagery import FetchSettings
from ..layers.imagery import describe
from ..layers.other_dates import chosen_dates
from ..layers.workspace import DRAWN, Workspace
from .picture import is_online
from .styling import is_styled


def imagery_parameters(workspace: Workspace, several_dates: bool = False) -> Dict[str, Any]:
    """The parameters of the workspace's imagery, which must be chosen; with `several_dates` the rasters of the other
    dates are among it. Those of a download are there where some is fetched or drawn."""
    imagery = certain(workspace.imagery, "imagery")
    drawn: Dict[str, Any] = {"AS_DRAWN": True} if is_taken_as_drawn(workspace) else {}
    fetching = workspace.choices.fetching if drawn or is_online(imagery) else {}
    others = chosen_dates(workspace) if several_dates and not drawn else []
    return {"IMAGERY": [layer.id() for layer in (imagery, *others)], **drawn, **fetching}


def training_imagery(workspace: Workspace) -> Dict[str, Any]:
    """The parameters of the imagery of a training: that of other dates is stacked on it, and its chosen bands are
    named."""
    parameters, numbers = imagery_parameters(workspace, several_dates=True), chosen_bands(workspace)
    several_dates = len(parameters["IMAGERY"]) > 1
    if several_dates:
        parameters["STACK_DATES"] = True
    if numbers:
        names = describe(certain(workspace.imagery, "imagery")).bands
        # A number is a band of one date, a name stands for the band of every date.
        chosen = [names[number - 1] if several_dates else str(number) for number in numbers]
        parameters["BANDS"] = ONLY_BANDS + ",".join(chosen)
    return parameters


def chosen_bands(workspace: Workspace) -> List[int]:
    """The numbers of the chosen bands, but those that the imagery lacks since its source was changed; none: all, as
    always where QGIS fetches or draws it."""
    imagery, numbers = certain(workspace.imagery, "imagery"), workspace.band_numbers
    if not numbers or is_online(imagery) or is_taken_as_drawn(workspace):
        return []
    return [number for number in numbers if number <= len(describe(imagery).bands)]


def is_taken_as_drawn(workspace: Workspace) -> bool:
    """Whether QGIS draws the imagery, which is in a file, for the jobs: that was chosen, and makes a difference."""
    return workspace.choices.taken == DRAWN and workspace.imagery is not None and is_styled(workspace.imagery)


def fetch_settings(workspace: Workspace) -> FetchSettings:
    """The workspace's limits of a download; the defaults where a project holds others than are allowed."""
    try:
        return FetchSettings.from_dict({name.lower(): value for name, value in workspace.choices.fetching.items()})
    except SettingsError:
        return FetchSettings()
