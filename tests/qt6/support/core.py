"""Of qgis.core, the classes with a signal, and those whose values go on to Qt."""

from PyQt6 import QtCore, QtGui, QtWidgets

from .thin import Loose, OpenQt, Thin

signal = QtCore.pyqtSignal
PROJECT = "/p/town.qgz"


class Project(Loose, QtCore.QObject, metaclass=OpenQt):
    readProject, cleared, projectSaved = signal(), signal(), signal()
    layersAdded, layersRemoved, layersWillBeRemoved = signal(list), signal(list), signal(list)
    only = None

    @classmethod
    def instance(cls):
        cls.only = cls.only or cls()
        return cls.only

    def fileName(self):
        return PROJECT

    def readEntry(self, *_):
        return "", False

    def mapLayer(self, _):
        return None

    def mapLayers(self):
        return {}


class Algorithm(Thin):
    """One that cannot run."""

    def checkParameterValues(self, *_):
        return False, "There is no QGIS here."


class Registry(Thin):
    def algorithmById(self, _):
        return Algorithm()


class Application(Thin):
    processingRegistry = Registry
    instance = staticmethod(QtWidgets.QApplication.instance)
    getThemeIcon = staticmethod(lambda name: QtGui.QIcon())
    getThemeCursor = staticmethod(lambda name: QtGui.QCursor())


class Task(Loose, QtCore.QObject, metaclass=OpenQt):
    def __init__(self, *_):
        super().__init__()


class Feedback(Loose, QtCore.QObject, metaclass=OpenQt):
    progressChanged, canceled = signal(float), signal()

    def __init__(self, *_):
        super().__init__()


class RunnerTask(Task):
    executed = signal(bool, dict)


class Parameter(Thin):
    """The definition of a Processing parameter, from which Wrapper makes a widget."""

    def __init__(self, name="", description="", *rest, type=None, defaultValue=None, options=None, **_):
        self._name, self._description = name, description
        self.options = rest[0] if rest and isinstance(rest[0], list) else None
        self._default = defaultValue if defaultValue is not None or self.options else (rest[0] if rest else None)

    def name(self):
        return self._name

    def description(self):
        return self._description

    def defaultValue(self):
        return self._default


class Boolean(Parameter):
    pass


class Choice(Parameter):
    pass


class Number(Parameter):
    pass


class Text(Parameter):
    pass


class PointXY(Thin):
    def __init__(self, x=0.0, y=0.0):
        self._at = (x.x(), x.y()) if isinstance(x, (PointXY, QtCore.QPointF)) else (float(x), float(y))

    def x(self):
        return self._at[0]

    def y(self):
        return self._at[1]


class Geometry(Thin):
    """A shape that is there."""

    def isEmpty(self):
        return False


for maker in ("fromPolygonXY", "fromPolylineXY", "fromRect", "fromWkt", "collectGeometry"):
    setattr(Geometry, maker, staticmethod(lambda *_: Geometry()))


class Crs(Thin):
    pass


class CsError(Exception):
    pass
