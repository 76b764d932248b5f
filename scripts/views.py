"""Times the explorer's views over five million rows in the running server, each asked for the first time.

usage: views.py CONCORDAT CACHE
The rows are synthetic, on the real output areas of London; the look-ups, populations and outlines are the demonstration's.
"""
import csv, json, pathlib, re, socket, subprocess, sys, time

concordat, cache = sys.argv[1], pathlib.Path(sys.argv[2])
here = pathlib.Path(__file__).parent
sys.path.insert(0, str(here / "browser"))
from visit import Site  # noqa: E402

ROWS, MONTHS = 5_000_000, 36
KINDS = ["Violence and sexual offences", "Anti-social behaviour", "Theft from the person", "Other theft", "Shoplifting",
         "Criminal damage and arson", "Public order", "Vehicle crime", "Burglary", "Drugs", "Robbery", "Bicycle theft",
         "Possession of weapons", "Other crime"]
ODDS = [.31, .17, .04, .08, .07, .08, .08, .065, .04, .03, .012, .01, .009, .004]


def write(path):
    """Street-level crime of London in the layout of data.police.uk, one file of all months, with a fixed seed."""
    import numpy as np
    import polars as pl
    random = np.random.default_rng(1998)
    with open(here.parent / "Demo/evidence/geography/london_lsoa11_lsoa21_lad22.csv", newline="") as file:
        areas = [(row["LSOA21CD"], row["LSOA21NM"]) for row in csv.DictReader(file) if row["LAD22CD"] != "E09000001"]
    count = len(areas)
    weight = random.lognormal(0, .85, count)
    area = random.choice(count, ROWS, p=weight / weight.sum())
    east, north = random.uniform(-.5, .3, (count, 21)), random.uniform(51.3, 51.7, (count, 21))
    point = random.integers(0, 21, ROWS)
    kind = random.choice(len(KINDS), ROWS, p=np.array(ODDS) / sum(ODDS))
    month = np.sort(random.integers(0, MONTHS, ROWS))
    identity = np.frombuffer(b"0123456789abcdef", dtype=np.uint8)[random.integers(0, 16, (ROWS, 64), dtype=np.uint8)]
    asb = kind == 1
    pl.DataFrame({
        "Crime ID": pl.Series(identity.view("S64").ravel().astype("U64")).set(pl.Series(asb), None),
        "Month": pl.Series([f"{2020 + m // 12}-{m % 12 + 1:02d}" for m in range(MONTHS)])[month],
        "Reported by": pl.Series(["Metropolitan Police Service"]).new_from_index(0, ROWS),
        "Falls within": pl.Series(["Metropolitan Police Service"]).new_from_index(0, ROWS),
        "Longitude": np.round(east[area, point], 6), "Latitude": np.round(north[area, point], 6),
        "Location": pl.Series(["On or near Street"]).new_from_index(0, ROWS),
        "LSOA code": pl.Series([code for code, _ in areas])[area], "LSOA name": pl.Series([n for _, n in areas])[area],
        "Crime type": pl.Series(KINDS)[kind],
        "Last outcome category": pl.Series(["Under investigation"]).new_from_index(0, ROWS).set(pl.Series(asb), None),
        "Context": pl.Series([None], dtype=pl.String).new_from_index(0, ROWS),
    }).write_csv(path)


def run(*command):
    return json.loads(subprocess.run([concordat, *map(str, command)], check=True, stdout=subprocess.PIPE).stdout)


rows, data = cache / "london-5m.csv", cache / "views-data"
if not rows.exists():
    write(rows)
accounts = run("demo", "--data", data, "--json")["accounts"]
run("import", "--json", "--data", data, "--extracted", "2023-03-01", rows)
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
server = subprocess.Popen([concordat, "serve", "--data", str(data), "--port", str(port)],
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
try:
    site = Site(f"http://127.0.0.1:{port}")
    for _ in range(200):
        try:
            site.ask("GET", "/sign-in")
            break
        except OSError:
            time.sleep(.1)
    cookie = site.sign_in(next(one for one in accounts if one["role"] == "analyst"))
    base = "/evidence/explore?measure=street-crime&"

    def timed(question):
        start = time.perf_counter()
        status, text, *_ = site.ask("GET", base + question, cookie)
        return (time.perf_counter() - start) * 1000, status, len(text), re.search(r"<h1[^>]*>(.*?)</h1>", text)

    first, *_ = timed("figure=count&area=MPS&period=2020-01..2020-02")
    print(f"the first figure after a start: {first:.0f} ms")
    slow = 0
    for area in ("E09000033", "MPS"):
        for view in ("count", "count&by=month", "count&by=category", "count&by=borough", "count&by=lsoa", "rate&by=lsoa",
                     "rate&by=borough", "change&by=category&compare=2021", "change&by=lsoa&compare=2021",
                     "concentration", "trend", "season", "harm&by=category", "hotspots"):
            period = "2020..2022" if view in ("trend", "season") else "2022"
            period = {"2020..2022": "2020-01..2022-12"}.get(period, period)
            took, status, size, _ = timed(f"figure={view}&area={area}&period={period}")
            slow += took >= 200
            print(f"{area:<10} {view:<34} {took:7.0f} ms  {size / 1024:7.0f} kB  {status}{'  over 200 ms' if took >= 200 else ''}")
    print(f"views of 200 ms or more: {slow}")
finally:
    server.terminate()
    server.wait()
