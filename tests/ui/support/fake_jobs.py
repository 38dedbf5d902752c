"""Jobs that end when a test says so."""

from qgis.PyQt.QtCore import QObject, pyqtSignal


class FakeJob(QObject):
    """A job that ends when the test says so."""

    ended = pyqtSignal(object)

    def __init__(self, algorithm, parameters):
        super().__init__()
        self.algorithm, self.parameters, self.found = algorithm, parameters, None

    def take_layer(self, identifier):
        return self.found


class FakeJobs(QObject):
    """Begins a job and keeps it."""

    changed = pyqtSignal()
    busy = False

    def __init__(self):
        super().__init__()
        self.begun = []

    def start(self, algorithm, parameters):
        self.begun.append(FakeJob(algorithm, parameters))
        return self.begun[-1]
