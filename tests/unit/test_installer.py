"""The installer's commands: what it says of one that failed."""

import sys
from pathlib import Path

import pytest
from roofline.plugin.environment.installation import gather
from roofline.plugin.environment.installer import SMALL_DISK_FOR_BUNDLE, Installer, require_space
from roofline.plugin.environment.system import SetupError
from roofline.plugin.environment.virtual_environment import Environment


def quiet(fraction, text):
    """Progress that nobody hears."""


@pytest.mark.parametrize(("words", "cure"), [
    ({}, "worker's environment needs about 1000000000.0 GB, .* ROOFLINE_HOME"),
    ({"too_small": SMALL_DISK_FOR_BUNDLE}, "bundle needs about 1000000000.0 GB, .* .BUNDLE_TO.")])
def test_a_disk_that_is_too_small_is_told_with_what_is_to_lie_there(tmp_path, words, cure):
    with pytest.raises(SetupError, match=cure):
        require_space(tmp_path, 1e9, **words)


def test_a_folder_for_a_bundle_that_cannot_be_written_is_not_taken_for_the_data_folder(tmp_path):
    (tmp_path / "stick").write_text("a file")
    with pytest.raises(SetupError, match="stick/wheels cannot be written: Not a directory. .* name another folder"):
        gather(tmp_path / "stick", quiet, environment=Environment(tmp_path / "home"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is full all the time")
def test_a_disk_that_is_too_full_for_the_log_is_told_with_the_space_that_is_needed(tmp_path):
    with open(tmp_path / "lock", "w") as lock:
        installer = Installer(Path("/dev/full"), lock, quiet, lambda: False, {}, tmp_path)
        printed = "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device"
        with pytest.raises(SetupError, match="Installing the packages failed: .* The disk is full. Free about 10 GB"):
            installer._run_or_fail("Installing the packages", [sys.executable, "-c", f"print({printed!r}); exit(1)"],
                                   10.0)
