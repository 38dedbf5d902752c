"""Every word that the panel shows stands in ui/words, where a translator finds it."""

import ast
import re

import pytest
from roofline.protocol.launch import ROOT

UI = ROOT / "ui"
PAGES = sorted(path for path in UI.rglob("*.py") if path.parent.name != "words")
WORDS = sorted((UI / "words").glob("*.py"))


def docstrings(tree):
    return {node.body[0].value for node in ast.walk(tree)
            if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and node.body
            and isinstance(node.body[0], ast.Expr)} | {
                node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_words_stand_in_the_code_of_the_panel(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = docstrings(tree)
    found = [f"{path.name}:{node.lineno}: {node.value!r}" for node in ast.walk(tree)
             if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value.strip()
             and node not in skipped]
    assert found == []


def marked(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {target.id: node for node in ast.walk(tree) if isinstance(node, ast.Assign)
            for target in node.targets if isinstance(target, ast.Name) and target.id.isupper()}


@pytest.mark.parametrize("path", [path for path in WORDS if path.name != "__init__.py"], ids=lambda path: path.name)
def test_every_word_is_used(path):
    code = "\n".join(file.read_text(encoding="utf-8") for file in [*PAGES, *WORDS])
    unused = [name for name in marked(path) if code.count(name) < 2]
    assert unused == []


@pytest.mark.parametrize("path", [*PAGES, *WORDS], ids=lambda path: path.name)
def test_a_number_is_written_as_its_language_does(path):
    """By `number` or `rounded` of ui/words, and not by a format in an f-string."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    formats = [node for node in ast.walk(tree) if isinstance(node, ast.FormattedValue) and node.format_spec]
    fixed = [one for one in formats if all(isinstance(part, ast.Constant) for part in one.format_spec.values)]
    assert [one.lineno for one in fixed] == []


OF_BUILDINGS = {
    "labels.TOO_COARSE", "labels.COVER_HERE", "labels.CLASS_EMPTY", "labels.ALIGNMENT_HELP", "labels.LABELS_HELP",
    "click.CLICK_HELP", "click.TAKES_ANYTHING", "live.WAITING",
    "predict.SKIP_KNOWN", "predict.SKIP_KNOWN_HELP", "predict.ONE_LEFT_OUT", "predict.LEFT_OUT",
    "predict.ONE_ALL_KNOWN", "predict.ALL_KNOWN", "history.FOUND_OF"}
"""Texts about what is done with buildings alone, or that name them as an example."""


@pytest.mark.parametrize("path", [path for path in WORDS if path.name != "things.py"], ids=lambda path: path.name)
def test_a_text_that_says_building_has_another_for_other_classes(path):
    otherwise = set(re.findall(r"\b[a-z]+\.[A-Z0-9_]+", (UI / "words" / "things.py").read_text(encoding="utf-8")))
    of_one = []
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and "uilding" in ast.unparse(node.value):
            names = [one for target in node.targets for one in ast.walk(target) if isinstance(one, ast.Name)]
            of_one += [f"{path.stem}.{name.id}" for name in names]
    assert set(of_one) - otherwise - OF_BUILDINGS == set()
