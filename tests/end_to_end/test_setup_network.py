"""Set-up and the network: what is downloaded once, QGIS's proxy and certificates, an index of this machine."""

import json
import os
import shutil
import ssl
import subprocess
import time
from pathlib import Path

import pytest
from roofline.plugin.environment import interpreters
from roofline.plugin.environment.extras import EXTRAS, Extra
from roofline.plugin.environment.installation import gather, set_up
from roofline.plugin.environment.installer import PIP, SetupCanceled
from roofline.plugin.environment.system import SetupError, clean_environment, with_network
from roofline.plugin.environment.virtual_environment import Environment, Recipe, worker_python
from roofline.protocol.paths import ROOT
from roofline.tests.end_to_end.support.package_index import PackageIndex, write_wheel

QGIS = """
import json, sys
sys.path.insert(0, sys.argv[1] + "/protocol")
from pathlib import Path
from launch import load_package
load_package("roofline", Path(sys.argv[1]))
from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt.QtNetwork import QSslCertificate
application = QgsApplication([], False, sys.argv[2])
application.initQgis()
settings = QgsSettings()
for name, value in json.loads(sys.argv[4]).items():
    settings.setValue(name, value)
from qgis.core import QgsNetworkAccessManager
QgsNetworkAccessManager.instance().setupDefaultProxyAndCache()
authorities = QSslCertificate.fromPath(sys.argv[3])
if authorities:
    assert QgsApplication.authManager().storeCertAuthorities(authorities)
    QgsApplication.authManager().rebuildCaCertsCache()
    QgsApplication.authManager().rebuildTrustedCaCertsCache()
from roofline.plugin.worker.network import network_variables
print(json.dumps(network_variables()), flush=True)
"""
AS_STARTED = dict(os.environ)
WORKER = worker_python()
PINNED_PIP = PIP.read_text().split("pip==")[1].split()[0]
OUR_PROXY = {"proxy/proxyEnabled": True, "proxy/proxyType": "HttpProxy", "proxy/proxyHost": "127.0.0.1"}


@pytest.fixture()
def wheels(tmp_path):
    folder = tmp_path / "wheels"
    folder.mkdir()
    return folder


@pytest.fixture()
def index(wheels):
    index = PackageIndex(wheels)
    yield index
    index.close()


@pytest.fixture()
def tls_index(tmp_path, wheels):
    """The same behind TLS, and the certificate of the authority that vouches for it."""
    authority, server = make_certificates(tmp_path)
    index = PackageIndex(wheels, server)
    yield index, authority
    index.close()


@pytest.fixture(autouse=True)
def pip_asks(monkeypatch):
    """The address of the index that pip asks, and no other setting."""
    def act(url):
        monkeypatch.setenv("PIP_INDEX_URL", f"{url}/simple")

    for name in list(os.environ):
        if name.lower().endswith("_proxy") or name.startswith(("PIP_", "REQUESTS_CA", "CURL_CA", "SSL_CERT")):
            monkeypatch.delenv(name)
    monkeypatch.delenv("ROOFLINE_PYTHON", raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    return act


def quiet(fraction, text):
    """Progress that nobody hears."""


def environment_of(folder, *pins):
    """An environment with these packages, in a home with letters that are not ASCII."""
    requirements = folder / "pins.txt"
    requirements.write_text("".join(f"{pin}\n" for pin in pins))
    return Environment(folder / "Ünï cödé" / "a home", Recipe(requirements, tuple(pin.split("==")[0] for pin in pins)))


def variables_of_qgis(folder, authority="", **settings):
    """What QGIS with these settings, and this certificate among its authorities, gives to pip."""
    (folder / "profile").mkdir()
    command = ["/usr/bin/python3", "-c", QGIS, str(ROOT), str(folder / "profile"), str(authority), json.dumps(settings)]
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QGIS_AUTH_DB_DIR_PATH": str(folder / "profile"),
                 "HOME": str(folder / "profile"), "XDG_CONFIG_HOME": str(folder / "profile"),
                 "ROOFLINE_HOME": str(folder)}
    done = subprocess.run(command, capture_output=True, text=True, env=variables, check=False)
    assert done.stdout, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_a_set_up_that_was_cancelled_goes_on_with_the_files_that_came(
        tmp_path, wheels, tls_index, pip_asks, monkeypatch):
    write_wheel(wheels, "first", size=100_000)
    write_wheel(wheels, "second")
    index, authority = tls_index
    pip_asks(index.url)
    monkeypatch.setenv("PIP_CERT", str(authority))
    both, canceled = environment_of(tmp_path, "first==1.0", "second==1.0"), []

    def hold_back_the_second(name):
        if name.startswith("second"):
            canceled.append(name)
            time.sleep(2)

    index.on_file = hold_back_the_second
    with pytest.raises(SetupCanceled):
        set_up(quiet, lambda: bool(canceled), environment=both)
    assert not both.folder.exists() and both.downloads.exists()
    index.on_file = lambda name: None
    set_up(quiet, environment=both)
    assert both.is_ready() and not both.downloads.exists()
    assert sum("files/first" in path for path in index.asked) == 1
    assert sum("files/second" in path for path in index.asked) == 2


