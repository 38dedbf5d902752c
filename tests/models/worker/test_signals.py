"""Processes of a cluster end when they are told to, also those that a script started in the background."""

import signal
import subprocess
import sys

import pytest
from roofline.protocol.paths import LAUNCH


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_a_scheduler_with_sigint_ignored_ends_on_signals(sent):
    process = subprocess.Popen(
        [sys.executable, str(LAUNCH), "roofline.models.worker.dask_scheduler", "--port", "0", "--host", "127.0.0.1"],
        stderr=subprocess.PIPE, text=True, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
    try:
        assert process.stderr
        while "Scheduler at" not in (line := process.stderr.readline()):
            assert line, "the scheduler did not start"
        process.send_signal(sent)
        assert process.wait(30) == 0
    finally:
        process.kill()
