"""Proves the NumPy packs against real releases of NumPy.

    python Tests/Oracle/numpy_packs.py ENVIRONMENTS [--write REPORT]

1. Each public name that one release has and the next has not is covered by a rule that the engine selects for the pair.
2. Each word that stopped naming a dtype is renamed to one that names the same.
3. Each name a rule brings in exists in the release it is brought into.
4. Each example binds the same values and prints the same under the old and the new release.
Missing environments are made in the folder ENVIRONMENTS with pip, wheels only. Exit code 1 where something does not hold.

The file is not called `numpy.py`: beside it, `import numpy` would find it.
"""
import argparse
import glob
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

import yaml

HERE = pathlib.Path(__file__).resolve().parent
PACKS = HERE.parent.parent / "Rules" / "numpy" / "python"
PYTHONS = {
    "1.19": "3.9", "1.20": "3.9", "1.21": "3.9", "1.22": "3.9", "1.23": "3.9", "1.24": "3.9", "1.25": "3.9",
    "1.26": "3.11", "2.0": "3.11", "2.1": "3.11", "2.2": "3.11", "2.3": "3.11", "2.4": "3.11",
}
RELEASES = list(PYTHONS)
FIRST, LAST = "1.20", RELEASES[-1]
PAIRS = list(zip(RELEASES[1:], RELEASES[2:])) + [("1.20", "2.4"), ("1.21", "2.0"), ("1.21", "2.4")]


def number(release):
    return tuple(int(part) for part in release.split("."))


class Entry:
    """One rename or change, with the releases between which it counts."""

    def __init__(self, release, body, key=None):
        self.release, self.body, self.key = release, body, key
        self.id = body.get("id", key)
        self.deprecated, self.removed = body.get("deprecated"), body.get("removed")
        was = body.get("was", [])
        self.was = [was] if isinstance(was, str) else was
        self.to = body.get("to")

    def is_selected(self, old, new):
        """As the program selects: what breaks in (old, new], and what warns by `new` and does not break before it."""
        breaks = self.removed or (None if self.deprecated else self.release)
        if breaks and number(breaks) <= number(new):
            return number(old) < number(breaks)
        return bool(self.deprecated) and number(self.deprecated) <= number(new)

    def names(self):
        """The qualified names whose use the entry answers for."""
        if self.key:
            return [self.key]
        found = [re.split(r"\(", text)[0] for text in self.was]
        pattern = self.body.get("match", "")
        for variable, kind in self.body.get("where", {}).items():
            found += [kind + path for path in re.findall(r"\$%s((?:\.\w+)+)" % variable, pattern)]
        if not self.body.get("where"):
            found += re.findall(r"numpy\.[\w.]+(?=[\[(])", pattern)[:1]
        return found

    def brought(self):
        """The names of NumPy that its replacements use."""
        if self.key:
            return [self.to] if self.to.startswith("numpy.") else []
        texts = [self.body.get("now", ""), self.body.get("rewrite", "")]
        texts += [case.get("now", "") for case in self.body.get("cases", [])]
        return sorted(set(re.findall(r"\bnumpy(?:\.\w+)+", " ".join(texts))))

    def is_advice(self):
        cases = [case.get("now") or case.get("pin") for case in self.body.get("cases", [])]
        return not (self.key or self.body.get("now") or self.body.get("pin") or self.body.get("rewrite") or any(cases))


def load():
    entries, examples = [], []
    for path in sorted(PACKS.glob("*.yaml"), key=lambda path: number(path.stem)):
        pack = yaml.load(path.read_text(), yaml.BaseLoader)
        assert pack["release"] == path.stem, path
        for key, value in pack.get("rename", {}).items():
            entries.append(Entry(path.stem, value if isinstance(value, dict) else {"to": value}, key))
        for body in pack.get("changes", []):
            entry = Entry(path.stem, body)
            entries.append(entry)
            examples += [(entry, example) for example in body.get("examples", [])]
        for example in pack.get("examples", []):
            examples.append((Entry(path.stem, {"id": "renames"}), example))
    return entries, examples


class Environment:
    """One installed release; answers requests in a process of its own."""

    def __init__(self, release, folder):
        self.release, self.home = release, folder / release
        self.python = self.home / "bin" / "python"
        if not self.python.exists():
            subprocess.run([interpreter(PYTHONS[release]), "-m", "venv", str(self.home)], check=True)
        # What took the place of NumPy's own decorators of tests; those are made of nose.
        have = subprocess.run([str(self.python), "-I", "-c", "import numpy, pytest"], capture_output=True)
        if have.returncode:
            pip = [str(self.python), "-m", "pip", "install", "--quiet", "--only-binary", ":all:"]
            nose = ["nose==1.3.7"] if number(release) < number("1.25") else []
            subprocess.run(pip + ["numpy==%s.*" % release, "pytest", *nose], check=True)
        self.version, self.walked = self.ask({"do": "walk"})

    def ask(self, request):
        done = subprocess.run(
            [str(self.python), "-I", "-W", "ignore", str(HERE / "numpy_names.py")], input=json.dumps(request),
            capture_output=True, text=True, cwd=str(self.home), env={"PATH": os.environ["PATH"]})
        if "\x1e" not in done.stdout:
            sys.exit("NumPy %s gave no answer: %s" % (self.release, done.stderr[-2000:]))
        answer = json.loads(done.stdout.rpartition("\x1e")[2])
        return answer["version"], answer["answer"]

    def probe(self, names):
        self.probed = self.ask({"do": "probe", "names": names})[1]

    def has(self, name):
        return not self.probed.get(name, "gone").startswith("gone")

    def warns(self, name):
        return self.probed.get(name, "").startswith("warns")


