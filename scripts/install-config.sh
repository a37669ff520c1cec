#!/bin/sh
# The part of `make install` that must not overwrite: the config. Usage: install-config.sh DESTDIR CONFDIR SYSUSERSDIR TMPFILESDIR
set -eu
destination=$1 folder=$2 sysusers=$3 tmpfiles=$4
config=$destination$folder/feedwatch.yaml

# The reference, with the service's own folders written out, so that the commands that a person types find the same
# store as the daemon, and with a log to tail.
service_config() {
    sed -e 's|^#store: feedwatch.db$|store: /var/lib/feedwatch/feedwatch.db|' \
        -e 's|^  #- {type: file, path: .*|  - {type: file, path: /var/log/feedwatch/mentions.jsonl}|' config/feedwatch.yaml
}

if [ -e "$config" ]; then
    echo "install: $config is there already and stays as it is; the reference is in the documentation folder."
else
    for line in '^store: /var/lib' '^  - {type: file, path: /var/log'; do
        service_config | grep -q -e "$line" || {
            echo "install: config/feedwatch.yaml has no line to become '$line'; mend scripts/install-config.sh." >&2
            exit 70
        }
    done
    service_config >"$config"
    chmod 640 "$config"
fi

# A package's own scripts do the rest where DESTDIR is set, and so does a boot.
[ -z "$destination" ] && [ "$(id -u)" -eq 0 ] && [ -d /run/systemd/system ] || exit 0
systemd-sysusers "$sysusers/feedwatch.conf"
systemd-tmpfiles --create "$tmpfiles/feedwatch.conf"
systemctl daemon-reload
echo "install: edit $folder/feedwatch.yaml, try it with: feedwatch check, then: systemctl enable --now feedwatch"
