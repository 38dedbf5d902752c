"""A view worker that a test answers for."""

from qgis.core import QgsGeometry
from roofline.protocol.messages import Finished
from roofline.protocol.view_messages import LookAt, Seen


class ViewClient:
    """In the place of plugin.worker.view_client.ViewClient: keeps what is `sent`; `tell` is what the worker says."""

    made: list = []

    def __init__(self, python, folder, on_message, network):
        self.tell, self.sent, self.is_closed = on_message, [], False
        self.made.append(self)

    def send(self, message):
        self.sent.append(message)

    def close(self):
        self.is_closed = True

    @property
    def is_gone(self):
        return self.is_closed

    def wait(self, seconds):
        pass

    def asked(self, kind):
        return [message for message in self.sent if isinstance(message, kind)]

    def see(self, boxes):
        """Say that the last view was looked at, and which buildings are in it."""
        look = self.asked(LookAt)[-1]
        self.tell(Seen(look.job, look.extent, 0.3, 1.0))
        self.tell(Finished(look.job, {"outlines": [as_text(box) for box in boxes]}))


def as_text(box):
    """A rectangle as an outline travels."""
    return bytes(QgsGeometry.fromRect(box).asWkb()).hex()