def interpreter(version):
    root = os.environ.get("PYENV_ROOT", os.path.expanduser("~/.pyenv"))
    found = sorted(glob.glob("%s/versions/%s.*/bin/python" % (root, version)))
    found += [path for path in [shutil.which("python" + version)] if path]
    return found[0] if found else sys.exit("no python%s on the PATH" % version)


def owners(name):
    """The name and what holds it, longest first."""
    while name.count("."):
        yield name
        name = name.rpartition(".")[0]


class Cover:
    """What the rules selected for a pair of releases say about a name."""

    def __init__(self, entries, old, new):
        self.old, self.new = old, new
        self.entries = [e for e in entries if e.is_selected(old.release, new.release)]
        self.table = {}
        for entry in self.entries:
            for name in entry.names():
                self.table.setdefault(name, []).append(entry)

    def destination(self, name, after=(0,), depth=0):
        """Where renames lead a name, later packs applied to what earlier ones wrote."""
        for owner in owners(name):
            for entry in self.table.get(owner, []):
                if entry.key and number(entry.release) > after and depth < 8:
                    return self.destination(entry.to + name[len(owner):], number(entry.release), depth + 1)
        return name

    def direct(self, name):
        """How a rule answers for the name as spelled: rewritten, advised, or None."""
        for owner in owners(name):
            for entry in self.table.get(owner, []):
                if not entry.key:
                    return "advice" if entry.is_advice() else "rule"
                target = self.destination(name)
                leaves = not target.startswith("numpy.") or self.new.has(target)
                return "rename" if leaves or target in self.table else None
        return None

    def answer(self, name):
        found = self.direct(name)
        if found:
            return found
        owner, _, member = name.rpartition(".")
        for base in self.old.walked.get(owner, {}).get("bases", []):
            if self.direct(base + "." + member):
                return "inherited"
        return None


def coverage(entries, environments, say):
    missing = 0
    say("1. Public names gone, and what answers for them")
    say("   pair           gone  rename    rule  advice  inherited  uncovered   deprecated  uncovered")
    for old_release, new_release in PAIRS:
        old, new = environments[old_release], environments[new_release]
        cover = Cover(entries, old, new)
        gone = [name for name in old.walked if old.has(name) and not new.has(name)]
        answers = [cover.answer(name) for name in gone]
        bare = [name for name, answer in zip(gone, answers) if answer is None]
        warned = [name for name in old.walked if old.probed.get(name) == "ok" and new.warns(name)]
        quiet = [name for name in warned if cover.answer(name) is None]
        missing += len(bare) + len(quiet)
        counts = [answers.count(kind) for kind in ("rename", "rule", "advice", "inherited")]
        row = "%6d %7d %7d %7d %10d %10d" % (len(gone), *counts, len(bare))
        say("   %-11s %s %12d %10d" % (old_release + " → " + new_release, row, len(warned), len(quiet)))
        for name in sorted(bare):
            say("     gone and uncovered: " + name)
        for name in sorted(quiet):
            say("     deprecated and uncovered: " + name)
    return missing


def strings(entries, environments, say):
    """Each word that stopped naming a dtype is led by the renames to one that names the same dtype."""
    wrong = 0
    words = sorted(set().union(*(set(e.ask({"do": "words"})[1]) for e in environments.values())))
    targets = {word: {} for word in words}
    for old, new in PAIRS:
        cover = Cover(entries, environments[old], environments[new])
        for word in words:
            targets[word][old, new] = cover.destination("numpy." + word).rpartition(".")[2]
    asked = sorted(set(words) | {to for row in targets.values() for to in row.values()})
    known = {release: e.ask({"do": "dtypes", "names": asked})[1] for release, e in environments.items()}
    say("")
    say("2. Words for dtypes, as in `dtype=\"float_\"`")
    for old, new in PAIRS:
        gone = [word for word in words if word in known[old] and word not in known[new]]
        bad = [word for word in gone if known[new].get(targets[word][old, new]) != known[old][word]]
        wrong += len(bad)
        if gone:
            say("   %s → %s: %d stopped working, %d without a rename to the same dtype" % (old, new, len(gone), len(bad)))
        for word in bad:
            say("     " + word)
    return wrong


