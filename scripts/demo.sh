#!/bin/sh
# Polls the sample feeds of config/demo.yaml with a store in a temporary folder, twice: the second time nothing is new.
set -eu
cd "$(dirname "$0")/.."
swift=${SWIFT:-swift}

if [ ! -x .build/debug/feedwatch ]; then
    echo "demo: building feedwatch and its dependencies; the first time this takes some minutes." >&2
fi
"$swift" build --product feedwatch >&2

FEEDWATCH_DEMO=$(mktemp -d)
export FEEDWATCH_DEMO
trap 'rm -rf "$FEEDWATCH_DEMO"' EXIT
trap 'exit 130' INT TERM

echo "demo: polling the four feeds of config/demo.yaml; it is late May 2022, and these are the mentions:" >&2
.build/debug/feedwatch run --once --config config/demo.yaml
echo "demo: polling them again; nothing is new, so nobody is told again:" >&2
.build/debug/feedwatch run --once --config config/demo.yaml
cat >&2 <<'END'
demo: the alliance stood in two feeds and was told once, for three watches; Leica Microsystems and a popstar were left
demo: out. Next: docs/configuration.md, and .build/debug/feedwatch run --config YOURS.yaml
END
