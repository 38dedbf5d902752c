# Installs QGIS and the tools that the tests need from apt, where something is missing.
set -eu

missing=""
need() { # need PACKAGE COMMAND...: PACKAGE is missing when COMMAND fails
    package=$1
    shift
    "$@" >/dev/null 2>&1 || missing="$missing $package"
}
need qgis sh -c 'command -v qgis_process.bin || command -v qgis_process'
need python3-qgis /usr/bin/python3 -c 'import qgis.core'
need python3-gdal /usr/bin/python3 -c 'import osgeo.gdal'
need python3-venv /usr/bin/python3 -c 'import ensurepip, venv'
need python3-pytest /usr/bin/python3 -c 'import pytest'
need xvfb sh -c 'command -v Xvfb'
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null; then
    echo "Missing:$missing. Install QGIS 3.22 or newer with its Python, and pytest, then run this again." >&2
    exit 1
fi
as_root=""
if [ "$(id -u)" != 0 ]; then
    as_root="sudo"
    command -v sudo >/dev/null || {
        echo "Missing:$missing. Installing them needs root or sudo: apt-get install$missing" >&2
        exit 1
    }
fi
echo "Installing from apt:$missing"
$as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
# shellcheck disable=SC2086 - a list of packages
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends ca-certificates $missing \
    </dev/null >/dev/null
