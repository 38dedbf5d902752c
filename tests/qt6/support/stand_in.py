"""A stand-in for QGIS on Qt 6, as thin as it can be: the real PyQt6 under qgis.PyQt, and of qgis.core and qgis.gui the
few classes with a signal or a widget that the panel uses. What else is asked of them is an Anything."""

import importlib
import sys
from types import ModuleType

from PyQt6 import QtCore, QtGui, QtWidgets, sip

from . import core, gui
from .thin import Open, Thin

CORE = {
    "NULL": None, "QgsSettings": QtCore.QSettings, "QgsProject": core.Project, "QgsApplication": core.Application,
    "QgsCsException": core.CsError,
    "QgsProcessingException": type("ProcessingError", (Exception,), {}),
    "QgsProviderConnectionException": type("ConnectionError", (Exception,), {}),
    "QgsTask": core.Task, "QgsProcessingAlgRunnerTask": core.RunnerTask, "QgsProcessingFeedback": core.Feedback,
    "QgsProcessingParameterBoolean": core.Boolean, "QgsProcessingParameterEnum": core.Choice,
    "QgsProcessingParameterNumber": core.Number, "QgsProcessingParameterString": core.Text, "QgsPointXY": core.PointXY,
    "QgsGeometry": core.Geometry,
    "QgsCoordinateReferenceSystem": core.Crs,
    "Qgis": Open("Qgis", (Thin,), {"QGIS_VERSION_INT": 40200}),
}
GUI = {
    "QgsDockWidget": gui.Dock, "QgsCollapsibleGroupBox": gui.CollapsibleBox, "QgsMapLayerComboBox": gui.LayerBox,
    "QgsMapCanvas": gui.Canvas, "QgsGui": gui.Gui, "QgsMapMouseEvent": gui.MapMouseEvent,
    "QgsRubberBand": gui.RubberBand, "QgsAdvancedDigitizingDockWidget": gui.Dock,
    **{name: type(name, (gui.MapTool,), {}) for name in (
        "QgsMapTool", "QgsMapToolEdit", "QgsMapToolCapture", "QgsMapToolDigitizeFeature")},
}


def install():
    """Put the stand-in where `import qgis` finds it."""
    qt = ModuleType("qgis.PyQt")
    qt.sip = sip
    modules = {"qgis": ModuleType("qgis"), "qgis.PyQt": qt, "qgis.PyQt.sip": sip, "osgeo": _loose("osgeo", {}),
               "qgis.core": _loose("qgis.core", CORE), "qgis.gui": _loose("qgis.gui", GUI)}
    for name in ("QtCore", "QtGui", "QtNetwork", "QtXml", "QtWidgets", "QtTest"):
        modules[f"qgis.PyQt.{name}"] = importlib.import_module(f"PyQt6.{name}")
    widgets = ModuleType("qgis.PyQt.QtWidgets")  # QGIS keeps there what Qt 6 moved
    widgets.__dict__.update({**vars(QtWidgets), "QAction": QtGui.QAction, "QActionGroup": QtGui.QActionGroup,
                             "QShortcut": QtGui.QShortcut})
    modules["qgis.PyQt.QtWidgets"] = widgets
    for name, module in modules.items():
        sys.modules[name] = module
        above, _, own = name.rpartition(".")
        if above:
            setattr(modules[above], own, module)


def _loose(name, known):
    """A module with the classes `known`; any other is made when it is asked for."""
    module = ModuleType(name)
    module.__dict__.update(known)

    def make(wanted):
        if wanted.startswith("__"):
            raise AttributeError(wanted)
        made = Open(wanted, (Thin,), {})
        setattr(module, wanted, made)
        return made

    module.__getattr__ = make
    return module
