"""Times the program beside ruff, ast-grep and CPython on one tree of libraries, in one run, and writes the table.

Everything is installed by pip into a scratch folder: the tree of libraries that all tools look at, and the tools.

A machine's speed changes within a minute by more than what is measured, and a long run before it slows the next. So each run
has one of ruff's right beside it, before it or after it in turns, and what counts is the median of these ratios. The tools
that take long come last, by themselves. Peak memory is the operating system's count for each child (maximum resident set).
"""

import argparse
import datetime
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile

import page

LIBRARIES = ["numpy==2.5.5", "scipy==1.18.1", "pandas==3.1.1", "scikit-learn==1.9.1", "transformers==5.24.0"]
TOOLS = ["ruff==0.17.6", "ast-grep-cli==0.51.1"]
# Wheels of one kind, so that the tree is the same on every machine.
WHEELS = ["--only-binary=:all:", "--no-deps", "--python-version", "3.12", "--implementation", "cp"]
for tag in ["manylinux2014_x86_64", "manylinux_2_17_x86_64", "manylinux_2_27_x86_64", "manylinux_2_28_x86_64", "any"]:
    WHEELS += ["--platform", tag]
SUFFIXES = (".py", ".pyi")
FEWEST_FILES = 6000

# The bars: what is measured, and how much of ruff's time it may take.
BARS = [
    ("cold, no cache", 1.0),
    ("cold, empty cache", 1.0),
    ("warm", 0.15),
    ("assess", 1.5),
    ("assess with a target", 1.5),
]
# What takes long and is held against no bar, and how often it is run.
SLOW = ("ast-grep", "ast.parse")
SLOW_ROUNDS = 3
MEMORY_BAR = 300
# What the two do in that time; the shares are those of a sampling profile of 29 November 2026, both passes together.
REMARK = [
    "ruff parses each file once and holds it against the imports of that file. Godwit also follows names through the",
    "project's own modules, for which files that get the library from there are analysed again; finds the types of",
    "receivers; adapts the examples of docstrings; counts uses in its ledger; and parses what it rewrote once more.",
    "Of the time of one thread, by samples, the parser has 22 %, references held against rules 10 %, the walk over scopes 8 %,",
    "types 8 %, imports 4 %, reading files 4 %; second looks, first ones that were put off among them, have 16 %.",
]
PARSER_BAR = 50


def main():
    options = arguments()
    tools = install(options.scratch)
    tree = tools["tree"]
    files = python_files(tree)
    size = sum(os.path.getsize(file) for file in files)
    check_counts(options, tools, files)
    runs, ratios = measure(options, tools, files)
    rate = parser_rate(options, files)
    lines = report(options, tools, files, size, runs, ratios, rate)
    print("\n".join(lines))
    if options.write:
        page.write(options.write, lines)
    sys.exit(1 if options.strict and any("missed" in line for line in lines) else 0)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True, help="godwit, a release build")
    parser.add_argument("--python-ast", required=True, help="python-ast, a release build")
    parser.add_argument("--scratch", required=True, help="where to install; kept for the next run")
    parser.add_argument("--write", help="the page to write")
    parser.add_argument("--repetitions", type=int, default=11, help="rounds of pairs")
    parser.add_argument("--strict", action="store_true", help="exit with 1 if a bar is missed")
    options = parser.parse_args()
    if options.repetitions < 2:
        parser.error("--repetitions: one pair has no spread; give at least 2")
    options.program = os.path.abspath(options.program)
    options.python_ast = os.path.abspath(options.python_ast)
    options.scratch = os.path.abspath(options.scratch)
    return options


# Installing


def install(scratch):
    """The tree and the tools, from an earlier run if that installed the same."""
    wanted = "\n".join([*LIBRARIES, *TOOLS])
    stamp = os.path.join(scratch, "installed")
    tree = os.path.join(scratch, "tree")
    binaries = os.path.join(scratch, "tools", "bin")
    if not os.path.exists(stamp) or open(stamp).read() != wanted:
        shutil.rmtree(scratch, ignore_errors=True)
        os.makedirs(scratch)
        subprocess.run([sys.executable, "-m", "venv", os.path.join(scratch, "tools")], check=True)
        pip = [os.path.join(binaries, "python"), "-m", "pip", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "install", *TOOLS], check=True)
        # Unpacked and not installed: pip refuses to install for another Python than the one it runs on.
        wheels = os.path.join(scratch, "wheels")
        subprocess.run([*pip, "download", *WHEELS, "--dest", wheels, *LIBRARIES], check=True)
        for name in sorted(os.listdir(wheels)):
            with zipfile.ZipFile(os.path.join(wheels, name)) as wheel:
                wheel.extractall(tree, [member for member in wheel.namelist() if member.endswith((*SUFFIXES, ".toml"))])
        shutil.rmtree(wheels)
        # A tree of its own: without this, ignore files and project files of folders above would count.
        os.makedirs(os.path.join(tree, ".git"), exist_ok=True)
        with open(stamp, "w") as file:
            file.write(wanted)
    return {"tree": tree, "ruff": os.path.join(binaries, "ruff"), "ast-grep": os.path.join(binaries, "ast-grep")}


