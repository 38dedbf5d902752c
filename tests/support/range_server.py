"""Web server that serves byte ranges of the files in a folder, as object stores do: `python -m ...range_server FOLDER`.

The first line of its output is its address.
"""

import re
import sys
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

RANGE = re.compile(r"bytes=(\d+)-(\d*)")


class RangeHandler(SimpleHTTPRequestHandler):
    """Answers GET and HEAD, whole or in ranges."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, with_body: bool) -> None:
        file = Path(self.translate_path(self.path))
        content = file.read_bytes() if file.is_file() else b""
        wanted = RANGE.match(self.headers.get("Range", ""))
        first = int(wanted[1]) if wanted else 0
        part = content[first:int(wanted[2]) + 1 if wanted and wanted[2] else None]
        self.send_response(404 if not file.is_file() else 206 if wanted else 200)
        if wanted:
            self.send_header("Content-Range", f"bytes {first}-{first + len(part) - 1}/{len(content)}")
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(len(part)))
        self.end_headers()
        if with_body:
            self.wfile.write(part)


if __name__ == "__main__":
    with ThreadingHTTPServer(("127.0.0.1", 0), lambda *given: RangeHandler(*given, directory=sys.argv[1])) as server:
        print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
        server.serve_forever()
