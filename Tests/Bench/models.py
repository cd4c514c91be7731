"""Times the conversion and comparison of models beside the Python tools that do it, in one run, and writes the table.

Models are made with the real libraries in an environment of its own under the scratch folder. Every command runs in a cold
process. The tools take turns, so that whatever else the machine does meets them alike; what counts is the median of each.
Peak memory is the operating system's count for each child (maximum resident set), the greatest of the rounds.
"""

import argparse
import datetime
import os
import platform
import statistics
import subprocess
import sys
import time

import page

HERE = os.path.dirname(os.path.abspath(__file__))
LIBRARIES = [
    "scikit-learn==1.7.2", "skl2onnx==1.20.0", "onnxmltools==1.16.0", "xgboost==3.2.0", "lightgbm==4.7.0", "onnx==1.23.2",
    "joblib==1.6.0", "pandas==2.3.3", "numpy==2.4.6", "packaging==26.4",
]
#: Trees of the boosters: size must be paid for in proportion.
RAMP = [50, 200, 800]
STORED_ROWS = 1_000_000
INTERPRETED_ROWS = 20_000

FOREST_SECONDS = 0.1
FOREST_MEGABYTES = 60
BOOSTER_RATE = 100
STORED_RATE = 100_000
#: Time per byte of the largest model against that of the middle one: linear is 1, quadratic would be 4.
LINEAR = 1.5


def main():
    options = arguments()
    python, made = install(options.scratch)
    work = Work(options, python, made)
    for repetition in range(options.repetitions + 1):
        # The first round warms the system's file cache, for all alike.
        work.round(counts=repetition > 0)
        print(f"round {repetition} of {options.repetitions}", flush=True)
    lines = report(options, work)
    print("\n".join(lines))
    if options.write:
        page.write(options.write, lines)
    sys.exit(1 if options.strict and any("missed" in line for line in lines) else 0)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True, type=os.path.abspath, help="godwit, a release build")
    parser.add_argument("--scratch", required=True, type=os.path.abspath, help="where to install; kept for the next run")
    parser.add_argument("--write", help="the page to write")
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--strict", action="store_true", help="exit with 1 if a bar is missed")
    return parser.parse_args()


def install(scratch):
    """The environment's Python and the folder of models, from an earlier run if that made the same."""
    made = os.path.join(scratch, "made")
    python = os.path.join(scratch, "environment", "bin", "python")
    with open(os.path.join(HERE, "models_made.py"), encoding="utf-8") as script:
        wanted = "\n".join([*LIBRARIES, str(RAMP), str(STORED_ROWS), str(INTERPRETED_ROWS), script.read()])
    stamp = os.path.join(scratch, "complete")
    if not os.path.exists(stamp) or open(stamp, encoding="utf-8").read() != wanted:
        os.makedirs(made, exist_ok=True)
        subprocess.run([sys.executable, "-m", "venv", os.path.join(scratch, "environment")], check=True)
        pip = [python, "-m", "pip", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "install", "--only-binary=:all:", *LIBRARIES], check=True)
        sizes = [str(STORED_ROWS), str(INTERPRETED_ROWS), *map(str, RAMP)]
        subprocess.run([python, os.path.join(HERE, "models_made.py"), made, *sizes], check=True)
        with open(stamp, "w", encoding="utf-8") as file:
            file.write(wanted)
    return python, made


# What is run


class Work:
    """Every command that is timed, and what was measured of each: seconds, processor seconds, peak megabytes."""

    def __init__(self, options, python, made):
        self.program = options.program
        self.made = made
        self.written = os.path.join(options.scratch, "written")
        os.makedirs(self.written, exist_ok=True)
        self.python = [python, os.path.join(HERE, "models_python.py")]
        self.rows = self.listed()
        self.runs = {row: [] for row in self.rows}
        #: Rows whose command refused, with what it said; told in the table and never counted as fast.
        self.refused = {}

    def path(self, name):
        return os.path.join(self.made, name)

    def convert(self, name, *more):
        return [self.program, "convert", self.path(name), "--to", "onnx", "--output", os.path.join(self.written, name + ".onnx"), *more]

    def other(self, what, name):
        return [*self.python, what, self.path(name), os.path.join(self.written, name + "." + what + ".onnx")]

    def listed(self):
        """(group, title, model) → command."""
        rows = {}
        for group, name in (("forest", "forest.pkl"), ("pipeline", "pipeline.joblib"), ("text", "text.pkl")):
            rows[group, "`godwit convert`", name] = self.convert(name)
            rows[group, "skl2onnx, unpickling included", name] = self.other("skl2onnx", name)
            rows[group, "Python, unpickling alone", name] = self.other("unpickle", name)
        for trees in RAMP:
            for kind in ("xgboost.json", "xgboost.ubj", "xgboost.pkl", "lightgbm.txt", "lightgbm.pkl"):
                name = f"{trees}.{kind}"
                rows["booster", "`godwit convert`", name] = self.convert(name)
        for kind in ("xgboost.json", "lightgbm.txt"):
            name = f"{RAMP[1]}.{kind}"
            rows["booster", "onnxmltools", name] = self.other("onnxmltools", name)
        rows["verify", "stored against stored", f"{STORED_ROWS} rows, 3 classes"] = [
            self.program, "verify", self.path("stored.npy"), self.path("stored-again.npy")]
        rows["verify", "200-tree forest against its answers", f"{INTERPRETED_ROWS} rows"] = [
            self.program, "verify", self.path("forest.pkl"), self.path("forest.npy"), "--data", self.path("rows.npy")]
        return rows

    def round(self, counts):
        for row, command in self.rows.items():
            if row in self.refused:
                continue
            measured, problem = timed(command)
            if problem:
                self.refused[row] = problem
            elif counts:
                self.runs[row].append(measured)

    def median(self, row, place=0):
        return statistics.median(run[place] for run in self.runs[row])

    def peak(self, row):
        return max(run[2] for run in self.runs[row])

    def size(self, row):
        return os.path.getsize(self.path(row[2]))


