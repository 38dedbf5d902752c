# Installs the test tools into the worker's environment ($1 is its Python) when requirements/test.txt has changed.
set -eu
if [ -n "${ROOFLINE_PYTHON:-}" ]; then # somebody's own: nothing is installed into it
    "$1" -c "import pytest, xdist, ruff, mypy" || { echo "Install requirements/test.txt into $1 first." >&2; exit 1; }
    exit 0
fi
stamp=$(dirname "$(dirname "$1")")/test.txt
cmp -s requirements/test.txt "$stamp" && exit 0
"$1" -m pip install --quiet --no-input --disable-pip-version-check --only-binary :all: -r requirements/test.txt
# An environment that took its packages from the one before has no programs of theirs, and ruff is one.
"$1" -m ruff --version >/dev/null 2>&1 || "$1" -m pip install --quiet --no-input --disable-pip-version-check \
    --only-binary :all: --force-reinstall --no-deps "$(grep '^ruff==' requirements/test.txt)"
cp requirements/test.txt "$stamp"
