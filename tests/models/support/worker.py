"""A real worker process, asked over its pipes."""

import json
import subprocess
import sys
import threading

from roofline.protocol.paths import LAUNCH, WORKER


class Worker:
    """A worker process and what it says."""

    def __init__(self, module=WORKER):
        self.process = subprocess.Popen([sys.executable, str(LAUNCH), f"roofline.{module}"], text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.log = ""
        self.ready: dict = {}
        threading.Thread(target=self._drain, daemon=True).start()

    def _drain(self):
        assert self.process.stderr
        for line in self.process.stderr:
            self.log += line

    def say(self, **message):
        assert self.process.stdin
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()

    def hear(self):
        assert self.process.stdout
        return json.loads(self.process.stdout.readline())

    def answer(self):
        """What ends the job."""
        while (message := self.hear())["type"] in ("Progress", "Notice"):
            pass
        return message
