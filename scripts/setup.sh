#!/bin/sh
# Makes sure that what building feedwatch needs is there, and installs what is missing where there is apt.
# Nothing missing: nothing is called, nothing is printed.
set -eu

packages="libxml2-dev libsqlite3-dev zlib1g-dev pkg-config ca-certificates"

say() { printf '%s\n' "setup: $*" >&2; }

if ! command -v "${SWIFT:-swift}" >/dev/null 2>&1; then
    say "there is no Swift toolchain in PATH; feedwatch needs Swift 6.2 or later: https://www.swift.org/install/linux/"
    exit 69
fi

# A library may also have come by another way than Debian's package.
is_there() {
    case $1 in
    pkg-config) command -v pkg-config >/dev/null 2>&1 ;;
    libxml2-dev) pkg-config --exists libxml-2.0 2>/dev/null ;;
    libsqlite3-dev) pkg-config --exists sqlite3 2>/dev/null ;;
    zlib1g-dev) pkg-config --exists zlib 2>/dev/null ;;
    # git fetches the dependencies over https.
    ca-certificates) [ -e /etc/ssl/certs/ca-certificates.crt ] || [ -d /etc/pki/tls/certs ] ;;
    esac
}

missing=""
for package in $packages; do
    is_there "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    say "missing:$missing. There is no apt-get here; install the same with your system's tool" \
        "(Fedora: dnf install libxml2-devel sqlite-devel zlib-devel pkgconf) and try again."
    exit 69
fi

as_root=""
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        say "missing:$missing. Installing them needs root, and there is no sudo: run as root: apt-get install$missing"
        exit 69
    fi
    as_root="sudo"
fi

say "installing$missing"
# sudo drops the environment, so env sets it on the far side.
$as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q
# shellcheck disable=SC2086 # a list of names
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing </dev/null