def python_files(tree):
    found = []
    for folder, folders, names in os.walk(tree):
        folders.sort()
        found += [os.path.join(folder, name) for name in sorted(names) if name.endswith(SUFFIXES)]
    if len(found) < FEWEST_FILES:
        sys.exit(f"bench: the tree has {len(found)} Python files; {FEWEST_FILES} are needed")
    return found


# What is run


def commands(options, tools, files):
    """Name → (arguments, what to do before, whether 1 is as good an exit code as 0)."""
    tree = tools["tree"]
    adapt = [options.program, "adapt", tree, "--from", "numpy==1.21", "--to", "numpy==2.0"]
    list_file = os.path.join(os.path.dirname(tree), "files")
    with open(list_file, "w", encoding="utf-8") as file:
        file.write("\n".join(files) + "\n")
    parse = (
        "import ast, sys, warnings\n"
        "warnings.simplefilter('ignore')\n"
        "for name in open(sys.argv[1], encoding='utf-8').read().split():\n"
        "    with open(name, 'rb') as file: source = file.read()\n"
        "    try: ast.parse(source)\n"
        "    except SyntaxError: pass\n"
    )
    return {
        "cold, no cache": ([*adapt, "--no-cache"], None),
        "cold, empty cache": (adapt, empty_cache),
        "warm": (adapt, None),
        "assess": ([options.program, "assess", tree, "--no-cache"], None),
        "assess with a target": ([options.program, "assess", tree, "--to", "numpy==2.0", "--no-cache"], None),
        "ruff": ([tools["ruff"], "check", "--select", "NPY201", "--no-cache", "--isolated", tree], None),
        "ast-grep": ([tools["ast-grep"], "run", "--pattern", "np.product($$$A)", "--lang", "python", tree], None),
        "ast.parse": ([sys.executable, "-c", parse, list_file], None),
    }


def empty_cache(environment):
    shutil.rmtree(environment["XDG_CACHE_HOME"], ignore_errors=True)
    os.makedirs(environment["XDG_CACHE_HOME"])


def check_counts(options, tools, files):
    """All tools look at the same files: each counts them in its own way."""
    tree = tools["tree"]
    shown = subprocess.run(
        [tools["ruff"], "check", "--isolated", "--show-files", tree], capture_output=True, text=True, check=True).stdout
    by_ruff = sum(1 for line in shown.splitlines() if line.endswith(SUFFIXES))
    adapted = subprocess.run(
        [options.program, "adapt", tree, "--from", "numpy==1.21", "--to", "numpy==2.0", "--no-cache"],
        capture_output=True, text=True, check=True).stdout
    summary = re.search(r"^[0-9]+ uses in [0-9]+ of ([0-9]+) files:", adapted, re.MULTILINE)
    by_program = int(summary.group(1)) if summary else -1
    tools["counts"] = f"{len(files)} on disk, {by_program} by godwit, {by_ruff} by ruff"
    print(f"files looked at: {tools['counts']}", flush=True)
    if not len(files) == by_program == by_ruff:
        sys.exit(f"bench: the tools do not look at the same files ({tools['counts']})")


