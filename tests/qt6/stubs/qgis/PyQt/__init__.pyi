from PyQt6 import sip as sip
