"""Of qgis.gui, the widgets, the map with its tools, and the widgets of Processing parameters."""

from PyQt6 import QtCore, QtGui, QtWidgets

from .core import Boolean, Choice, Crs, PointXY, Project, Text
from .thin import Anything, Loose, OpenQt, Thin

signal = QtCore.pyqtSignal


class Wrapper(Loose, QtCore.QObject, metaclass=OpenQt):
    """The widget of a parameter: the same kinds of Qt as QGIS's."""

    widgetValueHasChanged = signal()

    def __init__(self, parameter):
        super().__init__()
        self._parameter = parameter

    def createWrappedWidget(self, _):
        if isinstance(self._parameter, Boolean):
            self._widget = QtWidgets.QCheckBox(self._parameter.description())
            self._widget.toggled.connect(self.widgetValueHasChanged)
        elif isinstance(self._parameter, Choice):
            self._widget = QtWidgets.QComboBox()
            self._widget.addItems(self._parameter.options)
            self._widget.currentIndexChanged.connect(self.widgetValueHasChanged)
        elif isinstance(self._parameter, Text):
            self._widget = QtWidgets.QLineEdit()
            self._widget.textChanged.connect(self.widgetValueHasChanged)
        else:
            self._widget = QtWidgets.QDoubleSpinBox()
            self._widget.setMaximum(1e9)
            self._widget.valueChanged.connect(self.widgetValueHasChanged)
        return self._widget

    def parameterValue(self):
        if isinstance(self._parameter, Boolean):
            return self._widget.isChecked()
        if isinstance(self._parameter, Choice):
            return self._widget.currentText()
        if isinstance(self._parameter, Text):
            return self._widget.text()
        return self._widget.value() or self._parameter.defaultValue()

    def setParameterValue(self, value, _):
        if isinstance(self._parameter, Boolean):
            self._widget.setChecked(bool(value))
        elif isinstance(self._parameter, Choice):
            self._widget.setCurrentText(value)
        elif isinstance(self._parameter, Text):
            self._widget.setText(value or "")
        else:
            self._widget.setValue(value or 0)


class Gui(Thin):
    @staticmethod
    def processingGuiRegistry():
        registry = Thin()
        registry.createParameterWidgetWrapper = lambda definition, kind: Wrapper(definition)
        return registry


class Canvas(Loose, QtWidgets.QGraphicsView, metaclass=OpenQt):
    destinationCrsChanged, extentsChanged, mapCanvasRefreshed = signal(), signal(), signal()
    mapToolSet, currentLayerChanged, layersChanged = signal(object, object), signal(object), signal()

    def __init__(self, *_):
        super().__init__(QtWidgets.QGraphicsScene())
        self._tool = None

    def project(self):
        return Project.instance()

    def mapTool(self):
        return self._tool

    def setMapTool(self, tool):
        before, self._tool = self._tool, tool
        if before is not None:
            before.deactivate()
        if tool is not None:
            tool.activate()
        self.mapToolSet.emit(tool, before)

    def unsetMapTool(self, tool):
        if tool is self._tool:
            self.setMapTool(None)

    def layers(self):
        return []

    def mapSettings(self):
        settings = Thin()
        settings.destinationCrs = Crs
        settings.visiblePolygon = lambda: QtGui.QPolygonF([QtCore.QPointF(x, y) for x, y in ((0, 0), (9, 0), (9, 9))])
        return settings

    def mousePressEvent(self, event):
        self._pass("canvasPressEvent", event)

    def mouseMoveEvent(self, event):
        self._pass("canvasMoveEvent", event)

    def mouseReleaseEvent(self, event):
        self._pass("canvasReleaseEvent", event)

    def keyPressEvent(self, event):
        if self._tool is not None:
            self._tool.keyPressEvent(event)

    def _pass(self, method, event):
        if self._tool is not None:
            getattr(self._tool, method)(MapMouseEvent(
                event.type(), event.position(), event.globalPosition(), event.button(), event.buttons(),
                event.modifiers()))


class MapTool(Loose, QtCore.QObject, metaclass=OpenQt):
    activated, deactivated = signal(), signal()
    digitizingCompleted = signal(object)

    def __init__(self, canvas, *_):
        super().__init__(canvas)
        self._canvas = canvas

    def canvas(self):
        return self._canvas

    def isActive(self):
        return self._canvas.mapTool() is self

    def activate(self):
        self.activated.emit()

    def deactivate(self):
        self.deactivated.emit()

    def setCursor(self, cursor):
        QtGui.QCursor(cursor)

    def keyPressEvent(self, event):
        event.ignore()

    def size(self):
        return 0

    def toMapCoordinates(self, point):
        return PointXY(point.x(), point.y())

    def toCanvasCoordinates(self, point):
        return QtCore.QPoint(round(point.x()), round(point.y()))

    def canvasPressEvent(self, event):
        event.ignore()

    canvasMoveEvent = canvasReleaseEvent = canvasPressEvent

    digitizingStrokeColor = staticmethod(lambda: QtGui.QColor("red"))
    digitizingStrokeWidth = staticmethod(lambda: 2)


class MapMouseEvent(QtGui.QMouseEvent):
    """As QGIS's: a mouse event that knows the map."""

    def originalPixelPoint(self):
        return self.position().toPoint()

    def snapPoint(self):
        return PointXY(self.position().x(), self.position().y())

    mapPoint = snapPoint

    def mapPointMatch(self):
        return Anything()


class RubberBand(QtWidgets.QGraphicsPathItem):
    def __init__(self, canvas, *_):
        super().__init__()
        canvas.scene().addItem(self)

    def setStrokeColor(self, color):
        QtGui.QPen(color)

    setSecondaryStrokeColor = setFillColor = setStrokeColor

    def setWidth(self, width):
        QtGui.QPen().setWidth(width)

    def setLineStyle(self, style):
        QtGui.QPen().setStyle(style)

    def setToGeometry(self, *_):
        pass


class LayerBox(Loose, QtWidgets.QComboBox, metaclass=OpenQt):
    layerChanged = signal(object)

    def currentLayer(self):
        return None


class CollapsibleBox(Loose, QtWidgets.QGroupBox, metaclass=OpenQt):
    collapsedStateChanged = signal(bool)

    def setCollapsed(self, collapsed):
        self.collapsedStateChanged.emit(collapsed)


class Dock(Loose, QtWidgets.QDockWidget, metaclass=OpenQt):
    def setToggleVisibilityAction(self, action):
        action.toggled.connect(self.setVisible)
