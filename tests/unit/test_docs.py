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
BENCHMARK = re.compile(r"make benchmark NAME=(\w+)([^\n`]*)")
LAUNCHED = re.compile(r"(\S+) protocol/launch\.py roofline\.((?:benchmarks|models|recipes)\.[\w.]+)")


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


@pytest.mark.parametrize("program", sorted((ROOT / "benchmarks").glob("*.py")), ids=lambda path: path.stem)
def test_a_benchmark_takes_the_options_that_documents_give_it(program):
    """And --data, which `make benchmark` gives to each wherever the labelled sets lie beside the checkout."""
    calls = [call for path in [*DOCUMENTS, *(ROOT / "benchmarks").glob("*.py")]
             for call in BENCHMARK.findall(path.read_text(encoding="utf-8")) if call[0] == program.stem]
    code = program.read_text(encoding="utf-8")
    if "grid_options" in code:
        code += (ROOT / "benchmarks" / "grid.py").read_text(encoding="utf-8")
    given = {"--data"} | {option for _, text in calls for option in re.findall(r"(?<![\w-])--[a-z][\w-]*", text)}
    assert not calls or [option for option in sorted(given) if f'"{option}"' not in code] == []


def test_every_benchmark_that_a_document_names_is_there():
    named = {name for path in DOCUMENTS for name, _ in BENCHMARK.findall(path.read_text(encoding="utf-8"))}
    programs = {path.stem for path in (ROOT / "benchmarks").glob("*.py")}
    assert len(named) > 20 and named - programs == set()


def test_what_needs_torch_is_started_by_the_python_that_has_it():
    """`python3` is QGIS's; only a benchmark that imports qgis runs in that."""
    code = [*(ROOT / "benchmarks").glob("*.py"), *(ROOT / "recipes").glob("*.py"), *(ROOT / "models").rglob("*.py")]
    started = {call for path in [*DOCUMENTS, *code] for call in LAUNCHED.findall(path.read_text(encoding="utf-8"))}
    wrong = [module for python, module in started if python.strip("`") == "python3" and "from qgis" not in
             (ROOT / (module.replace(".", "/") + ".py")).read_text(encoding="utf-8")]
    assert started and wrong == []


@pytest.mark.parametrize("document", ["README.md", "docs/install.md"])
def test_the_disk_space_that_is_told_is_that_of_the_set_up(document):
    text = " ".join((ROOT / document).read_text(encoding="utf-8").split())
    told = re.search(r"([\d.]+) GB of disk while it installs and ([\d.]+) GB afterwards; "
                     r"with an NVIDIA card ([\d.]+) GB and ([\d.]+) GB", text)
    assert tuple(map(float, told.groups())) == (CPU_GIGABYTES, CPU_KEPT_GIGABYTES, CUDA_GIGABYTES, CUDA_KEPT_GIGABYTES)
