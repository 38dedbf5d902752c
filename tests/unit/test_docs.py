"""Documents name files that exist, and the tables of packages are those of the tree."""

import re

import pytest
from roofline.plugin.environment.torch_builds import (
    CPU_GIGABYTES,
    CPU_KEPT_GIGABYTES,
    CUDA_GIGABYTES,
    CUDA_KEPT_GIGABYTES,
)
from roofline.protocol.paths import ROOT
from roofline.tools.package_graph import ROOMS, packages

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "protocol" / "README.md"])
PATH = re.compile(r"(?<![\w./-])((?:models|plugin|ui|protocol|tests|tools|benchmarks|recipes|scenes|docs)/[\w./-]*\w)")
LINK = re.compile(r"\]\(([^)#:]+)\)")


def missing_paths(document):
    text = document.read_text(encoding="utf-8")
    for name in PATH.findall(text):
        if not (ROOT / name).exists():
            yield name
    for name in LINK.findall(text):
        if not (document.parent / name).exists():
            yield name


@pytest.mark.parametrize("document", [path for path in DOCUMENTS if path.name != "CHANGELOG.md"],
                         ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_that_a_document_names_is_there(document):
    assert list(missing_paths(document)) == []


@pytest.mark.parametrize("room", ROOMS)
def test_the_architecture_has_a_line_for_each_package(room):
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = text.split(f"| `{room}/` |")[1].split("\n\n")[0]
    named = {name.strip() for row in re.findall(r"^\| ([\w, ]+) \|", table, re.M) for name in row.split(",")}
    assert named == set(packages(room))


@pytest.mark.parametrize("heading", ["A label's way", "A pixel's way"])
def test_the_names_in_a_picture_are_those_in_its_files(heading):
    """`file.py  name: what it does`: where a name follows a path, the file defines it."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").split(f"## {heading}")[1].split("```")[1]
    found = re.findall(r"((?:models|plugin)/[\w/]+\.py) +([A-Za-z_]\w+)(?=[.:,; ]|$)", text, re.M)
    for path, name in found:
        if re.search(r"[A-Z_]", name):
            assert re.search(rf"^(class|def) {name}\b|^{name}\b", (ROOT / path).read_text(encoding="utf-8"), re.M), name


def test_every_kind_of_layer_has_a_test():
    text = (ROOT / "docs" / "layers.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith("| kind ")]
    assert len(rows) > 50 and [row for row in rows if not re.search(r"`test_\w+` \|$", row)] == []


def test_every_test_that_a_document_names_is_there():
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))
    named = {name for path in DOCUMENTS for name in re.findall(r"`(test_\w+)`", path.read_text(encoding="utf-8"))}
    assert named and [name for name in sorted(named) if f"def {name}(" not in code] == []


def test_the_troubleshooting_quotes_what_the_product_says():
    code = " ".join(path.read_text(encoding="utf-8") for room in ("models", "plugin", "protocol", "ui")
                    for path in (ROOT / room).rglob("*.py"))
    code = re.sub(r'"\s*\n\s*f?"', "", code)  # texts of several lines
    quoted = re.findall(r'"([^"\n]{8,})"', (ROOT / "docs" / "troubleshooting.md").read_text(encoding="utf-8"))
    parts = [part.strip(" .()") for text in quoted for part in re.split(r"\.\.\.|\d[\d.]*", text)]
    assert len(quoted) > 30 and [part for part in parts if len(part) > 6 and part not in code] == []


@pytest.mark.parametrize("document", ["README.md", "docs/install.md"])
def test_the_disk_space_that_is_told_is_that_of_the_set_up(document):
    text = " ".join((ROOT / document).read_text(encoding="utf-8").split())
    told = re.search(r"([\d.]+) GB of disk while it installs and ([\d.]+) GB afterwards; "
                     r"with an NVIDIA card ([\d.]+) GB and ([\d.]+) GB", text)
    assert tuple(map(float, told.groups())) == (CPU_GIGABYTES, CPU_KEPT_GIGABYTES, CUDA_GIGABYTES, CUDA_KEPT_GIGABYTES)
