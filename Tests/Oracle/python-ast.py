#!/usr/bin/env python3
"""Compares python-ast with the ast.dump of the CPythons at hand, file by file and case by case.

    python-ast.py --program .build/release/python-ast [--python PATH ...] [--extra DIR ...] [--show N]

For each interpreter: every .py file of its standard library and site-packages (and of each --extra folder) must give
the same line; then CPython's own syntax-error cases, taken from its installed `test` package at run time, must
give the same line too, and so must those of python-ast-cases.jsonl beside this file. Prints the counts; exits 1 if
anything differs on 3.11 or later.
"""

import argparse
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

# Runs in each interpreter: one line a file. `!` marks what ast.dump itself cannot do (too deep, integers too long).
WORKER = r"""
import ast, sys, warnings
warnings.simplefilter("ignore")
out = open(sys.argv[2], "w", encoding="utf-8", errors="surrogateescape")
for path in open(sys.argv[1], encoding="utf-8", errors="surrogateescape").read().splitlines():
    try:
        with open(path, "rb") as file:
            tree = ast.parse(file.read())
    except (SyntaxError, ValueError):
        out.write("\n")
        continue
    except (RecursionError, MemoryError):
        out.write("!\n")
        continue
    try:
        out.write(ast.dump(tree, include_attributes=True) + "\n")
    except (RecursionError, ValueError):
        out.write("!\n")
"""

# Runs in each interpreter: the cases of its own tests, each as one file in a folder.
CASES = r"""
import ast, os, re, sys
folder = sys.argv[1]
import test
home = os.path.dirname(test.__file__)
names = ["test_syntax", "test_exceptions", "test_fstring", "test_grammar", "test_unpack_ex", "test_patma",
         "test_positional_only_arg", "test_named_expressions", "test_type_params", "test_type_aliases",
         "test_except_star", "test_string_literals", "test_eof", "test_generators", "test_genexps", "test_decorators",
         "test_unicode_identifiers", "test_future", "test_tstring", "test_parser", "test_compile", "test_ast"]
cases = []
for name in names:
    for path in (os.path.join(home, name + ".py"), os.path.join(home, name, name + ".py")):
        if not os.path.exists(path):
            continue
        text = open(path, encoding="utf-8").read()
        tree = ast.parse(text)
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes)):
                value = node.value
                cases.append(value)
                if isinstance(value, str) and ">>>" in value:
                    for block in re.findall(r"(?m)^[ ]*>>> .*(?:\n[ ]*\.\.\. ?.*)*", value):
                        lines = [re.sub(r"^[ ]*(>>>|\.\.\.) ?", "", line) for line in block.split("\n")]
                        cases.append("\n".join(lines) + "\n")
for pattern in ("badsyntax_*.py", "bad_*.py", "*/bad_*.py", "*/badsyntax_*.py"):
    import glob
    for path in sorted(glob.glob(os.path.join(home, pattern))):
        cases.append(open(path, "rb").read())
seen = set()
for case in cases:
    data = case if isinstance(case, bytes) else case.encode("utf-8", "surrogatepass")
    if data in seen or len(data) > 100000:
        continue
    seen.add(data)
    with open(os.path.join(folder, "%05d.py" % len(seen)), "wb") as file:
        file.write(data)
"""

OWN_CASES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "python-ast-cases.jsonl")

