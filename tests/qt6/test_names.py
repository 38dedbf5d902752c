"""Every name of Qt that plugin/ and ui/ write, such as Qt.AlignmentFlag.AlignTop, is there in PyQt6."""

import ast
import importlib

import pytest
from roofline.protocol.launch import ROOT


def names_in(tree):
    """Pairs of a module of qgis.PyQt and a dotted name from it that the code writes."""
    home = {alias.asname or alias.name: node.module for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("qgis.PyQt") for alias in node.names}
    for node in ast.walk(tree):
        parts = []
        while isinstance(node, ast.Attribute):
            parts.insert(0, node.attr)
            node = node.value
        if isinstance(node, ast.Name) and node.id in home:
            yield home[node.id], ".".join([node.id, *parts])


NAMES = sorted({found for room in ("plugin", "ui") for path in (ROOT / room).rglob("*.py")
                for found in names_in(ast.parse(path.read_text(encoding="utf-8")))})


@pytest.mark.parametrize("module, name", NAMES, ids=[name for _, name in NAMES])
def test_qt_6_has(module, name):
    found = importlib.import_module(module)
    for part in name.split("."):
        found = getattr(found, part)


def test_names_are_found():
    assert ("qgis.PyQt.QtCore", "Qt.AlignmentFlag.AlignTop") in NAMES and len(NAMES) > 150
