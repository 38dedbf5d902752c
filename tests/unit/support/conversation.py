"""Talk with the toy worker, and a look at its process."""

import time
from pathlib import Path

from roofline.protocol.job_requests import Train
from roofline.protocol.messages import Notice, Progress
from roofline.protocol.settings.training import TrainSettings

TOY = "tests.unit.toys.worker"


class Conversation:
    """Asks `client` for one toy training and keeps the messages."""

    def __init__(self, client, folder):
        self.client, self.folder = client, folder
        self.messages = []

    def run(self, act, is_canceled=lambda: False, imagery=(), **more):
        request = Train(job=f"job-{act}", folder=str(self.folder), imagery=list(imagery), labels="", model="m.roofline",
                        settings=TrainSettings().to_dict(), base_model=act, previews=True)
        return self.client.run(request, self.messages.append, is_canceled, **more)

    @property
    def progress(self):
        return [message for message in self.messages if isinstance(message, Progress)]

    @property
    def notices(self):
        return [message.text for message in self.messages if isinstance(message, Notice)]


def is_alive(pid):
    """Whether `pid` runs; a zombie that nobody has waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def wait_until(condition, seconds):
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


def canceled_after(seconds):
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end
