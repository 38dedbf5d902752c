"""Layered architecture: which room, and which package in a room, may import which."""

import ast
import re
import sys
from collections import Counter

import pytest
from roofline.models.worker.server import JOBS
from roofline.protocol.job_requests import REQUESTS
from roofline.protocol.launch import ROOT
from roofline.protocol.paths import DDP_WORKER, VIEW_WORKER, WORKER
from roofline.tools.package_graph import bottom_first, imports, package_graph, packages

MAY_IMPORT = {
    "protocol": set(),
    "scenes": {"numpy", "scipy", "shapely", "affine", "rasterio"},
    "models": {"protocol", "scenes", "numpy", "torch", "torchvision", "segmentation_models_pytorch", "timm", "peft",
               "safetensors", "huggingface_hub", "rasterio", "affine", "shapely", "pyogrio", "pyproj", "scipy", "PIL",
               "onnx", "google", "onnxruntime", "distributed", "psutil"},
    "plugin": {"protocol", "qgis", "osgeo"},
    "ui": {"protocol", "plugin", "qgis"},
}
NEVER = {"plugin": {"qgis.gui", "qgis.PyQt.QtWidgets"}}
PROGRAMS = ("scenes/gallery.py", "scenes/write.py")
"""Programs for us, which may import anything of ours."""
PANEL = ("plugin/plugin.py", "ui")
"""An exception: initGui imports the panel inside the method, so that qgis_process loads no widget."""

PACKAGES = {
    "models": ("core", "networks", "onnx_io", "geodata", "vectorize", "regularize", "data", "inference", "evaluation",
               "training", "labelling", "live", "pretraining", "diagnostics", "worker"),
    "plugin": ("environment", "worker", "layers", "online", "history", "review", "jobs", "processing"),
    "ui": ("words", "widgets", "label", "check", "running", "pages"),
}
"""Bottom first: a package imports only from those before it. `tools/package_graph.py` shows what it does import."""
KNOW_BACKBONES = ("networks", "onnx_io", "pretraining")
"""The packages of `models` that may name one: the registry, an error that advises another, and what makes one."""
BACKBONES = re.compile(r"prithvi|terratorch|convnext|dinov|resnet|\bvit_|\btu-", re.IGNORECASE)
BELOW_ALL = ("plugin/compat.py", "plugin/help_pages.py", "plugin/translation.py")
ABOVE_ALL = ("plugin/plugin.py", "ui/panel.py", "ui/panel_action.py")
"""Files that lie in no package."""

FILES = [path for room in MAY_IMPORT for path in sorted((ROOT / room).rglob("*.py"))
         if path.relative_to(ROOT).as_posix() not in PROGRAMS]


def inside_init_gui(path, node):
    functions = [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.FunctionDef)]
    return any(f.lineno <= node.lineno <= (f.end_lineno or 0) for f in functions if f.name == "initGui")


def forbidden_imports(path):
    name = path.relative_to(ROOT).as_posix()
    room = name.split("/")[0]
    allowed = MAY_IMPORT[room] | {room} | set(sys.stdlib_module_names)
    for imported, node in imports(path):
        top = imported.split(".")[0]
        if (name, top) == PANEL and inside_init_gui(path, node):
            continue
        never = any(imported == module or imported.startswith(f"{module}.") for module in NEVER.get(room, ()))
        if top not in allowed or never:
            yield f"{name}:{node.lineno} imports {imported}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_imports_only_what_it_may(path):
    assert list(forbidden_imports(path)) == []


@pytest.mark.parametrize("room", PACKAGES)
def test_a_package_imports_only_from_those_before_it(room):
    order = PACKAGES[room]
    assert packages(room) == sorted(order)
    wrong = [f"{room}/{name} imports from {other}" for name, others in package_graph(room).items() for other in others
             if order.index(other) > order.index(name)]
    assert wrong == []


@pytest.mark.parametrize("room", PACKAGES)
def test_what_lies_in_no_package_is_below_or_above_all(room):
    loose = {path.relative_to(ROOT).as_posix() for path in (ROOT / room).glob("*.py")} - {f"{room}/__init__.py"}
    assert loose == {path for path in (*BELOW_ALL, *ABOVE_ALL) if path.startswith(room)}
    above = {path[:-3].replace("/", ".") for path in ABOVE_ALL}
    for path in FILES:
        name = path.relative_to(ROOT).as_posix()
        upward = {imported for imported, _ in imports(path) if any(f"{imported}.".startswith(f"{a}.") for a in above)}
        assert not upward or name in ABOVE_ALL, name
        assert name not in BELOW_ALL or not any(imported.startswith(f"{room}.") for imported, _ in imports(path))


def test_two_packages_that_import_each_other_are_named():
    graph = {"a": Counter(b=1), "b": Counter(a=1), "c": Counter()}
    with pytest.raises(ValueError, match="a, b import each other"):
        bottom_first(graph)
    assert bottom_first({"a": Counter(b=1), "b": Counter(c=2), "c": Counter()}) == ["c", "b", "a"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_between_our_files_are_relative(path):
    own = set(MAY_IMPORT) | {"roofline", ROOT.name}
    absolute = [f"{path}:{node.lineno}" for name, node in imports(path)
                if not getattr(node, "level", 0) and name.split(".")[0] in own]
    assert absolute == []


def test_the_worker_imports_nothing_heavy_before_it_has_claimed_stdout():
    heavy = MAY_IMPORT["models"] - {"protocol"}
    for file in ("__main__.py", "server.py", "view_server.py"):
        tree = ast.parse((ROOT / "models" / "worker" / file).read_text(encoding="utf-8"))
        names = [alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names]
        names += [node.module or "" for node in tree.body if isinstance(node, ast.ImportFrom) and not node.level]
        assert not heavy & {name.split(".")[0] for name in names}


def test_every_job_and_every_process_has_its_module_and_function():
    for module, function in (place.split(":") for place in JOBS.values()):
        tree = ast.parse((ROOT / "models" / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8"))
        assert function in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert set(JOBS) == set(REQUESTS)
    assert (ROOT / WORKER.replace(".", "/") / "__main__.py").is_file()
    for module in (DDP_WORKER, VIEW_WORKER):
        assert (ROOT / f"{module.replace('.', '/')}.py").is_file()


def test_the_protocol_is_written_for_python_3_9():
    for path in (ROOT / "protocol").rglob("*.py"):
        ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 9))


def test_one_broad_except_in_the_repository():
    found = []
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler) and catches_everything(node) and not raises_again(node):
                found.append(path.relative_to(ROOT).as_posix())
    assert found == ["models/worker/server.py"]


def catches_everything(handler):
    names = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(name is None or getattr(name, "id", "") in ("Exception", "BaseException") for name in names)


def raises_again(handler):
    return isinstance(handler.body[-1], ast.Raise) and handler.body[-1].exc is None


def test_tests_share_helpers_and_never_import_each_other():
    wrong = [f"{path.relative_to(ROOT)}:{node.lineno} imports {name}"
             for path in sorted((ROOT / "tests").rglob("*.py")) for name, node in imports(path)
             if any(part == "conftest" or part.startswith("test_") for part in name.split(".")[:-1])]
    assert wrong == []


@pytest.mark.parametrize("package", [name for name in PACKAGES["models"] if name not in KNOW_BACKBONES])
def test_training_and_prediction_know_no_backbone_by_its_name(package):
    named = [(path.name, found[0]) for path in (ROOT / "models" / package).rglob("*.py")
             if (found := BACKBONES.search(path.read_text(encoding="utf-8")))]
    assert named == []
