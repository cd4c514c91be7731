"""Holds the committed API surfaces of NumPy against real releases.

    python Tests/Oracle/surfaces.py ENVIRONMENTS [--surfaces FOLDER] [RELEASE…]

1. Names that a release has and its surface has not; names that the surface has and the release has not.
2. What `from module import *` brings, module by module.
3. Parameters and defaults, where `inspect.signature` knows them.
4. The types of what calls give, against the types that the surface declares.
Missing environments are made in the folder ENVIRONMENTS with pip, wheels only. What differs for a known reason stands in
surface_known.py; anything else makes the exit code 1.
"""
import argparse
import json
import os
import pathlib
import re
import subprocess
import sys

import surface_calls
import surface_known
from numpy_packs import PYTHONS, interpreter, number

HERE = pathlib.Path(__file__).resolve().parent
FOLDER = HERE.parent.parent / "Rules" / "numpy" / "python" / "surface"
# Build tools, of whose parts the surface tells only that they are there.
OUTLINED = ("numpy.distutils", "numpy.f2py")
# What these do is not to be done in passing: they write files, wait for input, test, or set how NumPy behaves.
NOT_CALLED = ("numpy.testing", "numpy.save", "numpy.set", "numpy.ndarray.tofile", "numpy.ma.MaskedArray.tofile", "numpy.ndarray.dump", "numpy.distutils", "numpy.f2py", "numpy.core.multiarray.set",
              "numpy._core.multiarray.set", "numpy.lib.format", "numpy.core.records", "numpy.typing", "numpy.ctypeslib")
NOT_API = ("tests", "setup", "conftest", "test")


class Entry:
    def __init__(self, text):
        match = re.match(
            r"(\w+?)(\*?)(?: \((.*?)\))?(?: -> (.+?))?(?: < (.+?))?(?: = (\S+))?$", text, re.S)
        self.kind, star, self.parameters, self.type, bases, self.target = match.groups()
        self.star = bool(star)
        self.bases = bases.split(", ") if bases else []


class Surface:
    def __init__(self, path):
        self.entries = {}
        for line in path.read_text().splitlines():
            match = re.match(r"  (\S+): (.*)$", line)
            if match:
                text = match.group(2)
                if text.startswith('"'):
                    text = re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m.group(1), m.group(1)), text[1:-1])
                self.entries[match.group(1)] = Entry(text)

    def resolve(self, name, depth=0):
        if depth > 16:
            return None
        if name in self.entries:
            entry = self.entries[name]
            if entry.kind != "alias":
                return name, entry
            return self.resolve(entry.target, depth + 1) or (name, entry)
        owner, dot, member = name.rpartition(".")
        found = dot and self.resolve(owner, depth + 1)
        if not found:
            return None
        if found[0] != owner:
            return self.resolve(found[0] + "." + member, depth + 1)
        for base in found[1].bases:
            inherited = self.resolve(base + "." + member, depth + 1)
            if inherited:
                return inherited
        return None

    def modules(self):
        return sorted(n for n, e in self.entries.items() if (self.resolve(n) or (n, e))[1].kind == "module")

    def stars(self, module):
        prefix = module + "."
        return {n[len(prefix):] for n, e in self.entries.items() if e.star and n.startswith(prefix) and "." not in n[len(prefix):]}


class Environment:
    def __init__(self, release, folder):
        self.release, self.home = release, folder / release
        self.python = self.home / "bin" / "python"
        if not self.python.exists():
            subprocess.run([interpreter(PYTHONS[release]), "-m", "venv", str(self.home)], check=True)
        have = subprocess.run([str(self.python), "-I", "-c", "import numpy"], capture_output=True)
        if have.returncode:
            pip = [str(self.python), "-m", "pip", "install", "--quiet", "--only-binary", ":all:"]
            subprocess.run(pip + ["numpy==%s.*" % release], check=True)

    def ask(self, request):
        done = subprocess.run(
            [str(self.python), "-I", "-W", "ignore", str(HERE / "surface_facts.py")], input=json.dumps(request),
            capture_output=True, text=True, cwd=str(self.home), env={"PATH": os.environ["PATH"]})
        if "\x1e" not in done.stdout:
            sys.exit("NumPy %s gave no answer: %s" % (self.release, done.stderr[-2000:]))
        return json.loads(done.stdout.rpartition("\x1e")[2])


def is_shut(name):
    return name.startswith(tuple(shut + "." for shut in OUTLINED))


def is_public(name):
    return not any(part.startswith("_") or part in NOT_API for part in name.split(".")[1:])