def test_other_pins_take_what_is_the_same_from_the_environment_of_before(tmp_path, wheels, index, pip_asks):
    write_wheel(wheels, "same", size=10)
    write_wheel(wheels, "changed")
    pip_asks(index.url)
    before = environment_of(tmp_path, "same==1.0", "changed==1.0")
    set_up(quiet, environment=before)
    old_folder, old_python = before.folder, before.python
    write_wheel(wheels, "changed", "2.0")
    index.asked.clear()
    after = environment_of(tmp_path, "same==1.0", "changed==2.0")
    heard = []
    set_up(lambda fraction, text: heard.append(text), environment=after, warn=pytest.fail)
    assert "Taking what the environment of before has" in heard
    assert [path for path in index.asked if "files" in path] == ["/files/changed-2.0-py3-none-any.whl"]
    same, = after.folder.rglob("same_data")
    assert same.samefile(next(old_folder.rglob("same_data")))
    for python, version in ((old_python, "1.0"), (after.python, "2.0")):
        assert subprocess.run([python, "-c", "import same, changed; print(changed.__version__)"], check=True,
                              capture_output=True, text=True).stdout == f"{version}\n"


def test_an_environment_of_before_that_is_broken_is_not_passed_on(tmp_path, wheels, index, pip_asks):
    write_wheel(wheels, "same")
    pip_asks(index.url)
    before = environment_of(tmp_path, "same==1.0")
    set_up(quiet, environment=before)
    for path in before.folder.rglob("pip"):
        if path.is_dir():
            (path / "__init__.py").write_text("raise ImportError('broken')")
    told = []
    after = environment_of(tmp_path, "same==1.0", "same>=1.0")
    set_up(quiet, environment=Environment(after.home, Recipe(after.recipe.requirements, ("same",))), warn=told.append)
    assert len(told) == 1 and "so all is installed anew" in told[0]


def what_rasterio_says(url, network):
    """What the worker's rasterio says of a raster at an address, with these variables of QGIS; the index knows no HEAD
    (501), and no other file."""
    code = "import rasterio, sys\ntry: rasterio.open(sys.argv[1])\nexcept rasterio.RasterioIOError as said: print(said)"
    variables = clean_environment({**with_network(os.environ, network), "GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR"})
    return subprocess.run([WORKER, "-c", code, url], env=variables, capture_output=True, text=True, check=True).stdout


def test_the_proxy_of_qgis_is_asked_and_its_exceptions_are_not(tmp_path, wheels, index):
    write_wheel(wheels, "tiny")
    port = index.url.rpartition(":")[2]
    found = variables_of_qgis(tmp_path, **OUR_PROXY, **{
        "proxy/proxyPort": port, "proxy/noProxyUrls": ["http://intranet.example.org/wheels"]})
    assert found["no_proxy"] == "intranet.example.org"
    tiny = environment_of(tmp_path, "tiny==1.0")
    set_up(quiet, environment=tiny, variables={**os.environ, **found, "PIP_INDEX_URL": "http://packages.test/simple",
                                               "PIP_TRUSTED_HOST": "packages.test"})
    assert "packages.test/files/tiny-1.0-py3-none-any.whl" in index.asked
    assert "501" in what_rasterio_says("http://imagery.test/town.tif", found)
    assert "resolve host" in what_rasterio_says("http://intranet.example.org/town.tif", found)


def test_a_certificate_of_the_office_in_qgis_is_one_for_pip_and_for_the_worker(tmp_path, wheels, tls_index, pip_asks):
    write_wheel(wheels, "tiny")
    index, authority = tls_index
    pip_asks(index.url)
    tiny = environment_of(tmp_path, "tiny==1.0")
    with pytest.raises(SetupError, match="certificate was not accepted.*Manage Certificates"):
        set_up(quiet, environment=tiny, variables={**os.environ, "PIP_RETRIES": "0"})
    found = variables_of_qgis(tmp_path, authority)
    set_up(quiet, environment=tiny, variables={**os.environ, **found})
    assert tiny.is_ready()
    assert "501" in what_rasterio_says(f"{index.url}/town.tif", found)


def test_a_qgis_without_proxy_and_certificates_changes_nothing(tmp_path):
    assert variables_of_qgis(tmp_path) == {}


def pip_wheel(folder):
    """The pip that the set-up pins, from the index that this machine uses."""
    subprocess.run([WORKER, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes", "-r", PIP,
                    "--dest", folder / "pip"], check=True, env=AS_STARTED)
    return next((folder / "pip").iterdir())


def make_certificates(folder):
    """A certificate authority (its .pem), and the TLS of a server on this machine that it vouches for."""
    def openssl(*arguments):
        subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True, cwd=folder)

    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "office.key", "-out", "office.pem", "-days", 2,
            "-subj", "/CN=The office", "-addext", "basicConstraints=critical,CA:TRUE")
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=x")
    (folder / "server.ext").write_text("subjectAltName=DNS:localhost\n")
    openssl("x509", "-req", "-in", "server.csr", "-CA", "office.pem", "-CAkey", "office.key", "-CAcreateserial",
            "-out", "server.pem", "-days", 2, "-extfile", "server.ext")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem", folder / "server.key")
    return folder / "office.pem", context


