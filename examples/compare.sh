#!/usr/bin/env bash
# Runs a filter such as `dovidka batch` as one process, in pieces, in Spark and behind DuckDB, and compares every byte.
#
#   examples/compare.sh CASES COMMAND...
#
# Needs GNU time; what else is not there is skipped, and said. Each way is timed ROUNDS times (3), the least is shown.
set -euo pipefail
[ $# -ge 2 ] || { sed -n 's/^#   //p' "$0" >&2; exit 2; }
cases=$1
shift
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python=${PYSPARK_PYTHON:-python3}
export PYSPARK_PYTHON=$python

# Runs a command, and prints the least of each of its times; its output goes to a file.
measure() {
    local name=$1 output=$2
    shift 2
    for _ in $(seq "${ROUNDS:-3}"); do
        rm -rf "$work/spark"
        command time --quiet -f '%e %U %S' -o "$work/time" "$@" > "$output" 2> "$work/talk" || true
        awk '{ print $1, $2 + $3 }' "$work/time" >> "$work/$name.times"
    done
    awk -v name="$name" 'NR == 1 || $1 < wall { wall = $1 } NR == 1 || $2 < processor { processor = $2 }
        END { printf "%-16s %7.2f s elapsed %7.2f s of processor\n", name, wall, processor }' "$work/$name.times"
}

# Says whether a way gave the bytes of the single run; `$work/talk` tells why if not.
agree() {
    if cmp "$2" "$3"; then
        echo "    $1: the same bytes"
    else
        cat "$work/talk" >&2
        exit 1
    fi
}

skip() { echo "    SKIPPED: $*"; }

# The command reads standard input, as it does everywhere else.
# shellcheck disable=SC2016 # the inner shell expands them
through=(sh -c 'cases=$1; shift; exec "$@" < "$cases"' sh "$cases")
measure single "$work/single" "${through[@]}" "$@"
LC_ALL=C sort "$work/single" > "$work/sorted"

if command -v parallel > /dev/null; then
    measure parallel /dev/null "$here/parallel.sh" "$cases" "$work/answers" "$@"
    agree "in the order of the file" "$work/answers" "$work/single"
else
    skip "GNU parallel is not installed"
fi
measure split-xargs /dev/null env NO_PARALLEL=1 "$here/parallel.sh" "$cases" "$work/answers" "$@"
agree "in the order of the file" "$work/answers" "$work/single"

if command -v spark-submit > /dev/null; then
    measure spark /dev/null spark-submit --master "local[$(nproc)]" "$here/spark/decide.py" "$cases" "$work/spark" "$@"
    LC_ALL=C sort "$work"/spark/part-* > "$work/answers"
    agree "sorted, so by id" "$work/answers" "$work/sorted"
    cat "$work"/spark/part-* > "$work/answers"
    agree "in the order of the parts" "$work/answers" "$work/single"
else
    skip "spark-submit is not installed (want: pip install pyspark pandas pyarrow, and Java 17)"
fi

if "$python" -c 'import duckdb' 2> /dev/null; then
    "$python" -c "import duckdb, sys; duckdb.read_json(sys.argv[1], sample_size=-1).write_parquet(sys.argv[2])" \
        "$cases" "$work/register.parquet"
    # shellcheck disable=SC2016
    measure duckdb-cases "$work/answers" sh -c 'cases=$1; shift; "$PYSPARK_PYTHON" "$cases" "$0" | "$@"' \
        "$work/register.parquet" "$here/duckdb/cases.py" "$@"
    agree "from a register in Parquet" "$work/answers" "$work/single"
    measure duckdb-ask "$work/table" "$python" "$here/duckdb/ask.py" "$work/single" renew_passport
    tail -n 16 "$work/table"
else
    skip "$python has no duckdb (want: pip install duckdb)"
fi
