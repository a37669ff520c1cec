# shellcheck shell=sh
# Sourced by format.sh and lint.sh: the Swift files that are ours, one a line.

swift_files() {
    find Package.swift Sources Tests Benchmarks Fuzz \
        \( -name .build -o -name rooms -o -name Fixtures \) -prune -o -name '*.swift' -type f -print 2>/dev/null |
        sort
}