def measure(options, tools, files):
    """Name → list of (seconds, processor seconds, peak memory in MB); and name → list of ratios to ruff's time."""
    listed = commands(options, tools, files)
    runs = {name: [] for name in listed}
    ratios = {name: [] for name in listed if name != "ruff"}
    with tempfile.TemporaryDirectory(dir=options.scratch) as cache:
        environment = {**os.environ, "XDG_CACHE_HOME": os.path.join(cache, "cache")}
        empty_cache(environment)

        def run(name):
            command, before = listed[name]
            if before:
                before(environment)
            return timed(command, environment)

        # The first round warms the system's file cache, for all alike.
        for repetition in range(options.repetitions + 1):
            for name in (name for name in ratios if name not in SLOW):
                pair = ("ruff", name) if repetition % 2 else (name, "ruff")
                measured = {one: run(one) for one in pair}
                if repetition:
                    ratios[name].append(measured[name][0] / measured["ruff"][0])
                    for one in pair:
                        runs[one].append(measured[one])
            print(f"round {repetition} of {options.repetitions}", flush=True)
        usual = statistics.median(seconds for seconds, _, _ in runs["ruff"])
        for name in SLOW:
            runs[name] = [run(name) for _ in range(SLOW_ROUNDS)]
            ratios[name] = [seconds / usual for seconds, _, _ in runs[name]]
            print(name, flush=True)
    return runs, ratios


def timed(command, environment):
    start = time.perf_counter()
    child = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        sys.exit(f"bench: {os.path.basename(command[0])} ended with {child.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6


def parser_rate(options, files):
    """Bytes to tree on one core, without a prefilter, files in memory: what `python-ast --time` says."""
    list_file = os.path.join(options.scratch, "files")
    rates = []
    for _ in range(3):
        said = subprocess.run(
            [options.python_ast, "--time", "--files", list_file], capture_output=True, text=True, check=True).stdout
        rates.append((float(said.split(":")[-1].split()[0]), said.strip()))
    return statistics.median_high(rates)


# The page


def report(options, tools, files, size, runs, ratios, rate):
    middle = {name: statistics.median(seconds for seconds, _, _ in of) for name, of in runs.items()}
    memory = {name: max(peak for _, _, peak in of) for name, of in runs.items()}
    processor = {name: statistics.median(used for _, used, _ in of) for name, of in runs.items()}
    lines = [
        "# Benchmarks",
        "",
        f"`make bench`, {datetime.date.today():%-d %B %Y}, {os.cpu_count()} processors ({platform.machine()}, "
        f"{platform.system()}). The tree: {', '.join(LIBRARIES)}; {len(files)} Python files, {size / 1e6:.1f} MB.",
        f"Each tool looks at the same files ({tools['counts']}). Each run has one of ruff's right beside it, before it or",
        f"after it in turns; medians of {options.repetitions} such pairs, of times and of ratios ({SLOW_ROUNDS} runs of the last two).",
        f"Beside it: {', '.join(TOOLS)}, CPython {platform.python_version()}.",
        "",
        "| What | Wall s | of ruff | Processor s | Peak MB |",
        "|---|---|---|---|---|",
    ]
    titles = {
        "cold, no cache": "`godwit adapt` 1.21 → 2.0, `--no-cache`",
        "cold, empty cache": "`godwit adapt`, empty cache",
        "warm": "`godwit adapt`, second run",
        "assess": "`godwit assess --no-cache`",
        "assess with a target": "`godwit assess --to numpy==2.0 --no-cache`",
        "ruff": "`ruff check --select NPY201 --no-cache`",
        "ast-grep": "`ast-grep run --pattern 'np.product($$$A)'`",
        "ast.parse": "CPython `ast.parse` of every file, one core",
    }
    for name in runs:
        ratio = statistics.median(ratios[name]) if name in ratios else 1
        lines.append(
            f"| {titles[name]} | {middle[name]:.2f} | {ratio:.2f} | {processor[name]:.2f} | {memory[name]:.0f} |")
    lines += ["", f"The parser alone, one core, files in memory: {rate[1]}.", "", "| Bar | Measured | |", "|---|---|---|"]
    for name, most in BARS:
        low, ratio, high = statistics.quantiles(ratios[name], n=4)
        lines.append(
            f"| {name}: at most {most} of ruff | {ratio:.2f} (half of the pairs: {low:.2f} to {high:.2f}) "
            f"| {'held' if ratio <= most else '**missed**'} |")
    peak = max(memory[name] for name in ("cold, no cache", "cold, empty cache", "warm"))
    lines.append(f"| peak memory at most {MEMORY_BAR} MB | {peak:.0f} | {'held' if peak <= MEMORY_BAR else '**missed**'} |")
    lines.append(
        f"| parser at least {PARSER_BAR} MB/s a core | {rate[0]:.1f} | {'held' if rate[0] >= PARSER_BAR else '**missed**'} |")
    return lines + ["", *REMARK]


if __name__ == "__main__":
    main()
