"""HTTP proxy and certificates of QGIS, as environment variables of child processes: pip, uv, the worker."""

from __future__ import annotations

from pathlib import Path
from typing import Dict, List
from urllib.parse import quote, urlsplit

from qgis.core import QgsApplication, QgsAuthManager, QgsNetworkAccessManager
from qgis.PyQt.QtNetwork import QNetworkProxy

from ..environment.system import SetupError
from ..environment.virtual_environment import home

CERTIFICATES = "certificates.pem"
"""File in the data folder with the authorities that QGIS trusts."""


def network_variables() -> Dict[str, str]:
    """QGIS's proxy and certificates as environment variables, for the main thread. The certificates are written into
    the data folder. Raises SetupError."""
    network = QgsNetworkAccessManager.instance()
    return {**proxy_variables(network.fallbackProxy(), network.noProxyList()),
            **certificate_variables(QgsApplication.authManager(), home() / CERTIFICATES)}


def proxy_variables(proxy: QNetworkProxy, without: List[str]) -> Dict[str, str]:
    """QGIS's proxy as environment variables, {} without one. Not as arguments, which other users of the machine could
    see, and in lower case, since libcurl hears no HTTP_PROXY. without: addresses (URLs or hosts) that QGIS asks without
    the proxy."""
    kinds = (QNetworkProxy.ProxyType.HttpProxy, QNetworkProxy.ProxyType.HttpCachingProxy)
    if proxy.type() not in kinds or not proxy.hostName():
        return {}
    user = f"{quote(proxy.user(), safe='')}:{quote(proxy.password(), safe='')}@" if proxy.user() else ""
    address = f"http://{user}{proxy.hostName()}:{proxy.port()}"
    hosts = ",".join(urlsplit(url).hostname or url for url in without)
    return {"http_proxy": address, "https_proxy": address, **({"no_proxy": hosts} if hosts else {})}


def certificate_variables(manager: QgsAuthManager, path: Path) -> Dict[str, str]:
    """Every certificate authority that QGIS trusts, written to `path` and named in environment variables; {} when the
    user added none to those of the system, which pip, uv, Python and GDAL know by themselves. Raises SetupError."""
    if not [*manager.databaseCAs(), *manager.extraFileCAs()]:
        return {}
    text = bytes(manager.trustedCaCertsPemText())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_bytes() != text:  # another process may be reading it
            path.write_bytes(text)
    except OSError as error:
        raise SetupError(f"{path} cannot be written: {error.strerror}. Check the rights on that folder.") from error
    return {"PIP_CERT": str(path), "SSL_CERT_FILE": str(path), "GDAL_CURL_CA_BUNDLE": str(path)}
