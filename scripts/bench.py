"""Runs Concordat and its peers on the same files in one go, counts CPU seconds and memory, and prints the ratios.

usage: bench.py CONCORDAT [--quick]   (--quick leaves out the 5 M rows and the slow kernel density of scikit-learn)
"""
import json, os, pathlib, resource, subprocess, sys, tempfile

concordat, quick = sys.argv[1], "--quick" in sys.argv
peers = pathlib.Path(__file__).parent / "peers"
python = sys.executable
cache = pathlib.Path(os.environ.get("CONCORDAT_BENCH", tempfile.gettempdir())) / "concordat-bench"
cache.mkdir(exist_ok=True)


def measured(command):
    """CPU seconds, peak resident megabytes and standard output of a command; None when it could not run."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(writer, 1)
        os.execvp(command[0], command)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        out = pipe.read()
    _, status, usage = os.wait4(child, 0)
    if status:
        return None
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out


def best(command, times=3):
    runs = [run for run in (measured(command) for _ in range(times)) if run]
    return min(runs) if runs else None


def row(job, ours, target, others):
    if ours is None:
        print(f"{job:<46} could not run")
        return
    text = f"{job:<46} {ours[0]:8.2f} CPU s {ours[1]:7.0f} MB  target {target:<16}"
    for name, theirs in others:
        text += f" | {name} not measured" if theirs is None else f" | {name} {theirs[0]:.2f} s {theirs[1]:.0f} MB = {theirs[0] / ours[0]:.1f}×"
    print(text, flush=True)


for millions, target in ((1, "0.6 s, 100 MB"),) if quick else ((1, "0.6 s, 100 MB"), (5, "2.8 s, 250 MB")):
    path = cache / f"street-{millions}m.csv"
    if not path.exists():
        subprocess.run([python, peers / "generate.py", str(millions * 1_000_000), path], check=True)
    ours = best([concordat, "bench", "group", str(path)])
    theirs = [(peer, best([python, str(peers / "groupby.py"), peer, str(path)])) for peer in ("polars", "duckdb")]
    if ours:
        for name, run in theirs:
            if run and json.loads(run[2])["groups"] != json.loads(ours[2])["groups"]:
                sys.exit(f"{name} counts other groups: {run[2]} against {ours[2]}")
    row(f"{millions} M rows parsed, six group-bys", ours, target, theirs)

row("exact quartic density, 1 M points, 1000×1000", best([concordat, "bench", "density", "1000000"]), "0.5 s",
    [] if quick else [("scikit-learn", best([python, str(peers / "kde.py"), "1000000"], 1))])

evidence = pathlib.Path(os.environ.get("CONCORDAT_BENCH_EVIDENCE", "Demo/evidence/police"))
with tempfile.TemporaryDirectory() as folder:
    ours = measured([concordat, "import", "--json", "--data", folder + "/data", str(evidence)])
    if ours:
        totals = json.loads(ours[2])["totals"]
        row(f"import of {totals['rows']:,} rows of {evidence}", ours, "5 s for 627,000", [])

if not quick:
    subprocess.run([python, pathlib.Path(__file__).parent / "views.py", concordat, cache], check=True)
