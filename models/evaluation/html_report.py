"""HTML reports: one self-contained file with tables, embedded PNGs and inline SVG charts, in light and dark mode."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from ..core.atomic_file import atomic
from ..core.errors import RooflineError
from .metrics import Comparison, Scores
from .svg_charts import Chart, chart_svg

STYLE = """
:root { color-scheme: light dark; --ink: #1f2328; --soft: #59636e; --paper: #ffffff; --line: #d1d9e0; --band: #f6f8fa;
  --series-0: #0969da; --series-1: #bc4c00; --series-2: #1a7f37; --series-3: #8250df;
  --series-4: #9a6700; --series-5: #bf3989; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9198a1; --paper: #0d1117; --line: #3d444d;
  --band: #151b23; --series-0: #4493f8; --series-1: #f0883e; --series-2: #3fb950; --series-3: #ab7df8;
  --series-4: #d29922; --series-5: #db61a2; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2.5rem 1.25rem 4rem; max-width: 60rem; color: var(--ink); background: var(--paper);
  font: 16px/1.55 system-ui, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .4rem; }
h2 { font-size: 1.2rem; margin: 2.4rem 0 .6rem; }
.summary p { margin: .35rem 0; font-size: 1.05rem; }
table { border-collapse: collapse; width: 100%; font-size: .94rem; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; }
th, td { text-align: right; padding: .45rem .5rem; border-bottom: 1px solid var(--line); white-space: nowrap; }
th:first-child, td:first-child { text-align: left; white-space: normal; }
thead th { background: var(--band); font-weight: 600; white-space: normal; vertical-align: bottom; }
figure { margin: 1rem 0; }
figure img, figure svg { display: block; max-width: 100%; height: auto; border: 1px solid var(--line);
  border-radius: 6px; }
figure svg { border: 0; width: 100%; }
figcaption, .note, footer { color: var(--soft); font-size: .9rem; margin-top: .4rem; }
.legend { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; list-style: none; padding: 0; margin: .5rem 0 0;
  font-size: .9rem; }
.legend i { display: inline-block; width: .9em; height: .9em; border-radius: 2px; margin-right: .4em;
  vertical-align: -.08em; border: 1px solid var(--soft); }
footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: .8rem; }
@media print { body { max-width: none; padding: 0; } }
"""


ACCURACIES = ("User's accuracy is the share of the ground found that is right, producer's accuracy the share of the "
              "ground in the reference that was found.")


@dataclass(frozen=True)
class Table:
    """Rows of cells under column names, which may all be empty; the first column holds words, the others numbers.
    `note` stands below."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""


@dataclass(frozen=True)
class Picture:
    """A PNG with a caption; `legend` pairs a colour (red, green, blue) with its meaning."""

    title: str
    png: bytes
    caption: str
    legend: Sequence[tuple[tuple[int, int, int], str]] = ()


@dataclass(frozen=True)
class Report:
    """The content of a report: `summary` are whole sentences, the most important first; `footer` is small print."""

    title: str
    summary: Sequence[str]
    tables: Sequence[Table] = ()
    pictures: Sequence[Picture] = ()
    charts: Sequence[Chart] = field(default_factory=tuple)
    footer: Sequence[str] = ()


def write_report(path: str | Path, report: Report) -> None:
    """Write the report as one HTML file, whole or not at all. Raises RooflineError when it cannot be written."""
    path = Path(path)
    try:
        with atomic(path) as part:
            part.write_text(page(report), encoding="utf-8")
    except OSError as error:
        raise RooflineError(f"The report {path} cannot be written ({error.strerror or error}). Check that the folder "
                            "exists and may be written, and that the disk has room.") from error


def page(report: Report) -> str:
    """The report as an HTML document. Every text is escaped; the document loads nothing from elsewhere."""
    parts = [f"<h1>{escape(report.title)}</h1>", '<section class="summary">',
             *(f"<p>{escape(sentence)}</p>" for sentence in report.summary), "</section>"]
    parts += [_table(table) for table in report.tables]
    parts += [_picture(picture) for picture in report.pictures]
    parts += [f"<h2>{escape(chart.title)}</h2>\n<figure>{chart_svg(chart)}</figure>" for chart in report.charts]
    if report.footer:
        parts.append("<footer>" + "".join(f"<p>{escape(line)}</p>" for line in report.footer) + "</footer>")
    return ('<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(report.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
            + "\n".join(parts) + "\n</body>\n</html>\n")


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.columns) if any(table.columns) else ""
    head = f"<thead><tr>{head}</tr></thead>\n" if head else ""
    rows = "\n".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in table.rows)
    note = f'<p class="note">{escape(table.note)}</p>' if table.note else ""
    return (f'<h2>{escape(table.title)}</h2>\n<div class="scroll"><table>\n{head}'
            f"<tbody>\n{rows}\n</tbody>\n</table></div>{note}")


def _picture(picture: Picture) -> str:
    data = base64.b64encode(picture.png).decode()
    legend = "".join(f'<li><i style="background:rgb{color}"></i>{escape(text)}</li>' for color, text in picture.legend)
    legend = f'<ul class="legend">{legend}</ul>' if legend else ""
    return (f'<h2>{escape(picture.title)}</h2>\n<figure><img src="data:image/png;base64,{data}" '
            f'alt="{escape(picture.caption)}">\n{legend}<figcaption>{escape(picture.caption)}</figcaption></figure>')


def share(value: float | None) -> str:
    """A score (0-1) with two decimals; a dash for None, where there was nothing to count."""
    return "–" if value is None else f"{value:.2f}"


def ground_table(title: str, comparison: Comparison, name: str = "", note: str = "") -> Table:
    """A table of the ground of each class, and the mean of their IoU; `name` is that of the only class, where classes
    were not compared."""
    rows = [(key or name, share(one.iou), share(one.users_accuracy), share(one.producers_accuracy))
            for key, one in comparison.grounds.items()]
    if len(rows) > 1:
        rows.append(("mean", share(comparison.mean_iou), "", ""))
    return Table(title, ("", "IoU", "User's accuracy", "Producer's accuracy"), rows, f"{note} {ACCURACIES}".strip())


def scores_table(title: str, scored: Sequence[tuple[str, Scores]], note: str = "", things: str = "building") -> Table:
    """A table with one row for each (name, scores), with counts and the interval of F1 beside each score; `things` is
    the noun for what is counted."""
    columns = ("", "F1", "95 % interval", "Precision", "Recall", "IoU of ground", f"{things.capitalize()}s", "Found",
               "Missed", "False alarms")
    rows = [(name, share(s.f1), "–" if s.f1_low is None else f"{share(s.f1_low)} to {share(s.f1_high)}",
             share(s.precision), share(s.recall), share(s.iou), f"{s.matched + s.missed:,}", f"{s.matched:,}",
             f"{s.missed:,}", f"{s.false_alarms:,}") for name, s in scored]
    return Table(title, columns, rows, note)
