"""Promptable model (Segment Anything) that the analyst chose for clicks: two ONNX files, which are remembered."""

from __future__ import annotations

from dataclasses import replace
from typing import Sequence, Tuple

from ...protocol.settings.external_models import PromptSettings
from . import last_used


def _settings() -> PromptSettings:
    return PromptSettings(**{name.lower(): value for name, value in last_used.read(PromptSettings).items()})


def _keep(settings: PromptSettings) -> None:
    last_used.write(PromptSettings, {name.upper(): value for name, value in settings.to_dict().items()})


def remembered() -> Tuple[str, ...]:
    """The two files that were chosen last, whether they are used or not; none where there were none."""
    settings = _settings()
    return tuple(file for file in (settings.prompt_file, settings.other_prompt_file) if file)


def in_use() -> Tuple[str, ...]:
    """The two files where they are to be used; none where Roofline's own model is."""
    return remembered() if _settings().by_prompts else ()


def use(files: Sequence[str]) -> None:
    """Use two files from now on; none: Roofline's own model, and the files stay remembered."""
    if files:
        _keep(PromptSettings(True, *files))
    else:
        _keep(replace(_settings(), by_prompts=False))
