"""Translations (Qt Linguist): extracts every text that a user reads into i18n/roofline_LANGUAGE.ts, and compiles them.

    python3 protocol/launch.py roofline.tools.translations              (make translations)

Texts are the arguments of `mark`, the labels and helps of settings, and the sentences of errors, notices and progress,
with {0}, {1} ... where values stand. What is translated stays; what is new is marked as unfinished; what is gone goes.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as Xml
from functools import cache, lru_cache
from itertools import count, product
from pathlib import Path
from typing import Dict, Iterator, List, Optional

from ..protocol.paths import CONTEXT, ROOT, SENTENCES, TRANSLATIONS

LANGUAGES = ("de", "es")
MARKED = ("ui", "plugin", "protocol/settings")
SPOKEN = ("models", "plugin", "protocol")
"""Rooms whose errors, notices and progress are told to the user."""
VALUE = re.compile(r"\{[^}]*\}")
LEAST_WORDS = 8
"""Characters of a sentence besides its values: with fewer, anything might be one."""
TELLS = {"notice": 0, "progress": 1, "_progress": 1, "show": 1, "_show": 1, "say": 0, "setProgressText": 0}
"""Functions that tell a sentence, and the place of it among their arguments."""
DESCRIBES = "describe_device"
"""The function that gives a device the name under which the panel shows it."""


@lru_cache(maxsize=1)
def marked_texts() -> Dict[str, str]:
    """The texts given to `mark`, and those of settings, with the file of each."""
    found: Dict[str, str] = {}
    for path in (path for folder in MARKED for path in _files(folder)):
        for call in _calls(path):
            name = _name(call.func)
            arguments = call.args[:1] if name == "mark" else call.args[1:3] if name == "setting" else []
            for argument in arguments:
                text = _template(argument)
                if text:
                    found.setdefault(text, path.relative_to(ROOT).as_posix())
    return found


@lru_cache(maxsize=1)
def sentences() -> Dict[str, str]:
    """The sentences of errors, notices and progress, with the file of each. An error is a class whose name ends in
    Error or Exception and that is made of a text that ends like a sentence."""
    found: Dict[str, str] = {}
    for room in SPOKEN:
        for path in _files(room):
            for call in _calls(path):
                for text in _told(call):
                    found.setdefault(text, path.relative_to(ROOT).as_posix())
            for text in (*_constants(path), *_grown(path)):
                found.setdefault(text, path.relative_to(ROOT).as_posix())
    return found


def _told(call: ast.Call) -> Iterator[str]:
    name = _name(call.func)
    if name.endswith(("Error", "Exception")) and call.args:
        text = _template(call.args[0])
        if text and text.rstrip().endswith((".", ")")) and len(VALUE.sub("", text)) > LEAST_WORDS:
            yield text
    elif name in TELLS and len(call.args) > TELLS[name]:
        text = _template(call.args[TELLS[name]])
        if text and len(VALUE.sub("", text)) > LEAST_WORDS:
            yield text


def _constants(path: Path) -> Iterator[str]:
    """Sentences that stand in constants of a module, with values by name, and those that a function returns."""
    tree = _tree(path)
    for node in (*tree.body, *(node for node in ast.walk(tree) if isinstance(node, ast.Return))):
        if isinstance(node, (ast.Assign, ast.Return)) and node.value is not None:
            text = _template(node.value)
            if text and re.fullmatch(r"[A-Z{].* .*\.", text):
                yield text
        if isinstance(node, ast.FunctionDef) and node.name == DESCRIBES:
            yield from filter(None, (_template(one.value) for one in ast.walk(node)
                                     if isinstance(one, ast.Return) and one.value is not None))


def _grown(path: Path) -> Iterator[str]:
    """A sentence that a function gives to the variable `text`, alone and with each choice of what it may add."""
    for function in (node for node in ast.walk(_tree(path)) if isinstance(node, ast.FunctionDef)):
        added = [_template(node.value) for node in ast.walk(function)
                 if isinstance(node, ast.AugAssign) and getattr(node.target, "id", "") == "text"]
        begun = [_template(node.value) for node in ast.walk(function) if isinstance(node, ast.Assign)
                 and isinstance(node.value, ast.JoinedStr) and getattr(node.targets[0], "id", "") == "text"]
        if len(begun) == 1 and added and None not in added:
            for some in product(*(("", part) for part in added)):
                yield _numbered("".join(filter(None, (*begun, *some))))


def _numbered(text: str) -> str:
    """The text with its values numbered anew, in their order."""
    numbers = count()
    return VALUE.sub(lambda _: f"{{{next(numbers)}}}", text)


def _template(node: ast.expr) -> Optional[str]:
    """The text of a literal, or of an f-string with {0}, {1} ... for its values; None for another expression."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if not isinstance(node, ast.JoinedStr):
        return None
    parts, number = [], 0
    for value in node.values:
        if isinstance(value, ast.Constant):
            parts.append(str(value.value))
        else:
            parts.append(f"{{{number}}}")
            number += 1
    return "".join(parts)


def _files(folder: str) -> List[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def _calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(_tree(path)) if isinstance(node, ast.Call))


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def ts_file(language: str) -> Path:
    return TRANSLATIONS / f"roofline_{language}.ts"


def read_ts(path: Path) -> Dict[str, str]:
    """The finished translations in a .ts file, by their text; none where there is no file."""
    if not path.is_file():
        return {}
    found = {}
    for message in Xml.parse(path).getroot().iter("message"):
        translation = message.find("translation")
        if translation is not None and translation.text and translation.get("type") is None:
            found[message.findtext("source", "")] = translation.text
    return found


def write_ts(path: Path, language: str, texts: Dict[str, str], known: Dict[str, str]) -> None:
    """Write a .ts file with all `texts`, in the order of their files, and the translations that are `known`."""
    root = Xml.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = Xml.SubElement(root, "context")
    Xml.SubElement(context, "name").text = CONTEXT
    for text, place in sorted(texts.items(), key=lambda item: item[1]):
        message = Xml.SubElement(context, "message")
        Xml.SubElement(message, "location", filename=f"../{place}")
        Xml.SubElement(message, "source").text = text
        translation = Xml.SubElement(message, "translation")
        if text in known:
            translation.text = known[text]
        else:
            translation.set("type", "unfinished")
    Xml.indent(root, " ")
    path.parent.mkdir(exist_ok=True)
    document = Xml.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{document}\n', encoding="utf-8")


def compile_all(folder: Path) -> List[Path]:
    """Compile every .ts file into `folder`, and write the list of sentences beside; their paths. Raises
    FileNotFoundError without lrelease, CalledProcessError when it fails."""
    made = []
    for source in sorted(TRANSLATIONS.glob("*.ts")):
        target = folder / source.with_suffix(".qm").name
        subprocess.run(["lrelease", "-silent", "-nounfinished", str(source), "-qm", str(target)], check=True)
        made.append(target)
    listed = folder / SENTENCES
    listed.write_text(json.dumps(sorted(sentences()), ensure_ascii=False, indent=0), encoding="utf-8")
    return [*made, listed]


def main() -> int:
    texts = {**sentences(), **marked_texts()}
    for language in LANGUAGES:
        path = ts_file(language)
        known = read_ts(path)
        write_ts(path, language, texts, known)
        done = sum(text in known for text in texts)
        print(f"{path.name}: {done} of {len(texts)} texts, {sum(text in known for text in marked_texts())} of "
              f"{len(marked_texts())} of the panel and the settings")
    compile_all(TRANSLATIONS)
    return 0


if __name__ == "__main__":
    sys.exit(main())
