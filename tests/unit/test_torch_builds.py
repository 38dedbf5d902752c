"""Which torch is installed, and which ONNX runtime beside it, by what graphics card there is."""

import pytest
from roofline.plugin.environment import installation, virtual_environment
from roofline.plugin.environment.installation import _Installation
from roofline.plugin.environment.interpreters import Interpreter
from roofline.plugin.environment.torch_builds import PYTORCH_INDEX, pinned_torch, torch_builds, with_gpu_runtime
from roofline.plugin.environment.virtual_environment import Environment, Recipe


def test_without_a_driver_the_processors_build_is_tried_first_and_never_required():
    builds = torch_builds(None, "linux")
    found = [(build.tag, build.index) for build in builds]
    assert found == [("cpu", None), ("cpu", f"{PYTORCH_INDEX}/cpu"), ("", None)]
    assert builds[0].arguments("torch==2.13.0") == ["torch==2.13.0+cpu"]
    assert builds[-1].arguments("torch==2.13.0") == ["torch==2.13.0"]


@pytest.mark.parametrize("driver, platform, first", [
    ("580.65.06", "linux", ""), ("580.65.06", "win32", "cu130"), ("575.51.03", "linux", "cu129"),
    ("570.86.10", "linux", "cu128"), ("535.183", "linux", "cu126"), ("470.256", "linux", "cpu"), (None, "darwin", ""),
])
def test_the_driver_decides_on_the_cuda_build(driver, platform, first):
    assert torch_builds(driver, platform)[0].tag == first


class InstallerOf:
    """An installer for which pip can have everything but `lacking`; it keeps what it was told to install."""

    def __init__(self, lacking=""):
        self.lacking, self.installed = lacking or "nothing", None

    def make_venv(self, interpreter, folder, gigabytes):
        folder.mkdir(parents=True)

    def upgrade_pip(self, python):
        """It is new enough."""

    def choose_torch(self, python, pinned, builds):
        return next(build for build in builds if self.offers(python, *build.arguments(pinned)))

    def offers(self, python, *arguments):
        return not arguments[0].startswith(self.lacking)

    def install(self, python, requirements, extra, scratch, build):
        self.installed = [line for line in requirements.read_text().splitlines() if "runtime" in line] + extra


@pytest.fixture()
def fill(tmp_path, monkeypatch):
    """Installs on a computer with the NVIDIA driver `driver`, where pip lacks something; what was installed, and
    told."""
    def act(driver, lacking, platform="linux"):
        told = []
        monkeypatch.setattr(installation, "torch_builds", lambda driver: torch_builds(driver, platform))
        _Installation(environment, installer := InstallerOf(lacking), driver, told.append)._fill(
            Interpreter(tmp_path / "python3", (3, 12)), None)
        return installer.installed, told

    monkeypatch.setattr(installation, "require_space", lambda folder, gigabytes: None)
    pins = tmp_path / "worker.txt"
    pins.write_text("# pins\ntorch==2.13.0\nonnx==1.23.2\nonnxruntime==1.31.1\n")
    environment = Environment(tmp_path / "home", Recipe(pins, ("json",)))
    return act


@pytest.mark.parametrize("driver, lacking, installed", [
    ("580.65.06", "", ["onnxruntime-gpu==1.31.1", "torch==2.13.0"]),
    ("580.65.06", "onnxruntime-gpu==1.31.1", ["onnxruntime==1.31.1", "torch==2.13.0"]),
    ("570.86.10", "", ["onnxruntime==1.31.1", "torch==2.13.0+cu128"]),  # its CUDA is 12
    (None, "", ["onnxruntime==1.31.1", "torch==2.13.0+cpu"]),
])
def test_the_onnx_runtime_for_graphics_cards_comes_with_a_torch_of_its_cuda(fill, driver, lacking, installed):
    assert fill(driver, lacking) == (installed, [])


def test_a_bigger_torch_than_the_planned_one_is_told_with_its_size(fill):
    installed, told = fill(None, "torch==2.13.0+cpu")
    assert installed == ["onnxruntime==1.31.1", "torch==2.13.0"]
    assert len(told) == 1 and "5.5 GB on the disk" in told[0] and f"{PYTORCH_INDEX}/cpu" in told[0]


def test_a_torch_that_cannot_use_the_graphics_card_is_told(fill):
    installed, told = fill("580.65.06", "torch==2.13.0+", "win32")
    assert installed == ["onnxruntime==1.31.1", "torch==2.13.0"]
    assert len(told) == 1 and "will work on the processor" in told[0] and f"{PYTORCH_INDEX}/cu1" in told[0]


def test_of_the_pins_only_the_onnx_runtime_is_another_on_graphics_cards():
    pins = virtual_environment.REQUIREMENTS.read_text()
    changed = set(with_gpu_runtime(pins).splitlines()) ^ set(pins.splitlines())
    assert {line.split("==")[0] for line in changed} == {"onnxruntime", "onnxruntime-gpu"}
    assert len({line.split("==")[1] for line in changed}) == 1


def test_torch_is_pinned():
    assert pinned_torch(virtual_environment.REQUIREMENTS).startswith("torch==2.")