def replacements(entries, environments, say):
    """Each name brought in exists where it is brought in, and in the newest release, by itself or through later renames."""
    wrong = checked = 0
    say("")
    say("3. Names that rules bring in")
    for entry in entries:
        home = max([entry.release, entry.deprecated or "0"], key=number)
        arrival = home if number(home) >= number(FIRST) else FIRST
        for name in entry.brought():
            for release in sorted({arrival, LAST}, key=number):
                cover = Cover(entries, environments[arrival], environments[release])
                target = cover.destination(name) if release != arrival else name
                checked += 1
                there = not target.startswith("numpy.") or environments[release].has(target)
                if not there and not (release != arrival and cover.direct(name)):
                    wrong += 1
                    say("   %s brings in %s, which NumPy %s has not" % (entry.id, target, release))
    say("   %d looked up, %d missing" % (checked, wrong))
    return wrong


def newest_before(release):
    return max((r for r in RELEASES if number(r) < number(release)), key=number)


def program(example, part):
    return example.get("given", "").strip() + "\n" + example[part]


def plan(entry):
    """The releases an example is for: the last one with the old way, and the first one that wants the new one."""
    want = entry.removed if entry.removed in RELEASES else entry.release
    return newest_before(want), want


def run_examples(examples, environments, say):
    jobs, wrong = [], 0
    for entry, example in examples:
        if "unchanged" in example:
            continue
        old, new = plan(entry)
        jobs.append((entry, old, program(example, "before"), "before"))
        if "after" in example:
            jobs.append((entry, new, program(example, "after"), "after"))
            jobs.append((entry, LAST, program(example, "after"), "last"))
    results = [None] * len(jobs)
    for release, environment in environments.items():
        at = [index for index, job in enumerate(jobs) if job[1] == release]
        for index, result in zip(at, environment.ask({"do": "run", "programs": [jobs[i][2] for i in at]})[1] if at else []):
            results[index] = result
    say("")
    say("4. Examples")
    compared = advice = superseded = 0
    for index, (entry, release, _, part) in enumerate(jobs):
        before = results[index] if part == "before" else before
        old = release if part == "before" else old
        result = results[index]
        where = "%s %s, %s under NumPy %s" % (entry.release, entry.id, part, release)
        if part == "before":
            alone = index + 1 == len(jobs) or jobs[index + 1][3] == "before"
            advice += alone
            if "error" in result and not alone:
                wrong += 1
                say("   %s: %s" % (where, result["error"]))
            elif "error" in result:
                say("   (advice) %s: %s" % (where, result["error"]))
            continue
        if "error" in before:
            continue
        if "error" in result:
            wrong += 1
            say("   %s: %s" % (where, result["error"]))
            continue
        compared += 1
        if result != before:
            wrong += 1
            say("   %s differs from NumPy %s" % (where, old))
            say("     %s" % json.dumps(before, ensure_ascii=False))
            say("     %s" % json.dumps(result, ensure_ascii=False))
    say("   %d examples: %d comparisons of before and after, %d with advice only, %d that must stay as they are; %d wrong" % (
        len(examples), compared, advice, sum("unchanged" in example for _, example in examples), wrong))
    return wrong


def advised(entries, say):
    advice = [entry for entry in entries if entry.is_advice()]
    say("")
    say("5. Advice without a rewrite: %d of %d entries" % (len(advice), len(entries)))
    for entry in advice:
        say("   %-5s %s" % (entry.release, entry.id))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("environments", type=pathlib.Path)
    parser.add_argument("--write", type=pathlib.Path)
    options = parser.parse_args()
    lines = []
    say = lambda line: (lines.append(line), print(line, flush=True))  # noqa: E731
    entries, examples = load()
    folder = options.environments.resolve()
    environments = {release: Environment(release, folder) for release in RELEASES}
    names = set().union(*(environment.walked for environment in environments.values()))
    for entry in entries:
        names |= set(entry.brought()) | set(entry.names())
    for old, new in PAIRS:
        cover = Cover(entries, environments[old], environments[new])
        names |= {cover.destination(name) for name in names if name.startswith("numpy.")}
    for environment in environments.values():
        environment.probe(sorted(name for name in names if name.startswith("numpy")))
    kinds = [sum(bool(e.key) for e in entries), sum(not e.key for e in entries)]
    say("NumPy packs: %d renames, %d changes, %d examples" % (*kinds, len(examples)))
    say("Releases: " + ", ".join("%s" % e.version for e in environments.values()))
    say("")
    bad = coverage(entries, environments, say)
    bad += strings(entries, environments, say)
    bad += replacements(entries, environments, say)
    bad += run_examples(examples, environments, say)
    advised(entries, say)
    say("")
    say("holds" if not bad else "%d things do not hold" % bad)
    if options.write:
        options.write.write_text("\n".join(lines) + "\n")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
