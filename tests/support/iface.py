"""A stand-in for QGIS's main window: the parts of QgisInterface that the panel uses."""


class Iface:
    """`window` holds the map `canvas`; `bar` and `cad` are its message bar and its dock of advanced digitizing, and
    `pan`,
    `vertex_tool` and `save` its actions."""

    def __init__(self, window, canvas, bar, cad, pan, vertex_tool, save):
        self.window, self.canvas, self.bar, self.cad = window, canvas, bar, cad
        self.pan, self.vertex_tool, self.save = pan, vertex_tool, save
        self.active = None
        window.setCentralWidget(canvas)

    def mainWindow(self):
        return self.window

    def mapCanvas(self):
        return self.canvas

    def messageBar(self):
        return self.bar

    def cadDockWidget(self):
        return self.cad

    def actionPan(self):
        return self.pan

    def actionVertexTool(self):
        return self.vertex_tool

    def actionSaveProject(self):
        return self.save

    def activeLayer(self):
        return self.active

    def setActiveLayer(self, layer):
        self.active = layer
        self.canvas.setCurrentLayer(layer)
        return True
