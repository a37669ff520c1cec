# What the Swift files may not say. Usage: awk -f check-words.awk FILE.swift...
# Prints one line for each finding; the exit status is 1 if there was any.

FNR == 1 {
    inSources = FILENAME ~ /^Sources\//
    isGenerated = $0 ~ /^\/\/ Generated /
    wasComment = 0
}

FNR == 401 && !isGenerated { broken("is longer than 400 lines: look for the second idea hiding in there") }

{
    code = $0
    isComment = code ~ /^[ \t]*\/\//
    hasComment = isComment || code ~ /[^:"]\/\/ /
    # What stands in a string or a comment is not code.
    gsub(/"([^"\\]|\\.)*"/, "\"\"", code)
    sub(/\/\/.*$/, "", code)
}

code ~ /(^|[^A-Za-z_])try!/ { broken("try! ends the daemon; throw, or say why it cannot fail with preconditionFailure") }
code ~ /(^|[^A-Za-z_])as!/ { broken("as! ends the daemon; use as? and a guard") }
inSources && code ~ /(^|[^A-Za-z_])fatalError\(/ { broken("fatalError: use preconditionFailure, with a text that names the broken invariant") }
inSources && code ~ /(^|[^A-Za-z_])try\?/ && !hasComment && !wasComment {
    broken("try? without a comment, on the line or above it, that says why losing the error is right")
}
inSources && code ~ /(^|[^A-Za-z_])print\(/ && FILENAME !~ /^Sources\/feedwatch\// { broken("print: only the command line talks to the terminal") }
/(TODO|FIXME|XXX)/ && isComment && $0 !~ /#[0-9]+/ { broken("a TODO without an issue") }

{
    # A comment counts for the statement below it, which may begin a line or two before the try?.
    if (isComment) wasComment = 3
    else if (wasComment > 0) wasComment--
}

function broken(sentence) {
    print FILENAME ":" FNR ": " sentence
    failed = 1
}

END { exit failed }
