#!/usr/bin/env python3
"""Proves the Python corpus: what `before` does under the old NumPy, `after` does under the new one.

    python3 Tests/Oracle/corpus.py SCRATCH [--adapted DIR] [--only WORD]

SCRATCH holds the environments, which are made with venv and pip where they are missing. `--adapted DIR` puts another
tree in the place of every `after`: DIR/<service>/… and DIR/torture/<group>/…, as the program wrote them.

Proved, and counted in the table that is printed:
- each service prints the same and passes its tests, before under each old NumPy and after under each new one;
- the service as it was fails under the new NumPy, so there was something to do;
- with `--adapted`, each service adapted with --straddle prints the same and passes its tests under the old releases,
  the last one before 2.0, and 2.0;
- each torture file likewise; those that are for a person differ or fail until the edits of `review` are applied;
- each negative file says the same under both, so leaving it alone is right.

Exit code 0: all proved; 1: a difference; 2: could not do it.
"""
import argparse
import ast
import filecmp
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2] / "Corpus" / "python"
PACKAGES = ["flask", "pytest"]


class CannotRun(Exception):
    """The machine lacks something; the message says what."""


def python_of(versions):
    """The first CPython of `versions` on this machine."""
    for version in versions:
        homes = sorted(pathlib.Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
        for candidate in [*map(str, homes), f"python{version}", "python3"]:
            path = shutil.which(candidate)
            if path and version_of(path) == version:
                return path
    raise CannotRun(f"no CPython {' or '.join(versions)} on this machine")


def version_of(python):
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    return subprocess.run([python, "-c", code], capture_output=True, text=True).stdout.strip()


def make_environment(folder, wanted):
    """The interpreter of an environment with this NumPy; made if it is missing."""
    python = folder / "bin" / "python"
    marker = folder / "complete"
    if not marker.exists():
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([python_of(wanted["pythons"]), "-m", "venv", str(folder)], check=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary", "numpy"]
        if subprocess.run([*pip, wanted["numpy"], *PACKAGES]).returncode:
            raise CannotRun(f"pip could not install {wanted['numpy']}")
        marker.touch()
    return str(python)


def run(python, arguments, folder):
    """(exit code, output) of a run in `folder`, with everything that could vary held still."""
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1",
                   "PYTHONIOENCODING": "utf-8", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run([python, "-W", "ignore", *arguments], cwd=folder, env=environment, timeout=300,
                          stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace")
    return done.returncode, done.stdout, done.stderr


class Report:
    """What was proved, by part; what was not, in words."""

    def __init__(self):
        self.rows = []
        self.failures = []

    def check(self, holds, words, error=""):
        if not holds:
            last = error.strip().splitlines()[-1:] or [""]
            self.failures.append(f"{words}{': ' if last[0] else ''}{last[0]}")
        return bool(holds)

    def row(self, part, what, good, of):
        self.rows.append((part, what, f"{good}/{of}"))

    def show(self):
        widths = [max(len(row[i]) for row in self.rows) for i in range(3)]
        for row in self.rows:
            print("  ".join(text.ljust(width) for text, width in zip(row, widths)).rstrip())
        for failure in self.failures:
            print(f"DIFFERS  {failure}")


class Corpus:
    def __init__(self, index, interpreters, scratch, adapted, report):
        self.index = index
        self.interpreters = interpreters
        self.scratch = scratch
        self.adapted = adapted
        self.report = report

    def run(self, version, arguments, folder):
        return run(self.interpreters[version], arguments, folder)

    def copy(self, source):
        """A copy to run in, so that no run can change the corpus."""
        target = pathlib.Path(tempfile.mkdtemp(dir=self.scratch)) / "tree"
        shutil.copytree(source, target, ignore=shutil.ignore_patterns(".godwit", "__pycache__", ".git"))
        return target

    def result_tree(self, relative, written):
        """What is judged: the adapted tree where there is one, else the `after` in the corpus."""
        if self.adapted is None:
            return written
        tree = self.adapted / relative
        if not tree.is_dir():
            raise CannotRun(f"{tree} is not there; --adapted wants a tree for each service and each torture group")
        alike, files = same_text(written, tree)
        self.report.row(relative, "files spelled as in after (not required)", alike, files)
        return tree

    # -- services -------------------------------------------------------------

    def service(self, entry):
        name = entry["name"]
        before = self.copy(ROOT / name / "before")
        after = self.copy(self.result_tree(name, ROOT / name / "after"))
        expected = None
        for version in entry["old"]:
            code, out, error = self.run(version, ["run.py"], before)
            self.report.check(code == 0, f"{name} before does not run under {version}", error)
            expected = out if expected is None else expected
            self.report.check(out == expected, f"{name} before prints something else under {version}")
        passed = self.tests(name, "before", before, entry["old"][0])
        for version in entry["new"]:
            self.service_under(name, version, before, after, expected, passed)
        if self.adapted is not None:
            self.straddling(entry, expected, passed)

    def straddling(self, entry, expected, passed):
        """One tree for both releases."""
        name = entry["name"]
        tree = self.adapted / "straddle" / name
        if not tree.is_dir():
            raise CannotRun(f"{tree} is not there; adapted.py writes it")
        tree = self.copy(tree)
        lines = len(expected.splitlines())
        for version in sorted({*entry["old"], "1.26", "2.0"}):
            code, out, error = self.run(version, ["run.py"], tree)
            same = self.report.check(code == 0 and out == expected, f"{name} straddling under {version}", error)
            again = self.tests(name, "straddling", tree, version)
            self.report.check(
                again == passed, f"{name} straddling passes {again} tests under {version}, before passed {passed}")
            self.report.row(name, f"straddling: lines printed alike under {version}", lines if same else 0, lines)
            self.report.row(name, f"straddling: tests passed under {version}", again, passed)

    def service_under(self, name, version, before, after, expected, passed):
        code, _, _ = self.run(version, ["run.py"], before)
        broken = self.report.check(code != 0, f"{name} before runs under {version}: nothing to prove")
        code, out, error = self.run(version, ["run.py"], after)
        same = self.report.check(code == 0 and out == expected, f"{name} after under {version}", error)
        again = self.tests(name, "after", after, version)
        self.report.check(again == passed, f"{name} after passes {again} tests under {version}, before passed {passed}")
        lines = len(expected.splitlines())
        self.report.row(name, f"lines printed alike under {version}", lines if same else 0, lines)
        self.report.row(name, f"tests passed under {version}", again, passed)
        self.report.row(name, f"before fails under {version}", int(broken), 1)

    def tests(self, name, side, folder, version):
        """How many tests pass; a failing one is a difference."""
        code, out, error = self.run(version, ["-m", "pytest", "-q", "-p", "no:cacheprovider"], folder)
        self.report.check(code == 0, f"{name} {side}: tests fail under {version}", out + error)
        found = re.search(r"(\d+) passed", out)
        return int(found.group(1)) if found else 0

    # -- torture --------------------------------------------------------------

    def torture(self, entry):
        group = ROOT / "torture" / entry["group"]
        name = f"torture/{entry['group']}"
        result = self.result_tree(name, group / "after")
        trees = {"before": self.copy(group / "before"), "after": self.copy(result)}
        if (group / "review").is_dir():
            trees["review"] = self.copy(result)
            shutil.copytree(group / "review", trees["review"], dirs_exist_ok=True)
        counts = {"old": 0, "unchanged": 0, "broken": 0, "person": 0, "review": 0,
                  **{version: 0 for version in entry["new"]}}
        cases = cases_of(group / "before")
        unknown = set(entry["for_a_person"]) - set(cases)
        self.report.check(not unknown, f"{name}: for_a_person names files that are not there: {sorted(unknown)}")
        for case in cases:
            self.torture_case(entry, name, case, trees, counts)
        self.torture_rows(entry, name, len(cases), counts)
        if self.adapted is not None and (self.adapted / "straddle" / name).is_dir():
            self.torture_straddling(entry, name, [case for case in cases if case not in entry["for_a_person"]], trees)

    def torture_straddling(self, entry, name, cases, trees):
        """What needs no person runs alike under both releases."""
        tree = self.copy(self.adapted / "straddle" / name)
        for version in [entry["old"], "2.0"]:
            alike = 0
            for case in cases:
                _, expected, _ = self.case(entry["old"], trees["before"], case)
                code, out, error = self.case(version, tree, case)
                alike += self.report.check(
                    code == 0 and out == expected, f"{name}/{case} straddling under {version}", error)
            self.report.row(name, f"straddling: alike under {version}", alike, len(cases))

    def torture_case(self, entry, name, case, trees, counts):
        code, expected, error = self.case(entry["old"], trees["before"], case)
        counts["old"] += self.report.check(code == 0, f"{name}/{case} before under {entry['old']}", error)
        unchanged = same_case(trees["before"], trees["after"], case)
        counts["unchanged"] += unchanged
        old_way = [self.case(version, trees["before"], case) for version in entry["new"]]
        counts["broken"] += not unchanged and any(code or out != expected for code, out, _ in old_way)
        new_way = [self.case(version, trees["after"], case) for version in entry["new"]]
        if case in entry["for_a_person"]:
            differs = any(code or out != expected for code, out, _ in new_way)
            counts["person"] += self.report.check(
                differs, f"{name}/{case} runs alike without a person: take it off for_a_person")
        else:
            for version, (code, out, error) in zip(entry["new"], new_way):
                counts[version] += self.report.check(
                    code == 0 and out == expected, f"{name}/{case} after under {version}", error)
        if (ROOT / "torture" / entry["group"] / "review" / case).exists():
            self.reviewed(entry, name, case, trees, expected, counts)

    def reviewed(self, entry, name, case, trees, expected, counts):
        runs = [self.case(version, trees["review"], case) for version in entry["new"]]
        wrong = [error for code, out, error in runs if code or out != expected]
        counts["review"] += self.report.check(not wrong, f"{name}/{case} with its review edits", *wrong[:1])

    def torture_rows(self, entry, name, total, counts):
        people = len(entry["for_a_person"])
        reviews = len(cases_of(ROOT / name / "review")) if (ROOT / name / "review").is_dir() else 0
        self.report.row(name, f"before runs under {entry['old']}", counts["old"], total)
        for version in entry["new"]:
            self.report.row(name, f"after alike under {version}", counts[version], total - people)
        self.report.row(name, "left for a person", counts["person"], people)
        self.report.row(name, "alike once review edits are applied", counts["review"], reviews)
        self.report.row(name, "changed files whose before fails or differs", counts["broken"],
                        total - counts["unchanged"])

    def case(self, version, tree, case):
        """Runs one case: a file, or the main.py of a folder."""
        path = tree / case
        return self.run(version, [path.name], path.parent) if path.is_file() else (1, "", f"{case} is missing")

    # -- negative -------------------------------------------------------------

    def negative(self, entry):
        tree = self.copy(ROOT / "negative")
        files = sorted(path.name for path in tree.glob("*.py"))
        alike, absent = 0, []
        for name in files:
            ast.parse((tree / name).read_bytes(), name)
            results = [self.run(version, [name], tree) for version in [entry["old"], *entry["new"]]]
            missing = [re.search(r"No module named '(\w+)", error) for _, _, error in results]
            if all(missing):
                absent.append(missing[0].group(1))
                continue
            good = all(code == 0 and out == results[0][1] for code, out, _ in results)
            alike += self.report.check(good, f"negative/{name}", "".join(error for _, _, error in results))
        versions = ", ".join([entry["old"], *entry["new"]])
        self.report.row("negative", f"alike under {versions}", alike, len(files) - len(absent))
        self.report.row("negative", f"parsed only, for want of {', '.join(absent)}", len(absent), len(absent))


def cases_of(tree):
    """Relative paths of the cases in a tree: its files, and main.py of its folders."""
    files = [path.name for path in tree.glob("*.py")]
    return sorted(files + [f"{path.parent.name}/main.py" for path in tree.glob("*/main.py")])


def same_case(left, right, case):
    """Whether a case has the same bytes in two trees; for a folder, all of its files."""
    parent = pathlib.Path(case).parent
    names = [case] if str(parent) == "." else [str(p.relative_to(left)) for p in (left / parent).rglob("*.py")]
    return all((right / name).is_file() and filecmp.cmp(left / name, right / name, shallow=False) for name in names)


def same_text(written, tree):
    """(how many files are spelled alike, how many there are)."""
    names = [path.relative_to(written) for path in sorted(written.rglob("*"))
             if path.is_file() and "__pycache__" not in path.parts]
    alike = [name for name in names
             if (tree / name).is_file() and (tree / name).read_bytes() == (written / name).read_bytes()]
    for name in names:
        if name not in alike:
            print(f"spelled otherwise: {tree.name}/{name}")
    return len(alike), len(names)


def environments(index, scratch):
    interpreters = {}
    for name, wanted in index["environments"].items():
        interpreters[name] = make_environment(scratch / f"numpy-{name}", wanted)
        code = "import sys, numpy; print('Python %d.%d.%d' % sys.version_info[:3], 'NumPy', numpy.__version__)"
        _, out, error = run(interpreters[name], ["-c", code], scratch)
        if not out:
            raise CannotRun(f"the environment {name} does not work: {error.strip()}")
        print(f"{name:<8} {out.strip()}")
    return interpreters


def prove(options):
    index = json.loads((ROOT / "corpus.json").read_text())
    scratch = options.scratch.resolve()
    scratch.mkdir(parents=True, exist_ok=True)
    interpreters = environments(index, scratch)
    report = Report()
    with tempfile.TemporaryDirectory(dir=scratch) as work:
        corpus = Corpus(index, interpreters, work, options.adapted and options.adapted.resolve(), report)
        for entry in index["services"]:
            if options.only in entry["name"]:
                corpus.service(entry)
        for entry in index["torture"]:
            if options.only in f"torture/{entry['group']}":
                corpus.torture(entry)
        if options.only in "negative":
            corpus.negative(index["negative"])
    if not report.rows:
        raise CannotRun(f"nothing in the corpus is called {options.only}")
    report.show()
    return 1 if report.failures else 0


def main():
    parser = argparse.ArgumentParser(description="Runs the Python corpus under an old and a new NumPy.")
    parser.add_argument("scratch", type=pathlib.Path, help="folder for the environments")
    parser.add_argument("--adapted", type=pathlib.Path, help="tree to judge in the place of every `after`")
    parser.add_argument("--only", default="", help="only parts with this word in their name")
    try:
        return prove(parser.parse_args())
    except (CannotRun, subprocess.CalledProcessError, OSError) as error:
        print(f"corpus: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
