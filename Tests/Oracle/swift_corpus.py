"""Adapts the Swift projects of the corpus with the program and builds and tests what comes out, against the real packages.

Each must come out as its `after`, byte for byte, and a second run must change nothing.
"""

import argparse
import pathlib
import re
import shutil
import subprocess
import sys

CORPUS = pathlib.Path(__file__).resolve().parents[2] / "Corpus" / "swift"

# Each with what moves it, and whether it can be built on this system.
PROJECTS = [
    ("swift-syntax-lint", ["--to", "swift-syntax==603"]),
    ("hummingbird-service", ["--to", "hummingbird==2.28.1"]),
    ("xctest-preprocessing", ["--swap", "xctest:swift-testing", "--language", "swift"]),
]


def files(folder):
    names = [path for path in folder.rglob("*") if path.is_file() and ".build" not in path.parts]
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in names
        if path.name != "Package.resolved" and ".godwit" not in path.parts
    }


def adapt(program, folder, arguments):
    command = [program, "adapt", str(folder), *arguments, "--write", "--force", "--no-cache", "--quiet"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise SystemExit(f"{folder.name}: the program ended with {result.returncode}\n{result.stderr}")


def tests_passed(output):
    """How many tests passed, of XCTest and of Swift Testing; the summary lines of both."""
    xctest = [int(n) for n in re.findall(r"Executed (\d+) tests?, with 0 failures", output)]
    testing = [int(n) for n in re.findall(r"Test run with (\d+) tests? in \d+ suites? passed", output)]
    return max(xctest, default=0), max(testing, default=0)


def build(swift, folder):
    result = subprocess.run(
        [swift, "test", "--package-path", str(folder)], capture_output=True, text=True, check=False
    )
    output = result.stdout + result.stderr
    if result.returncode != 0:
        problems = [line for line in output.splitlines() if "error:" in line or "failed" in line]
        raise SystemExit(f"{folder.name}: what came out does not pass\n" + "\n".join(problems[:40]))
    return tests_passed(output)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--swift", default="swift")
    parser.add_argument("--only", help="one project")
    parser.add_argument("folder", type=pathlib.Path)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for name, arguments in PROJECTS:
        if options.only not in (None, name):
            continue
        place = options.folder / name
        # What was built before may serve again.
        for entry in place.iterdir() if place.exists() else []:
            if entry.name != ".build":
                shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
        shutil.copytree(CORPUS / name / "before", place, dirs_exist_ok=True)
        adapt(options.program, place, arguments)
        wanted = files(CORPUS / name / "after")
        found = files(place)
        if found != wanted:
            different = sorted(key for key in wanted.keys() | found.keys() if wanted.get(key) != found.get(key))
            raise SystemExit(f"{name}: not as its after: {', '.join(different)}")
        xctest, testing = build(options.swift, place)
        if xctest + testing == 0:
            raise SystemExit(f"{name}: no test ran")
        adapt(options.program, place, arguments)
        if files(place) != wanted:
            raise SystemExit(f"{name}: a second run changes it")
        print(f"{name}: as its after; builds; {xctest} tests of XCTest and {testing} of Swift Testing pass; stays as it is")
    return 0


if __name__ == "__main__":
    sys.exit(main())
