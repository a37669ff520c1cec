#!/bin/sh
# Checks the unit file: systemd-analyze verify, and an exposure of 1.5 or less. Skipped, with a sentence, where there is
# no systemd-analyze.
set -eu
cd "$(dirname "$0")/.."
exposure_limit=15 # tenths

if ! command -v systemd-analyze >/dev/null 2>&1; then
    echo "lint: skipped the unit file: there is no systemd-analyze here." >&2
    exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# verify wants the program to exist, so the unit under test starts one that does.
version=$(systemd-analyze --version | awk 'NR == 1 { print $2 }')
printf '#!/bin/sh\n' >"$work/feedwatch"
chmod 755 "$work/feedwatch"
sh scripts/unit.sh "$work" /etc/feedwatch "${version%%[!0-9]*}" >"$work/feedwatch.service"

# A warning does not change its exit status, and a warning is not good enough.
answer=$(systemd-analyze verify --man=no "$work/feedwatch.service" 2>&1) || {
    printf '%s\n' "$answer" >&2
    exit 1
}
if printf '%s\n' "$answer" | grep -F "$work/feedwatch.service" >&2; then
    echo "systemd/feedwatch.service: systemd-analyze verify has something to say (above)." >&2
    exit 1
fi

if ! systemd-analyze security --help 2>/dev/null | grep -q -e --offline; then
    echo "lint: skipped the unit's exposure: this systemd-analyze has no security --offline." >&2
    exit 0
fi
if ! systemd-analyze security --no-pager --offline=true --threshold=$exposure_limit "$work/feedwatch.service" >"$work/exposure"; then
    grep -v '✓' "$work/exposure" >&2
    echo "systemd/feedwatch.service: its exposure is above 1.5." >&2
    exit 1
fi
