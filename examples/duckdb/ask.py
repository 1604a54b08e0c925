"""Asks DuckDB about the answers of `dovidka batch`: ask.py ANSWERS ACTION (a path, a glob or /dev/stdin)."""

import pathlib
import sys

import duckdb

answers, action = sys.argv[1:]
connection = duckdb.connect()
connection.execute("SET VARIABLE answers = ?", [answers])
connection.execute("SET VARIABLE action = ?", [action])
questions = pathlib.Path(__file__).with_name("questions.sql").read_text()
for question in connection.extract_statements(questions):
    result = connection.execute(question)
    if question.type == duckdb.StatementType.SELECT:
        print(*(column[0] for column in result.description), sep="\t")
        for row in result.fetchall():
            print(*row, sep="\t")
        print()