ATTRIBUTES = re.compile(r", lineno=\d+, col_offset=\d+, end_lineno=\d+, end_col_offset=\d+")
PIECES = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|JoinedStr\(|[()]|[^'"()J]+|J""", re.S)


def without_string_positions(line):
    """The dump without the positions inside f-strings."""
    pieces, depth, joined, inside = [], 0, [], []
    for piece in PIECES.findall(line):
        if piece in ("(", "JoinedStr("):
            depth += 1
            if piece != "(":
                joined.append(depth)
        elif piece == ")":
            if joined and joined[-1] == depth:
                joined.pop()
            depth -= 1
        elif joined:
            piece = ATTRIBUTES.sub("", piece)
        pieces.append(piece)
    return "".join(pieces)


def lines(command, files, folder, name):
    listing, output = os.path.join(folder, name + ".list"), os.path.join(folder, name + ".out")
    with open(listing, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write("".join(path + "\n" for path in files))
    command(listing, output)
    with open(output, encoding="utf-8", errors="surrogateescape", newline="\n") as file:
        return file.read().split("\n")[:-1]


def worker(python):
    return lambda listing, output: subprocess.run([python, "-c", WORKER, listing, output], check=True)


def program(path, version):
    def run(listing, output):
        with open(output, "wb") as file:
            subprocess.run([path, "--like", version, "--files", listing], check=True, stdout=file)
    return run


def compare(arguments, python, version, files, folder, what):
    equal, differ, skipped = 0, [], 0
    for first in range(0, len(files), 400):
        batch = files[first:first + 400]
        expected = lines(worker(python), batch, folder, "expected")
        found = lines(program(arguments.program, version), batch, folder, "found")
        if len(found) != len(batch):
            raise SystemExit("python-ast gave %d lines for %d files" % (len(found), len(batch)))
        for path, want, have in zip(batch, expected, found):
            minor = int(version.split(".")[1])
            if want == "!":
                skipped += 1
            elif want == have or (what == "cases" and bool(want) == bool(have) and arguments.accept_only):
                equal += 1
            elif minor < 12 and without_string_positions(want) == without_string_positions(have):
                equal += 1
            else:
                differ.append((path, want, have))
    print("%s %s: %d equal, %d differ, %d beyond ast.dump" % (version, what, equal, len(differ), skipped), flush=True)
    for path, want, have in differ[:arguments.show]:
        at = next((i for i, (a, b) in enumerate(zip(want, have)) if a != b), min(len(want), len(have)))
        print("  " + (os.path.relpath(path, folder) if path.startswith(folder + os.sep) else path))
        if what == "cases":
            print("    source   %r" % open(path, "rb").read()[:300])
        print("    expected " + (want[max(0, at - 80):at + 120] or "a syntax error"))
        print("    found    " + (have[max(0, at - 80):at + 120] or "a syntax error"))
    return len(differ)


def sources(python, extra):
    code = "import sysconfig, json; print(json.dumps([sysconfig.get_path(n) for n in ('stdlib', 'purelib')]))"
    folders = json.loads(subprocess.check_output([python, "-c", code])) + extra
    found = set()
    for folder in folders:
        for root, _, names in os.walk(folder):
            found.update(os.path.join(root, name) for name in names if name.endswith(".py"))
    return sorted(path for path in found if "\n" not in path)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--python", action="append", default=[])
    parser.add_argument("--extra", action="append", default=[])
    parser.add_argument("--show", type=int, default=5)
    parser.add_argument("--cases-only", action="store_true")
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--accept-only", action="store_true", help="of the cases compare only acceptance")
    arguments = parser.parse_args()
    pythons = arguments.python or sorted(glob.glob(os.path.expanduser("~/.pyenv/versions/3.*/bin/python")))
    failed = 0
    for python in pythons:
        version = subprocess.check_output([python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"], text=True).strip()
        minor = int(version.split(".")[1])
        if minor < 8:
            continue
        with tempfile.TemporaryDirectory() as folder:
            differ = 0
            if not arguments.cases_only:
                files = sources(python, arguments.extra)
                if arguments.limit:
                    files = files[::max(1, len(files) // arguments.limit)]
                differ += compare(arguments, python, version, files, folder, "files")
            cases = os.path.join(folder, "cases")
            os.mkdir(cases)
            subprocess.run([python, "-W", "ignore", "-c", CASES, cases], check=True)
            for number, line in enumerate(open(OWN_CASES, encoding="utf-8")):
                with open(os.path.join(cases, "own-%04d.py" % number), "wb") as file:
                    file.write(json.loads(line).encode("utf-8", "surrogatepass"))
            files = sorted(glob.glob(os.path.join(cases, "*.py")))
            differ += compare(arguments, python, version, files, folder, "cases")
            if minor >= 11:
                failed += differ
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
