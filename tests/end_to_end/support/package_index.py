"""A package index on this machine, and tiny wheels for it."""

import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


def write_wheel(folder, name, version="1.0", size=0):
    """The wheel of a package that is one module with `size` bytes besides; its path."""
    path = folder / f"{name}-{version}-py3-none-any.whl"
    about = f"{name}-{version}.dist-info"
    files = {f"{name}.py": f"__version__ = '{version}'\n", f"{name}_data": "x" * size,
             f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
             f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"}
    with zipfile.ZipFile(path, "w") as wheel:
        for file, text in files.items():
            wheel.writestr(file, text)
        wheel.writestr(f"{about}/RECORD", "".join(f"{file},,\n" for file in [*files, f"{about}/RECORD"]))
    return path


class PackageIndex:
    """Serves the wheels of a folder as PyPI does, also as a proxy for any host. asked: the hosts and paths that were
    asked for. on_file: called with the name of each file before it is sent."""

    def __init__(self, folder, context=None):
        self.folder, self.asked, self.on_file = folder, [], lambda name: None
        index = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                index.answer(self)

            def log_message(self, *_):
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if context is not None:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        # By name: a newer pip refuses TLS to a number.
        self.url = f"{'https://localhost' if context else 'http://127.0.0.1'}:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def answer(self, request):
        address = urlsplit(request.path)
        self.asked.append(f"{address.netloc}{address.path}")
        kind, name = address.path.strip("/").split("/")[-2:]
        if kind == "files":
            self.on_file(name)
            body = (self.folder / name).read_bytes()
        else:
            body = "".join(f'<a href="/files/{path.name}">{path.name}</a>\n'
                           for path in sorted(self.folder.glob(f"{name}-*.whl"))).encode()
        request.send_response(200 if body else 404)
        request.send_header("Content-Type", "application/octet-stream" if kind == "files" else "text/html")
        request.send_header("Content-Length", str(len(body)))
        if kind == "files":
            request.send_header("Cache-Control", "max-age=365000000, immutable, public")  # as PyPI says it
        request.end_headers()
        request.wfile.write(body)
