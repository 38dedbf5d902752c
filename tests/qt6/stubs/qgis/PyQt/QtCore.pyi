from PyQt6.QtCore import *
from PyQt6.QtCore import QT_TRANSLATE_NOOP as QT_TRANSLATE_NOOP
from PyQt6.QtCore import pyqtSignal as pyqtSignal
