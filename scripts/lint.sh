#!/bin/sh
# Everything that can be checked without building. Each check runs, whatever the others found; the exit status is 1 if
# any found something.
# shellcheck disable=SC2317 # the checks are called by name
set -eu
cd "$(dirname "$0")/.."
. scripts/swift-files.sh
failed=0

check() {
    name=$1
    shift
    "$@" || {
        echo "lint: $name: not clean (above)." >&2
        failed=1
    }
}

swift_format() {
    swift_files | tr '\n' '\0' |
        xargs -0 "${SWIFT:-swift}" format lint --strict --parallel --configuration .swift-format
}

imports() { swift_files | grep '^Sources/' | tr '\n' '\0' | xargs -0 awk -f scripts/check-imports.awk scripts/import-rules.txt; }
words() { swift_files | tr '\n' '\0' | xargs -0 awk -f scripts/check-words.awk; }

# Files that git has or would take; all of them where this is no clone.
project_files() {
    git ls-files --cached --others --exclude-standard 2>/dev/null ||
        find . \( -name .build -o -name .git \) -prune -o -type f -print | sed 's|^\./||'
}

# A path of the machine where a file was made helps nobody who reads it elsewhere: this clone's own, and what looks like
# somebody's.
machine_paths() {
    start='(^|[[:space:]"'"'"'`=(:])'
    homes="$start/((home|Users)/[A-Za-z0-9._-]+|root|work|workspace|private/tmp)/[A-Za-z0-9._-]"
    found=$(project_files | grep -v -e '/Fixtures/' -e '^scripts/lint.sh$' | while IFS= read -r file; do
        [ -f "$file" ] || continue
        grep -n -I -E -e "$homes" "$file" | sed "s|^|$file:|"
        case $PWD in /*/*) grep -n -I -F -e "$PWD" "$file" | sed "s|^|$file:|" ;; esac
    done) || true
    [ -z "$found" ] || {
        printf '%s\n' "$found" >&2
        return 1
    }
}

shell_scripts() {
    if command -v shellcheck >/dev/null 2>&1; then
        shellcheck -x .ci/run scripts/*.sh
    else
        echo "lint: shellcheck is not here; the scripts are only checked for their syntax." >&2
        for script in scripts/*.sh; do sh -n "$script" || return 1; done
        bash -n .ci/run
    fi
}

check "swift-format" swift_format
check "import rules" imports
check "words and lengths" words
check "paths of a machine" machine_paths
check "shell scripts" shell_scripts
check "systemd unit" sh scripts/check-unit.sh
[ "$failed" -eq 0 ] && echo "lint: clean." >&2
exit "$failed"
