"""A job for the tests of training that hears what is said, and the weights that a run left."""

from roofline.models.core.job import Job
from roofline.protocol.job_files import LAST_WEIGHTS
from roofline.protocol.messages import Notice
from safetensors.torch import load_file


class Listener(Job):
    """A job that remembers what is said, and is cancelled once `stop` says so of a text, or ended by `finish`."""

    def __init__(self, stop=lambda text: False, finish=lambda text: False):
        self.said, self.canceled, self.finished, self.stop, self.finish = [], False, False, stop, finish
        super().__init__("job", self.hear, lambda: self.canceled, lambda: self.finished)

    def hear(self, message):
        self.said.append(message)
        text = getattr(message, "text", "")
        self.canceled = self.canceled or self.stop(text)
        self.finished = self.finished or self.finish(text)

    def steps(self):
        return [int(message.figures["step"]) for message in self.said if getattr(message, "figures", None)]

    def notices(self):
        return " ".join(message.text for message in self.said if isinstance(message, Notice))


def tensors(folder, name=LAST_WEIGHTS):
    return load_file(folder / "run" / name)
