# Installs QGIS and what `make` needs from apt, where something is missing; with "tests" the tests' servers too.
set -eu

has_module() { # python3 has the modules $@, found without importing them
    /usr/bin/python3 - "$@" >/dev/null 2>&1 <<'PY'
import importlib.util, sys
sys.exit(any(importlib.util.find_spec(name) is None for name in sys.argv[1:]))
PY
}
has_program() {
    command -v "$1" >/dev/null
}

missing=""
has_program qgis_process.bin || has_program qgis_process || missing="$missing qgis"
has_module qgis || missing="$missing python3-qgis"
has_module osgeo || missing="$missing python3-gdal"
has_module venv ensurepip || missing="$missing python3-venv"
has_module pytest || missing="$missing python3-pytest"
has_program Xvfb || missing="$missing xvfb"
has_program lrelease || missing="$missing qttools5-dev-tools"
if [ "${1:-}" = tests ]; then # git, processes for tests, QGIS Server (WMS, WMTS, WCS, WFS), PostgreSQL with PostGIS
    has_program git || missing="$missing git"
    has_module xdist || missing="$missing python3-pytest-xdist"
    has_program qgis_mapserver || missing="$missing qgis-server-bin"
    for service in wms wmts wcs wfs; do
        [ -e "/usr/lib/qgis/server/lib$service.so" ] || missing="$missing qgis-server-$service"
    done
    ls /usr/share/postgresql/*/extension/postgis.control >/dev/null 2>&1 ||
        missing="$missing postgresql postgresql-postgis"
fi
[ -n "$missing" ] || exit 0

if ! has_program apt-get; then
    echo "Missing:$missing. Install QGIS 3.22 or newer with its Python, and pytest, then run this again." >&2
    exit 1
fi
as_root=""
if [ "$(id -u)" != 0 ]; then
    as_root="sudo"
    has_program sudo || {
        echo "Missing:$missing. Installing them needs root or sudo: apt-get install$missing" >&2
        exit 1
    }
fi
echo "Installing from apt:$missing"
$as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
# shellcheck disable=SC2086 - a list of packages
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends ca-certificates $missing \
    </dev/null >/dev/null
