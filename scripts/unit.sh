#!/bin/sh
# Prints the unit file for other folders or an older systemd. Usage: unit.sh BINDIR CONFDIR [SYSTEMD_VERSION]
set -eu
cd "$(dirname "$0")/.."
version=${3:-253}

sed -e "s|/usr/local/bin/|$1/|g" -e "s|/etc/feedwatch|$2|g" systemd/feedwatch.service |
    if [ "$version" -lt 253 ]; then
        # shellcheck disable=SC2016 # systemd replaces MAINPID, not this shell
        sed -e 's|^Type=notify-reload$|ExecReload=/bin/kill -HUP $MAINPID|'
    else
        cat
    fi
