# Tests with another QGIS than this machine's: a Debian made by debootstrap, QGIS from its apt, this checkout copied in.
#
#     sh tools/test_qgis.sh VERSION [COMMAND]        (make test-qgis QGIS=3.40)
#
# The Debian is kept in ROOTS (default: ~/.cache/roofline/roots), with the worker's environment in it, so that a second
# run starts in seconds; remove the folder to begin from nothing. apt, pip, proxies and certificates are as on this
# machine; MIRROR is Debian's mirror where this machine's apt has none. SHARE names folders of this machine that are
# seen in there too, such as one with wheels. Nothing that was mounted or started outlives the run.
set -eu

case "${1:-}" in # version: Debian; where its QGIS comes from, when that is not the release itself; Python
3.40) suite=trixie qgis_from= ;;                                  # 3.13
3.44) suite=trixie qgis_from=trixie-backports ;;                  # 3.13
3.40-bookworm) suite=bookworm qgis_from=bookworm-backports ;;     # 3.11
*)
    echo "Which QGIS? There are 3.40, 3.44 and 3.40-bookworm." >&2
    exit 1
    ;;
esac
roots=${ROOTS:-${XDG_CACHE_HOME:-$HOME/.cache}/roofline/roots}
root=$roots/$1
command=${2:-"make test TESTS='${TESTS:-tests/unit tests/qgis tests/end_to_end tests/ui}' && make demo"}

if [ "$(id -u)" != 0 ]; then # chroot and mount need it
    exec sudo --preserve-env env ROOTS="$roots" sh "$0" "$@"
fi

make_root() { # make_root FOLDER: a Debian with certificates and make, whose apt has the QGIS that is wanted
    command -v debootstrap >/dev/null || {
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            debootstrap debian-archive-keyring >/dev/null
    }
    mirror=${MIRROR:-$(apt-get indextargets --format '$(LABEL) $(REPO_URI)' 'Created-By: Packages' |
        sed -n 's/^Debian //p' | head -n 1)}
    [ -n "$mirror" ] || { echo "Which mirror of Debian? Set MIRROR to its address." >&2; exit 1; }
    keys=/usr/share/keyrings/debian-archive-keyring.gpg
    unshare --mount debootstrap --variant=minbase --include=ca-certificates,make --keyring="$keys" \
        "$suite" "$1" "$mirror" # whose mounts end with it
    apt-config dump Acquire >"$1/etc/apt/apt.conf.d/90machine"
    [ -z "$qgis_from" ] || {
        echo "deb $mirror $qgis_from main" >"$1/etc/apt/sources.list.d/backports.list"
        printf 'Package: src:qgis\nPin: release n=%s\nPin-Priority: 700\n' "$qgis_from" >"$1/etc/apt/preferences.d/qgis"
    }
    cp /usr/local/share/ca-certificates/*.crt "$1/usr/local/share/ca-certificates/" 2>/dev/null || true
    chroot "$1" update-ca-certificates >/dev/null
    cp /etc/pip.conf "$1/etc/" 2>/dev/null || true
    mkdir -p "$1/etc/xdg" "$1/roofline"
    cp -r /etc/xdg/pip "$1/etc/xdg/" 2>/dev/null || true
}

mkdir -p "$roots"
exec 9>"$root.lock"
flock 9 # one run at a time in a Debian
if [ ! -d "$root" ]; then
    echo "Making a Debian $suite in $root"
    rm -rf --one-file-system "$root.half"
    make_root "$root.half"
    mv "$root.half" "$root"
fi
cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
rm -rf "$root/roofline"
mkdir "$root/roofline"
git ls-files -z --cached --others --exclude-standard |
    tar --create --null --files-from=- --ignore-failed-read 2>/dev/null | tar --extract --directory "$root/roofline"
git -C "$root/roofline" init --quiet # what is packed is what git tracks
git -C "$root/roofline" add --all

echo "QGIS $1 on Debian $suite: $command"
export ROOT="$root" HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
exec unshare --mount --pid --fork --kill-child sh -euc '
    for folder in /dev /sys ${SHARE:-}; do
        mkdir -p "$ROOT$folder"
        mount --rbind "$folder" "$ROOT$folder"
    done
    mount -t proc proc "$ROOT/proc"
    unset TMPDIR XDG_RUNTIME_DIR XDG_CACHE_HOME XDG_DATA_HOME XDG_CONFIG_HOME ROOFLINE_HOME ROOFLINE_PYTHON DISPLAY
    exec chroot "$ROOT" sh -euc "dpkg --configure -a # after a run that was cut off
        cd /roofline
        $0"
' "$command" </dev/null
