"""Runs decide.sql in DuckDB: duckdb_decide.py CASES [THREADS]."""

import pathlib
import sys

import duckdb

connection = duckdb.connect()
connection.execute(f"SET threads = {int(sys.argv[2]) if len(sys.argv) > 2 else 1}")
connection.execute("SET VARIABLE cases = ?", [sys.argv[1]])
connection.execute(pathlib.Path(__file__).with_name("decide.sql").read_text())
