"""Another QGIS, as far as the names go that it is about to write."""

import subprocess
import sys
from contextlib import contextmanager

from roofline.protocol.paths import ROOT

CLAIM = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1] + "/protocol")
from launch import load_package
load_package("roofline", Path(sys.argv[1]))
from roofline.plugin.environment.claims import claim
print(claim(Path(sys.argv[2]), sys.argv[3]), flush=True)
sys.stdin.read()
"""


@contextmanager
def other_qgis_claims(path, table=""):
    """Another process claims a file, or a table in it, as long as this context lasts; yields whether it could."""
    process = subprocess.Popen([sys.executable, "-c", CLAIM, str(ROOT), str(path), table], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, text=True)
    with process:
        yield process.stdout.readline() == "True\n"
        process.stdin.close()
