"""Six group-bys of a street-level crime file by one peer; prints the totals as JSON.

usage: groupby.py polars|duckdb FILE
"""
import json, sys

peer, path = sys.argv[1], sys.argv[2]
keys = [["Month"], ["Crime type"], ["LSOA code"], ["Falls within"], ["Last outcome category"], ["LSOA code", "Crime type"]]
if peer == "polars":
    import polars as pl
    table = pl.read_csv(path, infer_schema_length=0)
    groups = [lazy.height for lazy in pl.collect_all([table.lazy().group_by(key).len() for key in keys])]
else:
    import duckdb
    base = duckdb.connect()
    base.execute("SET threads = 2")
    base.execute("CREATE TABLE crime AS SELECT * FROM read_csv(?, all_varchar = true)", [path])
    groups = [
        base.execute(f"SELECT count(*) FROM (SELECT {', '.join(chr(34) + k + chr(34) for k in key)}, count(*) FROM crime GROUP BY ALL)").fetchone()[0]
        for key in keys]
print(json.dumps({"groups": groups}))