def test_a_bundle_is_installed_without_network_with_its_optional_parts(tmp_path, wheels, index, pip_asks, monkeypatch):
    for name in ("tiny", "more"):
        write_wheel(wheels, name)
    shutil.copy(pip_wheel(tmp_path), wheels)
    pip_asks(index.url)
    for name in ("more", "other"):
        (tmp_path / f"{name}.txt").write_text(f"{name}==1.0\n")
        monkeypatch.setitem(EXTRAS, name, Extra(tmp_path / f"{name}.txt", (name,), (3, 11), 0.0, 0.0))
    tiny, bundle = environment_of(tmp_path, "tiny==1.0"), tmp_path / "ein Bündel"
    gather(bundle, quiet, environment=tiny, extras=("more",))
    assert not tiny.is_ready() and tiny.extras == []
    assert {path.name.split("-")[0] for path in bundle.rglob("*.whl")} == {"tiny", "pip", "more"}
    index.asked.clear()
    with pytest.raises(SetupError, match="The bundle in .*ein Bündel lacks other, an optional part"):
        set_up(quiet, environment=tiny, bundle=bundle, extras=("other",))
    set_up(quiet, environment=tiny, bundle=bundle)
    assert tiny.is_ready() and tiny.extras == [EXTRAS["more"]] and index.asked == []
    assert f"Successfully installed pip-{PINNED_PIP}" in tiny.log.read_text()
    subprocess.run([tiny.python, "-c", "import tiny, more"], check=True)


def test_a_bundle_for_another_computer_is_refused_with_its_name(tmp_path, wheels, index, pip_asks):
    write_wheel(wheels, "tiny")
    shutil.copy(pip_wheel(tmp_path), wheels)
    pip_asks(index.url)
    tiny, bundle = environment_of(tmp_path, "tiny==1.0"), tmp_path / "bundle"
    with pytest.raises(SetupError, match="is no bundle of Roofline"):
        set_up(quiet, environment=tiny, bundle=bundle)
    gather(bundle, quiet, environment=tiny)
    made = json.loads((bundle / "bundle.json").read_text())
    for change, sentence in (({"system": "win32"}, "is for win32 .*, and this computer is linux"),
                             ({"pins": "others"}, "by another version of Roofline"),
                             ({"python": "3.10"}, r"for Python 3\.10, and this computer has .*3\.")):
        (bundle / "bundle.json").write_text(json.dumps({**made, **change}))
        with pytest.raises(SetupError, match=sentence):
            set_up(quiet, environment=tiny, bundle=bundle)


def test_a_bundle_for_windows_holds_what_windows_needs(tmp_path, monkeypatch):
    """With the real uv and the index that this machine uses: tqdm needs colorama on Windows alone."""
    pins = tmp_path / "pins.txt"
    pins.write_text("tqdm==4.67.1\nmarkupsafe==3.0.2\n")
    gather(tmp_path / "bundle", quiet, environment=Environment(tmp_path / "home", Recipe(pins, ("tqdm",))),
           target="windows 3.12", variables=AS_STARTED)
    names = {path.name for path in (tmp_path / "bundle" / "wheels").iterdir()}
    assert "MarkupSafe-3.0.2-cp312-cp312-win_amd64.whl" in names and any("colorama" in name for name in names)
    with pytest.raises(SetupError, match="'windows 3.9' names no computer.*3.11 to 3.13"):
        gather(tmp_path / "bundle", quiet, environment=Environment(tmp_path / "home", Recipe(pins, ("tqdm",))),
               target="windows 3.9", variables=AS_STARTED)


def test_where_no_python_suits_uv_comes_from_the_index_and_a_python_that_it_cannot_fetch_is_told(
        tmp_path, monkeypatch):
    """Up to the fetch, with the real uv and the index that this machine uses."""
    newer = tmp_path / "python3.15"
    newer.write_text(f'#!/bin/sh\ncase "$3" in *find_spec*) echo "[[3, 15], true, true, true]";; '
                     f'*) exec {WORKER} "$@";; esac\n')
    newer.chmod(0o755)
    monkeypatch.setattr(interpreters, "candidates", lambda home: iter([newer]))
    tiny = environment_of(tmp_path, "tiny==1.0")
    variables = {**AS_STARTED, "UV_PYTHON_INSTALL_MIRROR": "http://127.0.0.1:9", "UV_HTTP_RETRIES": "0"}
    with pytest.raises(SetupError, match=r"Fetching a Python failed: Failed to install cpython-3\.12\S+: .*"
                                         r"cannot be reached.*install Python 3\.12 yourself"):
        set_up(quiet, environment=tiny, variables=variables)
    assert Path(tiny.home, "tools", "uv", "bin", "uv").is_file()
