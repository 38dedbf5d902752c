"""What QGIS's plugin repository demands of an upload, as far as no tool looks at it (tools/scan_package.py)."""

import configparser
import re
from urllib.parse import urlparse

from roofline.protocol.launch import ROOT
from roofline.tools.package import PARTS

REQUIRED = ("name", "description", "version", "qgisMinimumVersion", "author", "email", "about", "tracker", "repository")
REASON = re.compile(r"#\s*\w.{8,}#\s*nosec B\d{3}$")


def metadata():
    parser = configparser.ConfigParser()  # as there, with interpolation: a single % would be an error
    parser.optionxform = str
    parser.read_string((ROOT / "metadata.txt").read_text(encoding="utf-8"))
    return dict(parser.items("general"))


def test_the_metadata_are_complete():
    told = metadata()
    assert all(told.get(name, "").strip() for name in REQUIRED)
    assert "/" not in told["author"] and re.fullmatch(r"[^@\s]+@[^@\s]+\.\w+", told["email"])
    assert re.fullmatch(r"\d+\.\d+\.\d+", told["version"])
    assert told["qgisMinimumVersion"] == "3.22" and told["qgisMaximumVersion"] == "4.99"
    assert all(told[name] in ("True", "False") for name in ("experimental", "deprecated", "supportsQt6"))
    assert told["changelog"].startswith(told["version"]) and told["hasProcessingProvider"] == "yes"
    assert told["about"] != told["description"] and all(tag.strip() for tag in told["tags"].split(","))
    assert (ROOT / told["icon"]).is_file() and told["icon"].startswith(PARTS)


def test_the_addresses_are_whole_and_the_project_s_own():
    told = metadata()
    for name in ("homepage", "tracker", "repository"):
        address = urlparse(told[name])
        assert address.scheme == "https" and address.netloc and not re.search(r"example\.|/bug|http://repo", told[name])


def test_every_exception_from_the_scan_names_its_test_and_its_reason():
    lines = [line.rstrip() for part in PARTS for path in (ROOT / part).rglob("*.py")
             for line in path.read_text(encoding="utf-8").splitlines() if "nosec" in line]
    assert lines and [line for line in lines if not REASON.search(line)] == []
