"""Times the program over Swift beside swift-syntax's parser alone, over the same files on the same cores, and writes the table.

The tree is every Swift file of the packages that the oracle reads. What the program lets through without a parse to tell, the
files that import a module of the packs, is parsed by a driver that does nothing else, from memory and on as many threads as there are cores; the program reads all files from disk,
analyses them with all packs for Swift, and prints what it would change. The two take turns.

The bars are held against swift-syntax as SwiftPM builds it for release, as anyone has it. The program itself is built by a
profile of its everyday work, its parser included: how that parser alone does is told beside.
"""

import argparse
import datetime
import os
import pathlib
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

import page

ROOT = pathlib.Path(__file__).resolve().parents[2]
FEWEST_FILES = 5000
LIBRARIES = ["coreml", "hummingbird", "swift-syntax", "xctest"]
MOVES = [
    "--from", "swift-syntax==508", "--to", "swift-syntax==603", "--from", "hummingbird==1.10.0",
    "--to", "hummingbird==2.28.1", "--from", "coreml==11", "--to", "coreml==14", "--swap", "xctest:swift-testing",
    "--language", "swift",
]
COLD_BAR = 2.0
WARM_BAR = 0.1


def main():
    options = arguments()
    tree, files = tree_of(options)
    chosen = let_through(files)
    list_file = os.path.join(options.scratch, "files")
    with open(list_file, "w", encoding="utf-8") as file:
        file.write("\n".join(chosen) + "\n")
    check_count(options, tree, files)
    runs, parsed = measure(options, tree, list_file)
    lines = report(options, files, chosen, runs, parsed)
    print("\n".join(lines))
    if options.write:
        page.write(options.write, lines)
    sys.exit(1 if options.strict and any("missed" in line for line in lines) else 0)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True, help="godwit, a release build")
    parser.add_argument("--driver", required=True, help="ParseDriver, as SwiftPM builds it for release")
    parser.add_argument("--own-driver", required=True, help="ParseDriver, built by the profile as the program is")
    parser.add_argument("--packages", required=True, help="a folder of packages, as swift_packages.py fetches them")
    parser.add_argument("--scratch", required=True)
    parser.add_argument("--write", help="the page to write")
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--strict", action="store_true", help="exit with 1 if a bar is missed")
    options = parser.parse_args()
    for name in ("program", "driver", "own_driver", "packages", "scratch"):
        setattr(options, name, os.path.abspath(getattr(options, name)))
    return options


def tree_of(options):
    """A copy of the Swift files alone, where no ignore file and no folder of a version control counts."""
    tree = os.path.join(options.scratch, "tree")
    shutil.rmtree(tree, ignore_errors=True)
    os.makedirs(os.path.join(tree, ".git"))
    files = []
    for path in sorted(pathlib.Path(options.packages).rglob("*.swift")):
        # What lies in folders whose names begin with a dot, no walk goes to.
        relative = path.relative_to(options.packages)
        if not path.is_file() or path.is_symlink() or any(part.startswith(".") for part in relative.parts):
            continue
        place = os.path.join(tree, str(relative))
        os.makedirs(os.path.dirname(place), exist_ok=True)
        shutil.copyfile(path, place)
        files.append(place)
    if len(files) < FEWEST_FILES:
        sys.exit(f"bench: the packages have {len(files)} Swift files; {FEWEST_FILES} are needed")
    return tree, files


def let_through(files):
    """The files that import a module which the packs speak of."""
    words = set()
    for library in LIBRARIES:
        text = (ROOT / "Rules" / library / "library.yaml").read_text(encoding="utf-8")
        words |= {word.strip() for word in re.search(r"^modules: \[(.*)\]", text, re.MULTILINE).group(1).split(",")}
    kinds = r"(?:(?:typealias|struct|class|enum|protocol|let|var|func|actor)\s+)?"
    wanted = re.compile(rf"\bimport\s+{kinds}`?(?:{'|'.join(sorted(words))})\b".encode())
    return [file for file in files if wanted.search(pathlib.Path(file).read_bytes())]


def adapt(options, tree, *more):
    return [options.program, "adapt", tree, *MOVES, *more]


def check_count(options, tree, files):
    said = subprocess.run(adapt(options, tree, "--no-cache"), capture_output=True, text=True, check=True).stdout
    found = re.findall(r"^[0-9]+ uses in [0-9]+ of ([0-9]+) files:", said, re.MULTILINE)
    if not found or int(found[0]) != len(files):
        sys.exit(f"bench: {len(files)} files on disk, and the program looks at {found}")


