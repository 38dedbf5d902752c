"""Classes of QGIS that are there, and do nothing."""

from PyQt6 import sip


class Anything:
    """Takes every call and attribute, and is nothing: false, empty, zero."""

    def __call__(self, *_, **__):
        return Anything()

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything()

    def __iter__(self):
        return iter(())

    def __bool__(self):
        return False

    def __float__(self):
        return 0.0

    def __and__(self, other):
        return self

    def __eq__(self, other):
        return isinstance(other, Anything)

    __int__ = __len__ = __index__ = __hash__ = lambda self: 0
    __or__ = __ror__ = __rand__ = __sub__ = __add__ = __truediv__ = __mul__ = __and__


class Open(type):
    """A class whose missing attributes, such as enums, are Anything."""

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything()


class Thin(metaclass=Open):
    """A class of QGIS without Qt in it."""

    def __init__(self, *_, **__):
        pass

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything()


class OpenQt(sip.wrappertype):
    """As Open, for classes of Qt."""

    __getattr__ = Open.__getattr__


class Loose:
    """Mixed into a class of Qt: attributes that it lacks are Anything."""

    __getattr__ = Thin.__getattr__
