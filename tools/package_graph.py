"""Import graph of the packages in models/, plugin/ and ui/ (by `ast`), printed as a table.

    python3 tools/package_graph.py [models plugin ui]
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from pathlib import Path
from typing import Dict, Iterator, List, Tuple

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("models", "plugin", "ui")
Graph = Dict[str, Counter[str]]


def imports(path: Path) -> Iterator[Tuple[str, ast.AST]]:
    """(dotted name, node) of all that a file imports, wherever in it; relative imports resolved from the root."""
    package = path.relative_to(ROOT).parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((f"{module}.{alias.name}".lstrip("."), node) for alias in node.names)


def packages(room: str) -> List[str]:
    """Names of the packages of a room, in alphabetical order."""
    return sorted(path.parent.name for path in (ROOT / room).glob("*/__init__.py"))


def package_graph(room: str) -> Graph:
    """For each package how many imports it has from each other one. Files at the room's root are no package."""
    known = packages(room)
    graph: Graph = {name: Counter() for name in known}
    for name in known:
        for path in sorted((ROOT / room / name).rglob("*.py")):
            for dotted, _ in imports(path):
                parts = dotted.split(".")
                if parts[0] == room and len(parts) > 1 and parts[1] in known and parts[1] != name:
                    graph[name][parts[1]] += 1
    return graph


def bottom_first(graph: Graph) -> List[str]:
    """The packages, each after those that it imports from; ValueError names packages that import each other."""
    order: List[str] = []
    left = dict(graph)
    while left:
        ready = sorted(name for name in left if not set(left[name]) - set(order))
        if not ready:
            raise ValueError(f"{', '.join(sorted(left))} import each other")
        order += ready
        for name in ready:
            del left[name]
    return order


def table(room: str) -> str:
    """Package, number of files, and the packages that it imports from with how often."""
    graph = package_graph(room)
    rows = [(f"{room}/", "files", "imports from (how many)")]
    for name in bottom_first(graph):
        files = sum(path.name != "__init__.py" for path in (ROOT / room / name).rglob("*.py"))
        rows.append((name, str(files), ", ".join(f"{other} ({count})" for other, count in graph[name].most_common())))
    width = max(len(row[0]) for row in rows)
    return "\n".join(f"{name:{width}}  {files:>5}  {others or '-'}" for name, files, others in rows)


def main(rooms: List[str]) -> int:
    try:
        print("\n\n".join(table(room) for room in rooms or ROOMS))
    except ValueError as error:
        print(f"A cycle: {error}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
