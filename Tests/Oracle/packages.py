#!/usr/bin/env python3
"""Adapts real packages of the NumPy 1 era, and holds their own tests and modules before against after.

    python3 Tests/Oracle/packages.py SCRATCH --program GODWIT [--only WORD]…

SCRATCH holds two environments, which differ in NumPy alone, and the packages, all out of PyPI. Each package is
- imported, module for module, and tested with its own tests, under the old NumPy: what passes there is the bar;
- then under the new NumPy, as it is, which tells how much there was to do;
- then adapted with --write, and imported and tested under the new NumPy again;
- where something is still missing, adapted with --review, too, which tells how much of that was shown to a person.

Held: every module and every test of the bar passes after, but for those whose reason stands in packages_known.py; each
reason there is still needed; a second run of the program changes nothing; `undo` gives every byte back.

Exit code 0: all held; 1: not; 2: could not do it.
"""
import argparse
import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import xml.etree.ElementTree as ElementTree
import zipfile

from packages_known import PACKAGES

OLD, NEW = "1.23.5", "2.4.6"
PYTHON = "3.11"
# What the packages take, in releases that run on both.
SHARED = ["scipy==1.15.3", "pandas==2.3.3", "matplotlib==3.10.8", "contourpy==1.3.2", "scikit-learn==1.6.1",
          "pytest==8.4.2", "networkx==3.4.2", "future==1.0.0", "toolz==1.0.0", "PyYAML==6.0.2", "fsspec==2025.9.0",
          "partd==1.4.2", "cloudpickle==3.1.1", "pyaml==25.7.0", "setuptools==75.8.0", "decorator==5.2.1",
          "imageio==2.37.0", "pydicom==2.4.4", "six==1.17.0"]

IMPORTS = r'''
import importlib, io, json, os, pathlib, sys, warnings
warnings.simplefilter("ignore")
tree, packages, report, skips = pathlib.Path(sys.argv[1]), sys.argv[2].split(","), sys.argv[3], sys.argv[4].split(",")
found = {}
out = sys.stdout
sys.stdout = sys.stderr = io.StringIO()
for package in packages:
    for path in sorted((tree / package).rglob("*.py")):
        parts = path.relative_to(tree).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if parts[-1] in ("__main__", "setup") or not all(part.isidentifier() and part not in skips for part in parts):
            continue
        sys.argv = ["import"]
        try:
            importlib.import_module(name)
            found[name] = ""
        except BaseException as error:
            found[name] = "%s: %s" % (type(error).__name__, str(error).splitlines()[0] if str(error) else "")
        with open(report, "w") as file:
            json.dump(found, file)
os._exit(0)
'''


class CannotRun(Exception):
    """The machine lacks something; the message says what."""


