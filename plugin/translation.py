"""Qt translation (QTranslator, QCoreApplication.translate) of texts for the user; needs no GUI."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Dict, List, Optional, Pattern, Tuple

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale, QTranslator

from ..protocol.paths import CONTEXT, SENTENCES, TRANSLATIONS

_VALUE = re.compile(r"\{(\w+)[^}]*\}")
"""A place for a value in a text."""
_SENTENCE_END = re.compile(r"(?<=[.!?]) (?=\S)")


_NUMBER = re.compile(r"-?\d+(,\d{3})*(\.\d+)?")
_VERSION = re.compile("Python|driver|QGIS|protocol")
"""In a sentence with one of these words a value such as 3.12 is no number."""


def mark(text: str) -> str:
    """Mark a text for translation, and return it unchanged; `tr` translates it when it is shown."""
    return str(QT_TRANSLATE_NOOP(CONTEXT, text))


def tr(text: str, **values: object) -> str:
    """`text`, as it was marked, in the user's language, with `values` filled in by str.format."""
    return QCoreApplication.translate(CONTEXT, text).format(**values)


LANGUAGE = mark("en")
"""Translated by the code of the language."""


def number(value: float, form: str = ",") -> str:
    """`value` in a format of f-strings, as the language of the texts writes numbers: 1,234.5, or 1.234,5."""
    return _localized(format(value, form))


def rounded(value: float) -> str:
    """`value` by two significant digits, more from 100 on: 0.43, 1.4, 14, 140."""
    return number(value, ",.0f" if value >= 10 else ".2g")


def _localized(text: str) -> str:
    locale = QLocale(tr(LANGUAGE))
    return text.translate({ord(","): str(locale.groupSeparator()), ord("."): str(locale.decimalPoint())})


def tr_sentence(text: str) -> str:
    """A text of the worker, or of another part that knows no Qt, in the user's language, as far as that is known. It
    may be several sentences, one after the other."""
    pieces = _SENTENCE_END.split(text)
    whole = _one_after_the_other(pieces)
    if whole is not None:
        return whole
    for end in range(len(pieces) - 1, 0, -1):
        translated = _as_one(" ".join(pieces[:end]))
        if translated is not None:
            return f"{translated} {tr_sentence(' '.join(pieces[end:]))}"
    return str(QCoreApplication.translate(CONTEXT, text))


def _one_after_the_other(pieces: List[str]) -> Optional[str]:
    """The translation of known texts, one after the other, which are made of one piece or more; None unless all are
    known. The shortest come first: a value at the end of a text would else take in all that follows."""
    for end in range(1, len(pieces) + 1):
        head = _as_one(" ".join(pieces[:end]))
        tail = "" if end == len(pieces) else head and _one_after_the_other(pieces[end:])
        if head is not None and tail is not None:
            return f"{head} {tail}" if tail else head
    return None


def _as_one(text: str) -> Optional[str]:
    """The translation of a text that is known as a whole, whatever its values; None for another one."""
    for pattern, sentence in _patterns(SENTENCES):
        found = pattern.fullmatch(text)
        translated = QCoreApplication.translate(CONTEXT, sentence) if found else sentence
        if found and translated != sentence:
            tell = tr_sentence if _VERSION.search(sentence) else _value
            return _filled(translated, dict(zip(_VALUE.findall(sentence), map(tell, found.groups()))))
    return None


def _value(text: str) -> str:
    return _localized(text) if _NUMBER.fullmatch(text) else tr_sentence(text)


def _filled(text: str, values: Dict[str, str]) -> str:
    return _VALUE.sub(lambda place: values[place.group(1)], text)


@lru_cache(maxsize=1)
def _patterns(name: str) -> List[Tuple[Pattern[str], str]]:
    """The sentences that there are, with a pattern for each; those with the most words of their own first."""
    try:
        sentences = json.loads((TRANSLATIONS / name).read_text(encoding="utf-8"))
    except OSError:  # a checkout in which nothing was compiled, and so without a translation
        return []
    sentences.sort(key=lambda sentence: -len(_VALUE.sub("", sentence)))
    return [(_pattern(sentence), sentence) for sentence in sentences]


def _pattern(sentence: str) -> Pattern[str]:
    """Matches a sentence with its values. One before a blank and another value takes in as much as it can: a label of
    several words before a number."""
    first, *others = _VALUE.split(sentence)[::2]
    return re.compile(re.escape(first) + "".join(
        ("(.*)" if part == " " else "(.*?)") + re.escape(part) for part in others), re.DOTALL)


def install_translator() -> Optional[QTranslator]:
    """Load the translation for QGIS's language and install it; None where there is none. The caller keeps it."""
    translator = QTranslator()
    if not translator.load(str(TRANSLATIONS / f"roofline_{QgsApplication.instance().locale()[:2]}.qm")):
        return None
    QCoreApplication.installTranslator(translator)
    return translator
