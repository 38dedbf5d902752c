"""Each room imports only from the rooms that DESIGN section 1 allows."""

import ast
import sys

import pytest
from roofline.protocol.paths import ROOT

MAY_IMPORT = {
    "protocol": set(),
    "models": {"protocol", "numpy", "torch", "torchvision", "segmentation_models_pytorch", "timm", "peft",
               "safetensors", "huggingface_hub", "rasterio", "affine", "shapely", "pyogrio", "pyproj", "scipy", "PIL",
               "onnx", "google", "onnxruntime", "distributed"},
    "plugin": {"protocol", "qgis", "osgeo"},
    "ui": {"protocol", "plugin", "qgis"},
}
NEVER = {"plugin": {"qgis.gui", "qgis.PyQt.QtWidgets"}}
PANEL = ("plugin/plugin.py", "ui")
"""An exception: initGui imports the panel inside the method, so that qgis_process loads no widget."""

FILES = [path for room in MAY_IMPORT for path in sorted((ROOT / room).rglob("*.py"))]


def imports(path):
    """(dotted name, node) of everything a file imports; relative imports resolved to rooms."""
    package = path.relative_to(ROOT).parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((f"{module}.{alias.name}".lstrip("."), node) for alias in node.names)


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


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_between_our_files_are_relative(path):
    own = set(MAY_IMPORT) | {"roofline", ROOT.name}
    absolute = [f"{path}:{node.lineno}" for name, node in imports(path)
                if not getattr(node, "level", 0) and name.split(".")[0] in own]
    assert absolute == []


def test_the_worker_imports_nothing_heavy_before_it_has_claimed_stdout():
    heavy = MAY_IMPORT["models"] - {"protocol"}
    tree = ast.parse((ROOT / "models" / "worker.py").read_text(encoding="utf-8"))
    names = [alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module for node in tree.body if isinstance(node, ast.ImportFrom) and node.module and not node.level]
    assert not heavy & {name.split(".")[0] for name in names}


def test_the_protocol_is_written_for_python_3_9():
    for path in (ROOT / "protocol").glob("*.py"):
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
