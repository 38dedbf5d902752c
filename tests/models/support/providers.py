"""A build of ONNX Runtime with other execution providers than the installed one."""

import onnxruntime
from roofline.models.onnx_io import onnx_network
from roofline.models.onnx_io.onnx_network import CPU


def installed(monkeypatch, *providers):
    """Let ONNX Runtime be a build with these providers; the CPU's computes for each of them."""
    real = onnx_network._session_on
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: [*providers, CPU])
    monkeypatch.setattr(onnx_network, "_session_on", lambda name, *rest: Told(real(CPU, *rest), name))


class Told:
    """A session that says that it runs on another provider."""

    def __init__(self, session, provider):
        self._session, self._provider = session, provider

    def __getattr__(self, name):
        return getattr(self._session, name)

    def get_providers(self):
        return [self._provider, CPU]