def measure(options, tree, list_file):
    threads = str(os.cpu_count())
    runs = {"cold, no cache": [], "cold, empty cache": [], "warm": []}
    drivers = {"plain": options.driver, "own": options.own_driver}
    parsed = {name: [] for name in drivers}
    with tempfile.TemporaryDirectory(dir=options.scratch) as cache:
        environment = {**os.environ, "XDG_CACHE_HOME": os.path.join(cache, "cache")}
        for repetition in range(options.repetitions + 1):
            said = {
                name: subprocess.run([driver, list_file, threads], capture_output=True, text=True, check=True).stdout
                for name, driver in drivers.items()
            }
            shutil.rmtree(environment["XDG_CACHE_HOME"], ignore_errors=True)
            measured = {
                "cold, no cache": timed(adapt(options, tree, "--no-cache"), environment),
                "cold, empty cache": timed(adapt(options, tree), environment),
                "warm": timed(adapt(options, tree), environment),
            }
            # The first round warms the system's file cache, for all alike.
            if repetition:
                for name, text in said.items():
                    words = text.split()
                    parsed[name].append({words[index]: float(words[index + 1]) for index in range(0, len(words), 2)})
                for name, one in measured.items():
                    runs[name].append(one)
            print(f"round {repetition} of {options.repetitions}", flush=True)
    return runs, parsed


def timed(command, environment):
    said = subprocess.run(
        [sys.executable, str(pathlib.Path(__file__).with_name("child.py")), *command], env=environment,
        capture_output=True, text=True, check=True).stdout.split()
    if said[0] != "0":
        sys.exit(f"bench: {os.path.basename(command[0])} ended with {said[0]}")
    seconds, processor, memory = (float(word) for word in said[1:])
    return seconds, processor, memory


def report(options, files, chosen, runs, parsed):
    middle = {name: statistics.median(one[0] for one in of) for name, of in runs.items()}
    processor = {name: statistics.median(one[1] for one in of) for name, of in runs.items()}
    memory = {name: max(one[2] for one in of) for name, of in runs.items()}
    parse = statistics.median(one["parse"] for one in parsed["plain"])
    own = statistics.median(one["parse"] for one in parsed["own"])
    both = statistics.median(one["parse-and-copy"] for one in parsed["own"])
    size = sum(os.path.getsize(file) for file in files)
    lines = [
        "# Benchmarks of Swift",
        "",
        f"`make bench`, {datetime.date.today():%-d %B %Y}, {os.cpu_count()} processors ({platform.machine()}, "
        f"{platform.system()}). The tree: {len(files)} Swift files of the packages in",
        f"`Tests/Oracle/swift_packages.py`, {size / 1e6:.1f} MB; {len(chosen)} of them, "
        f"{sum(os.path.getsize(file) for file in chosen) / 1e6:.1f} MB, import a module of the packs. Medians of",
        f"{options.repetitions} rounds in which they take turns. The parser alone reads from memory, the program from disk. Own: by",
        "the profile that the program is built by ([why](Decisions/profile-of-the-program.md)).",
        "",
        "| What | Wall s | of the parse | of the own parse | Processor s | Peak MB |",
        "|---|---|---|---|---|---|",
        f"| swift-syntax's parser as SwiftPM builds it for release, those files, {os.cpu_count()} threads | {parse:.2f} | 1.00 | "
        f"{parse / own:.2f} | | |",
        f"| the own parser, the same files | {own:.2f} | {own / parse:.2f} | 1.00 | | |",
        f"| the same with the copy into the tree | {both:.2f} | {both / parse:.2f} | {both / own:.2f} | | |",
    ]
    titles = {
        "cold, no cache": "`godwit adapt` with all packs for Swift, `--no-cache`",
        "cold, empty cache": "`godwit adapt`, empty cache",
        "warm": "`godwit adapt`, second run",
    }
    for name, title in titles.items():
        lines.append(
            f"| {title} | {middle[name]:.2f} | {middle[name] / parse:.2f} | {middle[name] / own:.2f} | "
            f"{processor[name]:.2f} | {memory[name]:.0f} |")
    lines += ["", "| Bar | Measured | |", "|---|---|---|"]
    bars = [
        ("the copy costs less than the own parse", (both - own) / own, 1.0),
        (f"cold, no cache: at most {COLD_BAR} of the parse", middle["cold, no cache"] / parse, COLD_BAR),
        (f"cold, empty cache: at most {COLD_BAR} of the parse", middle["cold, empty cache"] / parse, COLD_BAR),
        (f"warm: less than {WARM_BAR} of the parse", middle["warm"] / parse, WARM_BAR),
    ]
    for title, measured, most in bars:
        lines.append(f"| {title} | {measured:.2f} | {'held' if measured <= most else '**missed**'} |")
    return lines


if __name__ == "__main__":
    main()
