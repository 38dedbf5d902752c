"""Parameters of the imagery of every job of the panel (IMAGERY, AS_DRAWN, the limits of a download): their one home."""

from __future__ import annotations

from typing import Any, Dict

from ...protocol.certain import certain
from ...protocol.settings import FetchSettings
from ...protocol.settings_base import SettingsError
from ..layers.workspace import DRAWN, Workspace
from .picture import is_online
from .styling import is_styled


def imagery_parameters(workspace: Workspace) -> Dict[str, Any]:
    """The parameters of the workspace's imagery, which must be chosen. Those of a download are there where some is
    fetched or drawn."""
    imagery = certain(workspace.imagery, "imagery")
    drawn: Dict[str, Any] = {"AS_DRAWN": True} if is_taken_as_drawn(workspace) else {}
    fetching = workspace.choices.fetching if drawn or is_online(imagery) else {}
    return {"IMAGERY": [imagery.id()], **drawn, **fetching}


def is_taken_as_drawn(workspace: Workspace) -> bool:
    """Whether QGIS draws the imagery, which is in a file, for the jobs: that was chosen, and makes a difference."""
    return workspace.choices.taken == DRAWN and workspace.imagery is not None and is_styled(workspace.imagery)


def fetch_settings(workspace: Workspace) -> FetchSettings:
    """The workspace's limits of a download; the defaults where a project holds others than are allowed."""
    try:
        return FetchSettings.from_dict({name.lower(): value for name, value in workspace.choices.fetching.items()})
    except SettingsError:
        return FetchSettings()
