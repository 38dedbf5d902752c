"""Line charts as inline SVG: axes, error bars and a legend, in the colours of the page (CSS variables)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

WIDTH, HEIGHT = 760, 300
LEFT, RIGHT, TOP, BOTTOM = 56, 20, 16, 48
TICKS = 5
"""Ticks of an axis, about."""
COLORS = 6
"""The page has so many colours for lines (evaluation.html_report)."""
IN_A_ROW = 3
"""Entries of the legend in a row; a second row grows the picture."""


@dataclass(frozen=True)
class Line:
    """A named series of points (x, y); points that are not finite are left out. `intervals` (x, low, high) are drawn as
    error bars; a `dashed` line shows what was not measured."""

    name: str
    points: Sequence[tuple[float, float]]
    intervals: Sequence[tuple[float, float, float]] = ()
    dashed: bool = False


@dataclass(frozen=True)
class Chart:
    """Lines over a shared horizontal axis such as "Seconds". `y_range` is the vertical one's range; None fits it to the
    points."""

    title: str
    x_label: str
    lines: Sequence[Line]
    y_range: tuple[float, float] | None = None


def chart_svg(chart: Chart) -> str:
    """The chart as one <svg> element that scales with the page; a sentence (<p>) where there is no point to draw."""
    lines = [replace(line, points=[p for p in line.points if math.isfinite(p[0]) and math.isfinite(p[1])])
             for line in chart.lines]
    points = [point for line in lines for point in line.points]
    if not points:
        return f'<p class="note">Nothing was measured for: {escape(chart.title)}.</p>'
    xs = _ticks(min(x for x, _ in points), max(x for x, _ in points))
    low, high = chart.y_range or (min(0.0, *(y for _, y in points)), max(y for _, y in points))
    ys = _ticks(low, high)

    def to_svg(x: float, y: float) -> tuple[float, float]:
        across = (x - xs[0]) / (xs[-1] - xs[0])
        up = (y - ys[0]) / (ys[-1] - ys[0])
        return LEFT + across * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM)

    rows = math.ceil(len(lines) / IN_A_ROW)
    parts = [f'<svg viewBox="0 0 {WIDTH} {HEIGHT + 18 * (rows - 1)}" role="img" aria-label="{escape(chart.title)}" '
             'font-size="12" fill="var(--soft)">']
    for y in ys:
        _, level = to_svg(xs[0], y)
        parts.append(f'<path d="M{LEFT} {level:.1f}H{WIDTH - RIGHT}" stroke="var(--line)"/>'
                     f'<text x="{LEFT - 8}" y="{level + 4:.1f}" text-anchor="end">{y:g}</text>')
    for x in xs:
        column, _ = to_svg(x, ys[0])
        parts.append(f'<text x="{column:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{x:g}</text>')
    parts.append(f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 8}" text-anchor="end">{escape(chart.x_label)}</text>')
    for number, line in enumerate(lines):
        bars = "".join(_bar(to_svg(x, low), to_svg(x, high), f"var(--series-{number % COLORS})")
                       for x, low, high in line.intervals)
        parts.append(bars + _line(number, line, [to_svg(*point) for point in line.points]))
    return "".join(parts) + "</svg>"


def _bar(foot: tuple[float, float], top: tuple[float, float], color: str) -> str:
    """A vertical error bar with a short stroke at either end."""
    return "".join(f'<path d="{d}" stroke="{color}" stroke-width="1.5" opacity="0.7"/>' for d in (
        f"M{foot[0]:.1f} {foot[1]:.1f}V{top[1]:.1f}", f"M{foot[0] - 5:.1f} {foot[1]:.1f}h10",
        f"M{top[0] - 5:.1f} {top[1]:.1f}h10"))


def _line(number: int, line: Line, points: list[tuple[float, float]]) -> str:
    color = f"var(--series-{number % COLORS})"
    dash = ' stroke-dasharray="6 4"' if line.dashed else ""
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{color}"/>' for x, y in points) \
        if len(points) <= 40 else ""
    left, top = LEFT + number % IN_A_ROW * 170, HEIGHT - 18 + number // IN_A_ROW * 18
    return (f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="2" stroke-linejoin="round"{dash}/>'
            f'{dots}'
            f'<rect x="{left}" y="{top}" width="12" height="12" rx="2" fill="{color}"/>'
            f'<text x="{left + 18}" y="{top + 10}">{escape(line.name)}</text>')


def _ticks(low: float, high: float) -> list[float]:
    """Round numbers for the ticks of an axis from `low` to `high`, at least two and about TICKS of them."""
    span = high - low if high > low else max(abs(low), 1.0)
    rough = span / TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(max(high, low + span) / step - 1e-9)
    return [round(i * step, 12) for i in range(first, last + 1)]
