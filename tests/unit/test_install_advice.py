"""What is told of an installation's log: its steps in words, and what to do when it failed."""

import pytest
from roofline.plugin.environment.install_advice import (
    DownloadProgress,
    advice,
    cause,
    progress_text,
    without_credentials,
)


@pytest.mark.parametrize("line, cure", [
    ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "about 3 GB"),
    ("NewConnectionError: Failed to establish a new connection: [Errno 111] Connection refused", "network connection"),
    ("[Errno -3] Temporary failure in name resolution", "network connection"),
    ("[Errno -3] Temporary failure in name resolution", "a SOCKS one is not"),
    ("ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed: 407'))", "HTTPS_PROXY"),
    ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]'))", "PIP_CERT"),
    ("The virtual environment was not created successfully because ensurepip is not available.", "python3-venv"),
    ("ERROR: Could not find a version that satisfies the requirement timm==1.0 (from versions: none)\n"
     "ERROR: No matching distribution found for timm==1.0", "offers no timm==1.0 at all"),
    ("PermissionError: [WinError 5] Access is denied", "virus scanner"),
    ("ERROR: No matching distribution found for torch==2.13.0", "has no torch==2.13.0"),
    ("ended with -9", "memory"),
    ("something new", "with the log"),
])
def test_a_failure_is_told_with_what_to_do(line, cure):
    assert cure in advice([line], 3.0)


@pytest.mark.parametrize("lines, found", [
    (["ERROR: no such package", "", "WARNING: a newer pip is there"], "no such package."),
    (["error: Failed to fetch", "  Caused by: timeout"], "Failed to fetch."),
    (["error: Failed to fetch", "cause: timeout!"], "Failed to fetch: timeout!"),
    (["ERROR: Exception:", "Traceback (most recent call last):", "ValueError: no host", ""], "ValueError: no host."),
    ([], "it printed nothing."),
])
def test_the_cause_is_the_line_that_tells_it(lines, found):
    assert cause(lines) == found


def test_an_unreachable_index_is_not_mistaken_for_a_missing_package():
    lines = ["WARNING: Retrying: NewConnectionError: refused", "ERROR: No matching distribution found for timm==1.0"]
    assert "cannot be reached" in advice(lines, 3.0)


def test_the_log_holds_no_credentials():
    user, word = "anna", "hush"
    line = f"Looking in indexes: https://{user}:{word}@packages.example.org/simple?token={word}, https://pypi.example.org"
    told = without_credentials(line)
    assert user not in told and word not in told
    assert "packages.example.org/simple" in told and "https://pypi.example.org" in told


@pytest.mark.parametrize("line, text", [
    ("Collecting torch==2.13.0", "Looking for torch"),
    ("  Downloading torch-2.13.0-cp311-cp311-manylinux_2_28_x86_64.whl (526.6 MB)", "Downloading torch (526.6 MB)"),
    ("  Downloading https://mirror/typing_extensions-4.16.0-py3-none-any.whl (37 kB)",
     "Downloading typing-extensions (37 kB)"),
    ("Processing /some where/numpy-2.4.6-cp311-cp311-linux_x86_64.whl", "Taking numpy"),
    ("  Using cached scipy-1.17.1-cp311-cp311-manylinux_2_27_x86_64.whl (35.0 MB)", "Taking scipy (35.0 MB)"),
    ("Installing collected packages: mpmath, typing-extensions, numpy", "Installing 3 packages"),
    ("  Downloading torch-2.13.0-cp311-cp311-manylinux_2_28_x86_64.whl.metadata (30 kB)", None),
    ("     ------- 2.3/2.3 MB 205.6 MB/s eta 0:00:00", None),
    ("", None),
])
def test_pips_lines_become_words(line, text):
    assert progress_text(line) == text


def test_a_download_is_told_in_bytes():
    progress = DownloadProgress(0.3)
    told = []
    for line in ("Collecting torch==2.13.0",
                 "  Downloading torch-2.13.0-cp311-cp311-manylinux_2_28_x86_64.whl (190.6 MB)",
                 "Progress 0 of 190600000", "Progress 60000000 of 190600000", "Progress 190600000 of 190600000",
                 "  Downloading timm-1.0.31-py3-none-any.whl.metadata (30 kB)", "Looking in indexes: https://pypi.org",
                 "  Downloading timm-1.0.31-py3-none-any.whl (2.8 MB)", "Progress 1400000 of 2800000"):
        if progress.read(line):
            told.append((round(progress.fraction, 2), progress.text))
    assert told[1:] == [
        (0.11, "Downloading torch (190.6 MB)"),
        (0.11, "Downloading torch: 0.0 of 190.6 MB (0.00 of about 0.3 GB)"),
        (0.24, "Downloading torch: 60.0 of 190.6 MB (0.06 of about 0.3 GB)"),
        (0.54, "Downloading torch: 190.6 of 190.6 MB (0.19 of about 0.3 GB)"),
        (0.54, "Downloading timm (2.8 MB)"),
        (0.55, "Downloading timm: 1.4 of 2.8 MB (0.19 of about 0.3 GB)")]


def test_where_nothing_is_downloaded_the_packages_count():
    progress = DownloadProgress(3.0)
    fractions = []
    for line in [*["Processing /wheels/numpy-2.4.6-cp311-cp311-linux_x86_64.whl"] * 75,
                 "Installing collected packages: numpy"]:
        assert progress.read(line)
        fractions.append(progress.fraction)
    assert fractions == sorted(fractions) and fractions[-2] == pytest.approx(0.45) and fractions[-1] == 0.85
    assert not progress.read("Progress 5 of 10")  # of no file that is known
