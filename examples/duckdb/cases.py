"""Writes a register that DuckDB can read (Parquet, CSV, JSON) as JSON Lines: cases.py REGISTER."""

import sys

import duckdb

register = sys.argv[1].replace("'", "''")
duckdb.execute(f"COPY (FROM '{register}') TO '/dev/stdout' (FORMAT json)")
