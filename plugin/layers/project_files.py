"""Files beside the project (paths): where what Roofline makes belongs, and where it stays until there is a project."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Optional

from qgis.core import QgsProject

from ..environment.virtual_environment import home


def beside(project: QgsProject) -> Optional[Path]:
    """The GeoPackage beside the project file; None for a project that is not saved, or not in a file."""
    if not project.fileName() or project.projectStorage() is not None:
        return None
    file = Path(project.absoluteFilePath())
    return file.with_name(f"{file.stem}-roofline.gpkg")


def models_beside(project: QgsProject) -> Optional[Path]:
    """The folder beside the project file for its models and their reports, as beside()."""
    geopackage = beside(project)
    return None if geopackage is None else geopackage.with_suffix("")


def drafts_folder() -> Path:
    """The parent of the folders for layers of projects that have no file yet."""
    return home() / "drafts"


def is_draft(path: Path) -> bool:
    """Whether a file lies among the drafts."""
    return drafts_folder().resolve() in path.resolve().parents


def can_write(folder: Path) -> bool:
    """Whether a file can be created, by creating one: permission bits mean little on network drives and Windows."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def can_append(file: Path) -> bool:
    """Whether a file that is there can be changed, by opening it for that."""
    try:
        file.open("ab").close()
    except OSError:
        return False
    return True
