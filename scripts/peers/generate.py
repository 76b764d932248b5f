"""Writes a synthetic street-level crime file in the shape that data.police.uk publishes, with a fixed seed.

usage: generate.py ROWS OUT
"""
import sys
import numpy as np
import polars as pl

rows, out = int(sys.argv[1]), sys.argv[2]
random = np.random.default_rng(1998)
areas, points = 35_672, 21
kinds = ["Violence and sexual offences", "Anti-social behaviour", "Theft from the person", "Other theft", "Shoplifting",
         "Criminal damage and arson", "Public order", "Vehicle crime", "Burglary", "Drugs", "Robbery", "Bicycle theft",
         "Possession of weapons", "Other crime"]
odds = np.array([.31, .17, .04, .08, .07, .08, .08, .065, .04, .03, .012, .01, .009, .004])
ends = ["Investigation complete; no suspect identified", "Unable to prosecute suspect", "Under investigation",
        "Awaiting court outcome", "Court result unavailable", "Local resolution", "Offender given a caution",
        "Status update unavailable", "Action to be taken by another organisation"]
weight = random.lognormal(0, 0.85, areas)
area = random.choice(areas, rows, p=weight / weight.sum())
near = 1 / np.arange(1, points + 1) ** 1.1
point = random.choice(points, rows, p=near / near.sum())
east = random.uniform(-4.5, 1.6, areas)[area] + random.normal(0, .004, (areas, points))[area, point]
north = random.uniform(50.2, 55.6, areas)[area] + random.normal(0, .0025, (areas, points))[area, point]
kind = random.choice(len(kinds), rows, p=odds / odds.sum())
month = np.sort(random.integers(0, 36, rows))
placeless = random.random(rows) < 0.02
force = np.sort(random.integers(0, 43, areas))[area]
digits = np.frombuffer(b"0123456789abcdef", dtype=np.uint8)
identity = digits[random.integers(0, 16, (rows, 64), dtype=np.uint8)].view("S64").ravel()

months = pl.Series([f"{2020 + m // 12}-{m % 12 + 1:02d}" for m in range(36)])
forces = pl.Series([f"Force {f:02d} Constabulary" for f in range(43)])
codes = pl.Series([f"E010{a:05d}" for a in range(areas)])
names = pl.Series([f"District {a // 110:03d} {a % 110:03d}A" for a in range(areas)])
asb, gone = kind == 1, pl.Series(placeless)
table = pl.DataFrame({
    "Crime ID": pl.Series([value.decode() for value in identity]), "Month": months[month],
    "Reported by": forces[force], "Falls within": forces[force], "Longitude": np.round(east, 6),
    "Latitude": np.round(north, 6), "Location": [f"On or near Street {a}-{p}" for a, p in zip(area, point)],
    "LSOA code": codes[area], "LSOA name": names[area], "Crime type": pl.Series(kinds)[kind],
    "Last outcome category": pl.Series(ends)[random.integers(0, len(ends), rows)], "Context": [None] * rows,
})
table = table.with_columns(
    [pl.when(gone).then(None).otherwise(pl.col(c)).alias(c) for c in ("Longitude", "Latitude", "LSOA code", "LSOA name")]
    + [pl.when(gone).then(pl.lit("No Location")).otherwise(pl.col("Location")).alias("Location")]
    + [pl.when(pl.Series(asb)).then(None).otherwise(pl.col(c)).alias(c) for c in ("Crime ID", "Last outcome category")])
table.write_csv(out)
