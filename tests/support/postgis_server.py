"""PostgreSQL with PostGIS for tests: a new cluster in a folder of its own, on a free port of the loopback."""

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator, List

from roofline.tests.support.ports import free_port

PROGRAMS = "/usr/lib/postgresql/*/bin"
"""Where Debian puts them; another place has them in PATH."""
NOT_ROOT = "postgres"
"""The user of Debian's package: the server refuses to run as root."""
USER, PASSWORD, DATABASE = "roofline", "Gehe1m 'Wort", "town"
PATIENCE_S = 60.0


@dataclass(frozen=True)
class Server:
    """A running server. `sql` runs statements as its owner, by a connection of their own, and returns the rows as text;
    `source` is the data source of a table for QGIS."""

    port: int
    psql: str

    def sql(self, statements: str) -> List[str]:
        done = subprocess.run([self.psql, "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p",
                               str(self.port), "-U", USER, "-d", DATABASE], input=statements, text=True,
                              capture_output=True, env={**os.environ, "PGPASSWORD": PASSWORD}, timeout=PATIENCE_S)
        assert done.returncode == 0, done.stderr
        return done.stdout.split("\n")[:-1]

    def source(self, table: str, key: str = "id", login: str = "", host: str = "127.0.0.1", kind: str = "Polygon",
               srid: int = 32633) -> str:
        quoted = PASSWORD.replace("\\", "\\\\").replace("'", "\\'")
        login = login or f"user='{USER}' password='{quoted}'"
        return (f"dbname='{DATABASE}' host={host} port={self.port} sslmode=disable {login} key='{key}' "
                f"estimatedmetadata=false srid={srid} type={kind} table=\"public\".\"{table}\" (geom)")


@contextmanager
def postgis_server() -> Iterator[Server]:
    """A server with an empty database, which ends with the block."""
    folder = Path(tempfile.mkdtemp(prefix="roofline-postgis-", dir="/tmp"))  # into pytest's own only its user may look
    data, password, log = folder / "data", folder / "password", folder / "log"
    password.write_text(PASSWORD)
    if os.geteuid() == 0:
        for path in (folder, password):
            shutil.chown(path, NOT_ROOT)
    port = free_port()
    _run("initdb", "-D", data, "-U", USER, "--pwfile", password, "-A", "scram-sha-256", "-E", "UTF8",
         "--locale=C.UTF-8", "--no-sync")
    options = f"-p {port} -h 127.0.0.1 -k {folder} -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
    _run("pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "start")
    try:
        _run("createdb", "-h", folder, "-p", port, "-U", USER, DATABASE)
        server = Server(port, _program("psql"))
        server.sql("CREATE EXTENSION postgis")
        yield server
    finally:
        _run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _run(name: str, *arguments: object) -> None:
    command = [_program(name), *map(str, arguments)]
    is_root = os.geteuid() == 0
    if is_root:
        command = ["runuser", "-u", NOT_ROOT, "--", *command]
    done = subprocess.run(command, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          env={**os.environ, "PGPASSWORD": PASSWORD}, timeout=PATIENCE_S * _patience(), text=True)
    assert done.returncode == 0, f"{name}: {done.stdout}"


def _program(name: str) -> str:
    found = sorted(Path("/").glob(f"{PROGRAMS[1:]}/{name}"))
    program = str(found[-1]) if found else shutil.which(name)
    assert program, f"{name} is missing: install Debian's postgresql and postgis (tools/test_tools.sh)."
    return program


def _patience() -> float:
    return float(os.environ.get("TEST_PATIENCE", "1"))