def python_of(version):
    homes = sorted(pathlib.Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
    for candidate in [*map(str, homes), f"python{version}"]:
        path = shutil.which(candidate)
        if path:
            return path
    raise CannotRun(f"no CPython {version} on this machine")


def make_environment(folder, numpy):
    python = folder / "bin" / "python"
    marker = folder / "complete"
    wanted = "\n".join([numpy, *SHARED])
    if not marker.exists() or marker.read_text() != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([python_of(PYTHON), "-m", "venv", str(folder)], check=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:"]
        if subprocess.run([*pip, f"numpy=={numpy}", *SHARED]).returncode:
            raise CannotRun(f"pip could not install NumPy {numpy} and what the packages take")
        marker.write_text(wanted)
    return str(python)


def unpacked(package, python, scratch):
    """The files of a package as its makers put them into the registry: of the wheel, else of the source."""
    tree = scratch / "packages" / f"{package.name}-{package.version}"
    if tree.is_dir():
        return tree
    downloads = scratch / "downloads" / f"{package.name}-{package.version}"
    pip = [python, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--dest"]
    if subprocess.run([*pip, str(downloads), f"{package.name}=={package.version}"]).returncode:
        raise CannotRun(f"pip could not fetch {package.name} {package.version}")
    archive = next(downloads.iterdir())
    fresh = tree.with_suffix(".new")
    shutil.rmtree(fresh, ignore_errors=True)
    if archive.suffix in (".whl", ".zip"):
        zipfile.ZipFile(archive).extractall(fresh)
    else:
        tarfile.open(archive).extractall(fresh, filter="data")
    inside = list(fresh.iterdir())
    (inside[0] if len(inside) == 1 else fresh).rename(tree)
    shutil.rmtree(fresh, ignore_errors=True)
    return tree


def environment_of(tree):
    return {"PATH": os.environ.get("PATH", ""), "HOME": str(tree), "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": str(tree), "MPLBACKEND": "Agg", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


class Outcome:
    """What a tree does under an interpreter: module or test → nothing, if it is well, or what went wrong."""

    def __init__(self, package, tree, python):
        self.modules = self.import_all(package, tree, python)
        self.tests = self.test_all(package, tree, python)

    def import_all(self, package, tree, python):
        import json
        report = tree.parent / "imports.json"
        report.unlink(missing_ok=True)
        run = [python, "-c", IMPORTS, str(tree), ",".join(package.modules), str(report), ",".join(package.skips)]
        try:
            subprocess.run(run, cwd=tree.parent, env=environment_of(tree), timeout=600, stdin=subprocess.DEVNULL,
                           capture_output=True)
        except subprocess.TimeoutExpired:
            raise CannotRun(f"importing {package.name} takes more than ten minutes")
        return json.loads(report.read_text()) if report.exists() else {}

    def test_all(self, package, tree, python):
        if not package.tests:
            return {}
        report = tree.parent / "tests.xml"
        report.unlink(missing_ok=True)
        run = [python, "-W", "ignore", "-m", "pytest", "-q", "-c", os.devnull, "--rootdir", str(tree),
               "-p", "no:cacheprovider", "--continue-on-collection-errors", f"--junitxml={report}",
               *package.options, *package.tests]
        log = tree.parent / "tests.log"
        with open(log, "w") as file:
            try:
                subprocess.run(run, cwd=tree, env=environment_of(tree), timeout=1500, stdin=subprocess.DEVNULL,
                               stdout=file, stderr=subprocess.STDOUT)
            except subprocess.TimeoutExpired:
                raise CannotRun(f"the tests of {package.name} take more than 25 minutes")
        if not report.exists():
            return {}
        outcomes = {}
        for case in ElementTree.parse(report).iter("testcase"):
            name = f"{case.get('classname')}::{case.get('name')}"
            wrong = [child for child in case if child.tag in ("failure", "error")]
            if wrong:
                outcomes[name] = " ".join((wrong[0].get("message") or "").split())[:300] or wrong[0].tag
            elif case.find("skipped") is None:
                outcomes.setdefault(name, "")
        return outcomes


def digest(tree):
    """What all files of a tree are, but for what runs leave behind."""
    parts = {".godwit", "__pycache__", ".git"}
    return {str(path.relative_to(tree)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(tree.rglob("*")) if path.is_file() and not parts & set(path.relative_to(tree).parts)}


class Run:
    def __init__(self, program, scratch, old, new):
        self.program = program
        self.scratch = scratch
        self.old, self.new = old, new
        self.wrong = []
        self.totals = {}

    def adapt(self, tree, *more):
        run = [self.program, "adapt", str(tree), "--from", f"numpy=={OLD}", "--to", f"numpy=={NEW}", "--write",
               "--force", "--no-cache", *more]
        done = subprocess.run(run, capture_output=True, encoding="utf-8", errors="replace", timeout=600)
        if done.returncode:
            raise CannotRun(f"adapt {tree.name}: exit code {done.returncode}: {done.stderr.strip()[-300:]}")
        return done

    def copy(self, source, name):
        target = self.scratch / "work" / name / source.name
        shutil.rmtree(target.parent, ignore_errors=True)
        shutil.copytree(source, target)
        return target

    def package(self, package):
        source = unpacked(package, self.new, self.scratch)
        before = Outcome(package, self.copy(source, "old"), self.old)
        unadapted = Outcome(package, self.copy(source, "unadapted"), self.new)
        tree = self.copy(source, "adapted")
        self.adapt(tree)
        written = self.written(package, source, tree)
        after = Outcome(package, self.copy(tree, "judged"), self.new)
        print(f"{package.name} {package.version}: {written}")
        left = []
        for what in ("modules", "tests"):
            bar = [name for name, wrong in getattr(before, what).items() if not wrong]
            broken, still = (self.failing(bar, getattr(outcome, what)) for outcome in (unadapted, after))
            fresh = [name for name in still if name not in broken]
            print(f"  {what:<8}{len(bar)} well under {OLD}; under {NEW}: {len(bar) - len(broken)} before, "
                  f"{len(bar) - len(still)} after")
            for key, value in (("bar", len(bar)), ("broken", len(broken)), ("still", len(still))):
                self.totals[what, key] = self.totals.get((what, key), 0) + value
            if not bar and (what == "modules" or package.tests):
                self.wrong.append(f"{package.name}: no {what} under {OLD}")
            for name in fresh:
                self.wrong.append(f"{package.name}: {name} was well under {NEW} before it was adapted: {still[name]}")
            left += [(what, name, wrong) for name, wrong in still.items()]
        self.explain(package, left)
        if left:
            self.reviewed(package, source, left)
        sys.stdout.flush()

    def failing(self, bar, outcome):
        return {name: outcome.get(name, "not run") for name in bar if outcome.get(name, "not run")}

    def written(self, package, source, tree):
        """How much was changed; and that a second run changes nothing, and that it can be taken back."""
        first, second = digest(source), digest(tree)
        changed = [name for name in second if first.get(name) != second[name]]
        again = self.copy(tree, "again")
        shutil.rmtree(again / ".godwit", ignore_errors=True)
        self.adapt(again)
        third = digest(again)
        for name in second:
            if second[name] != third.get(name):
                self.wrong.append(f"{package.name}: a second run changes {name}")
        back = self.copy(tree, "undone")
        done = subprocess.run([self.program, "undo", str(back)], capture_output=True, encoding="utf-8")
        if changed and (done.returncode or digest(back) != first):
            self.wrong.append(f"{package.name}: undo does not give it back: {done.stderr.strip()}")
        lines = sum(1 for name in changed for line in self.new_lines(source / name, tree / name))
        return f"{len(changed)} of {sum(name.endswith('.py') for name in first)} files changed, {lines} lines"

    def new_lines(self, old, new):
        import difflib
        old, new = (path.read_text(encoding="utf-8", errors="replace").splitlines() for path in (old, new))
        return [line for line in difflib.ndiff(old, new) if line.startswith("+ ")] if old != new else []

    def explain(self, package, left):
        """Tells what is left by reason; what has none is wrong."""
        used = {}
        for what, name, wrong in left:
            reason = next((pattern for pattern in package.reasons if re.search(pattern, f"{name}: {wrong}")), None)
            if reason is None:
                self.wrong.append(f"{package.name}: {name}: {wrong}")
            used.setdefault(reason, []).append(name)
        for pattern, reason in package.reasons.items():
            if pattern not in used:
                self.wrong.append(f"{package.name}: nothing fails any more for this reason: {reason}")
            else:
                print(f"  {len(used[pattern]):>5} left: {reason}")

    def reviewed(self, package, source, left):
        tree = self.copy(source, "reviewed")
        self.adapt(tree, "--review")
        outcome = Outcome(package, tree, self.new)
        mended = sum(not getattr(outcome, what).get(name, "not run") for what, name, _ in left)
        print(f"        of these, {mended} pass once the edits are made that are shown to a person (--review)")


def main():
    parser = argparse.ArgumentParser(description="Adapts real packages and runs their tests before and after.")
    parser.add_argument("scratch", type=pathlib.Path)
    parser.add_argument("--program", required=True)
    parser.add_argument("--only", action="append", default=[])
    options = parser.parse_args()
    scratch = options.scratch.resolve()
    scratch.mkdir(parents=True, exist_ok=True)
    chosen = [package for package in PACKAGES if not options.only or package.name in options.only]
    try:
        if not chosen:
            raise CannotRun(f"no package is called {', '.join(options.only)}")
        old, new = (make_environment(scratch / f"numpy-{version}", version) for version in (OLD, NEW))
        run = Run(os.path.abspath(options.program), scratch, old, new)
        print(f"Python {PYTHON}; NumPy {OLD} and {NEW}; {', '.join(SHARED)}")
        for package in chosen:
            run.package(package)
    except (CannotRun, subprocess.CalledProcessError, OSError) as error:
        print(f"packages: {error}", file=sys.stderr)
        return 2
    finally:
        shutil.rmtree(scratch / "work", ignore_errors=True)
    for what in ("modules", "tests"):
        bar, broken, still = (run.totals.get((what, key), 0) for key in ("bar", "broken", "still"))
        print(f"all packages: {bar} {what} well under {OLD}; {broken} broken by {NEW}, {still} of them still after")
    for words in run.wrong:
        print(f"WRONG  {words}")
    return 1 if run.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
