"""Every word that the panel shows stands in ui/words, where a translator finds it."""

import ast

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
