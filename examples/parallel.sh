#!/usr/bin/env bash
# Runs a filter such as `dovidka batch` over pieces of a file of lines, one process a core, and keeps their order.
#
#   examples/parallel.sh CASES ANSWERS COMMAND...
#
# Takes GNU parallel, or `split` and `xargs` where that is not installed. JOBS says how many processes.
set -euo pipefail
cases=$1 answers=$2
shift 2
jobs=${JOBS:-$(nproc)}
pieces=$(mktemp -d)
trap 'rm -rf "$pieces"' EXIT

code=0
if command -v parallel > /dev/null && [ -z "${NO_PARALLEL:-}" ]; then
    TMPDIR=$pieces parallel --will-cite --quote --jobs "$jobs" --keep-order --pipe-part --block -1 \
        --arg-file "$cases" "$@" > "$answers" || code=$?
else
    split --number "l/$jobs" --numeric-suffixes --suffix-length 4 "$cases" "$pieces/case."
    # shellcheck disable=SC2016 # the inner shell expands them
    printf '%s\0' "$pieces"/case.* | xargs -0 -P "$jobs" -I {} \
        sh -c 'piece=$1; shift; exec "$@" < "$piece" > "$piece.answers"' sh {} "$@" || code=$?
    cat "$pieces"/case.*.answers > "$answers"
fi

# An exit code may stand for bad lines or for a process that was killed: the count tells them apart.
sent=$(grep -c '' "$cases") || true
received=$(grep -c '' "$answers") || true
if [ "$sent" != "$received" ]; then
    echo "$answers: $received lines for $sent (exit code $code)" >&2
    exit 2
fi
exit "$((code > 0))"