class Comparison:
    """One surface beside its release."""

    def __init__(self, surface, environment):
        self.surface, self.release = surface, environment.release
        self.problems = []
        modules = [name for name in surface.modules() if not is_shut(name)]
        names = {name: (entry.parameters if entry.kind in ("function", "class", "method", "classmethod", "staticmethod") else None)
                 for name, entry in surface.entries.items()}
        answer = environment.ask({"do": "walk", "modules": modules, "names": names})
        self.modules, self.names = answer["modules"], answer["names"]
        self.missing(), self.phantoms(), self.kinds(), self.stars(), self.members(), self.signatures()
        self.calls(environment)

    def add(self, what, name, detail=""):
        if not surface_known.explains(self.release, what, name):
            self.problems.append((what, name, detail))

    def missing(self):
        self.checked = 0
        for module, facts in self.modules.items():
            listed = facts["all"]
            for name, (kind, owner) in facts["names"].items():
                if name.startswith("_") or name in NOT_API:
                    continue
                owned = (owner or "").split(".")[0] == "numpy"
                own = owner == module or (listed is not None and name in listed)
                if module == "numpy" or "numpy.core" == module:
                    own = own or owned
                if kind == "module" and not owned or not own:
                    continue
                self.checked += 1
                if not self.surface.resolve(module + "." + name):
                    self.add("missing", module + "." + name, kind)

    def phantoms(self):
        for name, entry in self.surface.entries.items():
            if name in self.names or is_shut(name):
                continue
            if not name.startswith("numpy.") or entry.kind == "property" or entry.kind == "value" and self.owner_is_class(name):
                continue
            self.add("not there", name, entry.kind)

    def kinds(self):
        for name, answer in self.names.items():
            entry, real = self.surface.entries[name], answer["kind"]
            if entry.kind == "alias":
                entry = (self.surface.resolve(name) or (name, entry))[1]
            fits = {
                "module": real == "module", "class": real == "class", "alias": True, "property": True, "value": real != "module",
            }.get(entry.kind, real in ("function", "callable"))
            if entry.kind == "value" and real == "class" and not self.owner_is_class(name) or not fits:
                self.add("kind", name, "%s, but the release has a %s" % (entry.kind, real))

    def owner_is_class(self, name):
        owner = self.surface.entries.get(name.rpartition(".")[0])
        return owner is not None and owner.kind == "class"

    def stars(self):
        self.starred = 0
        for module, facts in self.modules.items():
            if facts["star"] is None:
                continue
            real, ours = set(facts["star"]), self.surface.stars(module)
            self.starred += len(real)
            for name in sorted(real - ours):
                kind, owner = facts["names"].get(name, ("?", None))
                foreign = facts["all"] is None and (owner or "").split(".")[0] not in ("numpy", "") and kind != "value"
                if not foreign and self.surface.resolve(module)[0] == module:
                    self.add("star without mark", module + "." + name, kind)
            for name in sorted(ours - real):
                self.add("mark without star", module + "." + name)

    def members(self):
        self.checked_members = 0
        for name, answer in self.names.items():
            entry = self.surface.entries.get(name)
            if "members" not in answer or entry is None or entry.kind != "class":
                continue
            for member in answer["members"]:
                if member.startswith("_"):
                    continue
                self.checked_members += 1
                if not self.surface.resolve(name + "." + member) and not any(
                        not base.startswith("numpy") for base in self.bases(name)):
                    self.add("missing", name + "." + member, "member")

    def bases(self, name, depth=0):
        found = self.surface.resolve(name)
        if depth > 12 or not found:
            return [name] if not found else []
        return [found[0]] + [more for base in found[1].bases for more in self.bases(base, depth + 1)]

    def signatures(self):
        self.compared = self.unknown = 0
        for name, answer in self.names.items():
            said = answer.get("signature")
            if said is None:
                self.unknown += 1
                continue
            self.compared += 1
            if said != "same":
                self.add("signature", name, "(%s), but the release %s" % (self.surface.entries[name].parameters, said))

    def calls(self, environment):
        asked = []
        for call, name in surface_calls.CALLS:
            found = self.surface.resolve(name)
            declared = found and (found[0] if found[1].kind == "class" else found[1].type)
            if declared == "numpy.ufunc" or found and found[1].kind == "value" and declared and "." not in declared:
                declared = None
            asked.append((call, name, declared))
        answers = environment.ask({"do": "call", "calls": [[call, declared] for call, _, declared in asked]})
        self.typed = self.untyped = self.impossible = 0
        for (call, name, declared), answer in zip(asked, answers):
            if answer is None:
                self.untyped += 1
            elif ": " in answer:
                self.impossible += 1
            else:
                self.typed += 1
                if answer != "same":
                    self.add("type", name, "%s gives %s, not %s" % (call, answer, declared))
        functions = {name: entry.type for name, entry in self.surface.entries.items()
                     if entry.type and not name.startswith(NOT_CALLED) and (
                         entry.kind == "function" or entry.kind == "method" and name.startswith(("numpy.ndarray.", "numpy.ma.MaskedArray.")))}
        answer = environment.ask({"do": "fuzz", "functions": functions})
        self.fuzzed = answer["calls"]
        for name in answer["lost"]:
            self.add("lost", name, "the process that called it died or took too long")
        for name, detail in answer["wrong"].items():
            self.add("type", name, detail)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("environments", type=pathlib.Path)
    parser.add_argument("releases", nargs="*")
    parser.add_argument("--surfaces", type=pathlib.Path, default=FOLDER)
    arguments = parser.parse_intermixed_args()
    known = {path.stem: path for path in arguments.surfaces.glob("*.yaml")}
    releases = arguments.releases or [release for release in PYTHONS if number(release) >= (1, 20)]
    bad = 0
    print("release  surface  names  names there  star names  members  signatures  not known to inspect  calls typed  untyped  not possible  other calls  differences")
    for release in releases:
        nearest = max((number(stem), stem) for stem in known if number(stem) <= number(release))[1]
        done = Comparison(Surface(known[nearest]), Environment(release, arguments.environments))
        print("%7s %8s %6d %12d %11d %8d %11d %21d %12d %8d %13d %12d %12d" % (
            release, nearest, len(done.surface.entries), done.checked, done.starred, done.checked_members, done.compared,
            done.unknown, done.typed, done.untyped, done.impossible, done.fuzzed, len(done.problems)))
        for what, name, detail in sorted(done.problems):
            print("         %s: %s  %s" % (what, name, detail))
        bad += len(done.problems)
        sys.stdout.flush()
    print(surface_known.told(releases))
    print("%d differences that nothing explains" % bad)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