def timed(command):
    """((seconds, processor seconds, megabytes), nil), or nil and what the command said instead of doing it."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
    said = child.stderr.read().decode(errors="replace").strip()
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        return None, (said.splitlines() or [f"exit {child.returncode}"])[-1]
    unit = 1 if sys.platform == "darwin" else 1024
    return (seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6), None


# The page


def report(options, work):
    lines = [
        "# Benchmarks of models",
        "",
        f"`make bench`, {datetime.date.today():%-d %B %Y}, {os.cpu_count()} processors ({platform.machine()}, {platform.system()}).",
        f"Cold processes, medians of {options.repetitions} rounds in which the tools take turns. Beside it, on CPython {platform.python_version()}:",
        ", ".join(LIBRARIES) + ".",
        "",
        "| What | Model | MB | Wall s | Processor s | Peak MB | MB/s |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in work.rows:
        group, title, name = row
        size = f"{work.size(row) / 1e6:.2f}" if os.path.exists(work.path(name)) else ""
        if row in work.refused:
            lines.append(f"| {title} | {name} | {size} | refused: {work.refused[row].replace('|', '/')} | | | |")
            continue
        rate = f"{work.size(row) / 1e6 / work.median(row):.0f}" if size else ""
        lines.append(
            f"| {title} | {name} | {size} | {work.median(row):.3f} | {work.median(row, 1):.3f} | {work.peak(row):.0f} | {rate} |")
    lines += ["", "| Bar | Measured | |", "|---|---|---|"]
    return lines + [bar(text, measured, held) for text, measured, held in bars(work)]


def bar(text, measured, held):
    return f"| {text} | {measured} | {'held' if held else '**missed**'} |"


def bars(work):
    forest = ("forest", "`godwit convert`", "forest.pkl")
    stored = ("verify", "stored against stored", f"{STORED_ROWS} rows, 3 classes")
    interpreted = ("verify", "200-tree forest against its answers", f"{INTERPRETED_ROWS} rows")
    for row in (forest, stored, interpreted):
        if row in work.refused:
            yield f"{row[1]}, {row[2]}", work.refused[row], False
    if forest in work.refused or stored in work.refused or interpreted in work.refused:
        return
    yield f"forest of 200 trees: at most {FOREST_SECONDS} s", f"{work.median(forest):.3f}", work.median(forest) <= FOREST_SECONDS
    yield f"forest of 200 trees: at most {FOREST_MEGABYTES} MB", f"{work.peak(forest):.0f}", work.peak(forest) <= FOREST_MEGABYTES
    for kind in ("xgboost.json", "xgboost.ubj", "xgboost.pkl", "lightgbm.txt", "lightgbm.pkl"):
        rows = [("booster", "`godwit convert`", f"{trees}.{kind}") for trees in RAMP]
        if any(row in work.refused for row in rows):
            yield f"{kind}: read", "refused", False
            continue
        yield (f"{kind}, {RAMP[-1]} trees: at least {BOOSTER_RATE} MB/s", *rate_held(work, rows[-1]))
        yield (f"{kind}: from {RAMP[1]} to {RAMP[-1]} trees time grows at most {LINEAR} times as fast as the file", *growth_held(work, rows))
    rate = STORED_ROWS / work.median(stored, 1)
    yield f"verify, stored predictions: at least {STORED_RATE} rows/s a core", f"{rate:.0f}", rate >= STORED_RATE
    rate = INTERPRETED_ROWS / work.median(interpreted, 1)
    yield "interpreter, forest of 200 trees and verdict: no bar", f"{rate:.0f} rows/s a core", True


def rate_held(work, row):
    rate = work.size(row) / 1e6 / work.median(row)
    return f"{rate:.0f}", rate >= BOOSTER_RATE


def growth_held(work, rows):
    seconds = work.median(rows[2]) / work.median(rows[1])
    growth = seconds / (work.size(rows[2]) / work.size(rows[1]))
    return f"{growth:.2f}", growth <= LINEAR


if __name__ == "__main__":
    main()
