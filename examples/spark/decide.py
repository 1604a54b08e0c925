"""Runs a filter such as `dovidka batch` over JSON Lines in Spark: decide.py CASES ANSWERS COMMAND..."""

import subprocess
import sys
import threading

import pandas
from pyspark.sql import SparkSession

ROWS = 20_000  # lines that go back to Spark at once


def decide(frames, command):
    """Gives the lines of a partition to one process, and takes one line back for each."""
    sent, failures = 0, []
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def send():
        nonlocal sent
        try:
            with process.stdin as pipe:
                for frame in frames:
                    pipe.writelines(line + b"\n" for line in frame["value"])
                    sent += len(frame)
        except Exception as failure:  # told below, in the thread that Spark sees
            failures.append(failure)

    sender = threading.Thread(target=send, daemon=True)
    sender.start()
    received, lines = 0, []
    for line in process.stdout:
        lines.append(line.removesuffix(b"\n"))
        if len(lines) == ROWS:
            received += len(lines)
            yield pandas.DataFrame({"value": lines})
            lines = []
    sender.join()
    received += len(lines)
    code = process.wait()
    # 1 says that lines were bad, but also that a pipe has failed: the count tells them apart.
    if failures or code not in (0, 1) or received != sent:
        raise RuntimeError(f"{command[0]}: exit code {code}, {received} lines for {sent}: {failures}")
    yield pandas.DataFrame({"value": lines})


def main():
    cases, answers, *command = sys.argv[1:]
    spark = SparkSession.builder.appName("dovidka").getOrCreate()
    # Bytes, so that Spark mends nothing; only "\n" ends a line, as in `dovidka batch`.
    lines = spark.read.text(cases, lineSep="\n").selectExpr("CAST(value AS BINARY) AS value")
    answered = lines.mapInPandas(lambda frames: decide(frames, command), "value BINARY")
    answered.selectExpr("CAST(value AS STRING) AS value").write.text(answers, lineSep="\n")
    spark.stop()


if __name__ == "__main__":
    main()
