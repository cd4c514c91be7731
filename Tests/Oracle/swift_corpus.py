"""Adapts the Swift projects of the corpus with the program and builds and tests what comes out, against the real packages.

Each must come out as its `after`, byte for byte, and a second run must change nothing.
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
LIBRARIES = ["coreml", "hummingbird", "swift-syntax", "xctest"]
CORPUS = pathlib.Path(__file__).resolve().parents[2] / "Corpus" / "swift"

# Each with what moves it, and whether it can be built on this system.
PROJECTS = [
    ("swift-syntax-lint", ["--to", "swift-syntax==603"]),
    ("hummingbird-service", ["--to", "hummingbird==2.28.1", "--review"]),
    ("xctest-preprocessing", ["--swap", "xctest:swift-testing", "--language", "swift"]),
    ("coreml-classifier", ["--from", "coreml==11", "--to", "coreml==14"]),
]


def files(folder):
    """The files of a package by their paths, without what is built and what is kept to undo."""
    left_out = {".build", ".godwit", "Package.resolved"}
    names = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
    return {str(name): (folder / name).read_bytes() for name in names if not left_out & set(name.parts)}


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


def typecheck(swiftc, folder, stubs):
    """Checks a package against declarations of our own, where its library is not to be had."""
    modules = folder / ".build" / "modules"
    modules.mkdir(parents=True, exist_ok=True)
    libraries = [("CoreML", [stubs / "CoreML.swift"])]
    libraries += [("Classifier", sorted((folder / "Sources" / "Classifier").glob("*.swift")))]
    for name, sources in libraries:
        check(
            [swiftc, "-emit-module", "-parse-as-library", "-module-name", name, "-I", str(modules)]
            + ["-emit-module-path", str(modules / f"{name}.swiftmodule")] + [str(source) for source in sources]
        )
    check([swiftc, "-typecheck", "-I", str(modules), str(folder / "Sources" / "classify" / "main.swift")])


def check(command):
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    # A call that may wait and is not marked is an error; one that is marked for nothing, a warning.
    problems = [line for line in result.stderr.splitlines() if "error:" in line or "warning: no 'async'" in line]
    if result.returncode != 0 or problems:
        raise SystemExit("what came out does not type-check\n" + "\n".join(problems[:40]))


def trees(swift, packages):
    """Holds every file's tree against swift-syntax's, node for node; the test says what it saw."""
    environment = {**os.environ, "GODWIT_ROOMS": "SwiftLanguage", "GODWIT_ALL_SWIFT": str(packages.resolve())}
    result = subprocess.run(
        [swift, "test", "-c", "release", "-Xswiftc", "-enable-testing", "--scratch-path", ".build/oracle/trees"]
        + ["--filter", "TreeTests"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    said = re.findall(r"^[0-9]+ files, .* one for one$", result.stdout, re.MULTILINE)
    if result.returncode != 0 or len(said) != 1:
        raise SystemExit(f"the trees are not swift-syntax's\n{result.stdout[-4000:]}")
    print(said[0], flush=True)


def variants(program):
    """Runs every example, and every way to write a use of what the rules speak of, in every pack for Swift."""
    for library in LIBRARIES:
        command = [program, "rules", "test", library]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        last = result.stdout.strip().splitlines()[-1:]
        if result.returncode != 0:
            raise SystemExit(f"{library}: rules fail their tests\n{result.stdout[-4000:]}{result.stderr[-2000:]}")
        print(f"{library}: {' '.join(last)}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--swift", default="swift")
    parser.add_argument("--only", help="one project")
    parser.add_argument("--packages", type=pathlib.Path, help="packages whose files all go through the tree")
    parser.add_argument("folder", type=pathlib.Path)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    if options.packages and options.only is None:
        trees(options.swift, options.packages)
        variants(options.program)
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
        stubs = CORPUS / name / "stubs"
        if stubs.exists():
            typecheck(options.swift + "c", place, stubs)
            how = "type-checks against our declarations"
        else:
            xctest, testing = build(options.swift, place)
            if xctest + testing == 0:
                raise SystemExit(f"{name}: no test ran")
            # What was resolved while building is newer than what the move asks for.
            (place / "Package.resolved").unlink(missing_ok=True)
            how = f"builds; {xctest} tests of XCTest and {testing} of Swift Testing pass"
        adapt(options.program, place, arguments)
        if files(place) != wanted:
            raise SystemExit(f"{name}: a second run changes it")
        print(f"{name}: as its after; {how}; a second run changes nothing", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
