# Holds the rooms in Sources to scripts/import-rules.txt. Usage: awk -f check-imports.awk import-rules.txt FILE.swift...
# Prints one line for each import that breaks a rule; the exit status is 1 if there was any.

FNR == NR {
    if ($0 ~ /^[A-Za-z0-9_]+:/) {
        module = substr($1, 1, length($1) - 1)
        allowed[module] = " "
        for (i = 2; i <= NF; i++) allowed[module] = allowed[module] $i " "
    }
    next
}

FNR == 1 {
    split(FILENAME, parts, "/")
    room = parts[2]
}

/^[ \t]*(@[A-Za-z_]+(\([^)]*\))?[ \t]+)*((public|package|internal|fileprivate|private)[ \t]+)?import[ \t]/ {
    module = $0
    sub(/^.*import[ \t]+/, "", module)
    sub(/^(struct|class|enum|protocol|func|var|let|typealias)[ \t]+/, "", module)
    sub(/[^A-Za-z0-9_].*$/, "", module)
    if (!(module in allowed)) {
        broken("imports " module ", which scripts/import-rules.txt does not know")
    } else if (allowed[module] != " * " && index(allowed[module], " " room " ") == 0) {
        broken(room " imports " module ", which is for" allowed[module] "only")
    }
}

function broken(sentence) {
    print FILENAME ":" FNR ": " sentence
    failed = 1
}

END { exit failed }
