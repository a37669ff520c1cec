#!/bin/sh
# Rewrites the project's Swift files in place as swift-format wants them.
set -eu
cd "$(dirname "$0")/.."
. scripts/swift-files.sh
swift_files | tr '\n' '\0' | xargs -0 "${SWIFT:-swift}" format format --in-place --configuration .swift-format
