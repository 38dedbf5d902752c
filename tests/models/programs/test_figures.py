"""The tables of the documents are those that the benchmarks print from their results."""

import json

import pytest

from ....benchmarks import (
    few_labels,
    flips,
    foundation,
    label_shift,
    labelling,
    labelling_hour,
    never_worse,
    pretraining,
    suggest,
    suggest_rules,
    three_ways,
)
from ....benchmarks.grid import read_results
from ....protocol.launch import ROOT


def rows(report, results):
    """The lines of a table and the list below it."""
    return [line for line in report(read_results(results)) if line.startswith(("| ", "- "))]


def shifts():
    kept = json.loads(label_shift.RESULTS.read_text(encoding="utf-8"))
    return label_shift.table([label_shift.Row(**row) for row in kept["rows"]], kept["as_they_came"]).splitlines()


def ways():
    kept = json.loads(three_ways.RESULTS.read_text(encoding="utf-8"))
    return [line for line in three_ways.report(kept) if line.startswith("|")]


TABLES = {
    "few labels": lambda: rows(lambda results: few_labels.report(results, 60), few_labels.RESULTS),
    "never worse": lambda: rows(never_worse.report, never_worse.RESULTS),
    "with mirrored views": lambda: rows(never_worse.report, never_worse.RESULTS.with_stem("never_worse_flips")),
    "mirrored views": lambda: rows(flips.report, flips.RESULTS),
    "where next": lambda: rows(lambda results: suggest.report(results, suggest.SCORED), suggest.RESULTS),
    "rules of where next": lambda: rows(suggest_rules.report, suggest_rules.RESULTS),
    "clicks": lambda: rows(labelling.report, labelling.RESULTS),
    "clicks and live training": lambda: rows(labelling_hour.report, labelling_hour.RESULTS),
    "backbones": lambda: rows(foundation.report, foundation.RESULTS),
    "pretraining": lambda: rows(pretraining.report, pretraining.RESULTS),
    "three ways": ways,
    "labels off the imagery": shifts,
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_table_is_what_its_benchmark_prints(table):
    documents = [(ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("benchmarks.md", "foundation.md")]
    told, printed = set("\n".join(documents).splitlines()), table()
    assert len(printed) > 5 and [line for line in printed if line not in told] == []
