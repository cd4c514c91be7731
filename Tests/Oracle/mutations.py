#!/usr/bin/env python3
"""Deletes, doubles, swaps and inserts tokens of real files and holds python-ast against one CPython on each result.

    mutations.py --program .build/release/python-ast [--python PATH] [--count 20000] [--seed 1] [--show 10] [FOLDER ...]

Both must agree on whether a text is a syntax error, and print the same tree where it is none. Exits 1 if they differ.
"""

import argparse
import glob
import os
import random
import re
import subprocess
import sys
import tempfile

TOKENS = re.compile(
    rb"""[ \t]+|\r?\n|\#[^\n]*|[A-Za-z_][A-Za-z_0-9]*|[0-9][0-9a-zA-Z_.]*|\"\"\"|'''|["']"""
    rb"""|\*\*=?|//=?|>>=?|<<=?|->|:=|[-+*/%&|^=<>!@]=|\.\.\.|.""", re.DOTALL)
INSERTED = [
    b"(", b")", b"[", b"]", b"{", b"}", b":", b",", b";", b".", b"=", b":=", b"*", b"**", b"->", b"@", b"!", b"\\", b"'",
    b'"', b'"""', b"\n", b" ", b"    ", b"\t", b"#", b"0", b"1_", b"0x", b"1e", b"x", b"f'", b"f'{", b"}'", b"rb'", b"...",
] + [b" " + word.encode() + b" " for word in (
    "if else elif for in while def class lambda yield await async from import as not and or is del return pass raise try "
    "except finally with global nonlocal assert break continue match case type None True print exec").split()]

# Runs in the CPython under test: one line a file, as python-ast prints it; `!` where ast.dump itself gives up.
WORKER = r"""
import ast, sys, warnings
warnings.simplefilter("ignore")
out = open(sys.argv[2], "w", encoding="utf-8", errors="surrogateescape")
for path in open(sys.argv[1], encoding="utf-8").read().splitlines():
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


def mutated(source, noise):
    tokens = TOKENS.findall(source)
    for _ in range(noise.choice([1, 1, 1, 2, 3])):
        at = noise.randrange(len(tokens))
        way = noise.randrange(5)
        if way == 0:
            del tokens[at]
        elif way == 1:
            tokens.insert(at, tokens[at])
        elif way == 2:
            other = noise.randrange(len(tokens))
            tokens[at], tokens[other] = tokens[other], tokens[at]
        elif way == 3:
            tokens.insert(at, noise.choice(INSERTED))
        else:
            del tokens[at:at + noise.randrange(1, 6)]
        if not tokens:
            return b""
    return b"".join(tokens)


def sources(folders, python):
    if not folders:
        where = "import sysconfig; print(sysconfig.get_path('stdlib'))"
        folders = [subprocess.run([python, "-c", where], capture_output=True, text=True, check=True).stdout.strip()]
    found = []
    for folder in folders:
        for parent, inner, names in os.walk(folder):
            inner.sort()
            for name in sorted(names):
                path = os.path.join(parent, name)
                # Small files: a mutation then changes much of what there is.
                if name.endswith(".py") and 200 < os.path.getsize(path) < 12_000:
                    found.append(path)
    return found


def compare(options, version, paths, scratch):
    """The paths on which the two differ, with the two lines."""
    listed = os.path.join(scratch, "list")
    with open(listed, "w") as file:
        file.write("\n".join(paths) + "\n")
    dumped = os.path.join(scratch, "dumped")
    subprocess.run([options.python, "-X", "utf8", "-c", WORKER, listed, dumped], check=True)
    with open(dumped, encoding="utf-8", errors="surrogateescape", newline="\n") as file:
        theirs = file.read().split("\n")
    ours = subprocess.run(
        [options.program, "--like", version, "--files", listed], capture_output=True, check=True,
    ).stdout.decode("utf-8", "surrogateescape").split("\n")
    assert len(ours) == len(theirs) == len(paths) + 1, (len(ours), len(theirs), len(paths))
    return [
        (path, our, their) for path, our, their in zip(paths, ours, theirs) if our != their and their != "!"
    ], sum(1 for line in theirs[:-1] if not line)


def newest():
    """The newest CPython in the places where python-ast.py looks, else this one."""
    found = glob.glob(os.path.expanduser("~/.pyenv/versions/3.*/bin/python"))
    return max(found, key=lambda path: [int(part) for part in re.findall("[0-9]+", path.split("/versions/")[1])], default=sys.executable)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--python", default=newest(), help="a CPython of 3.12 or later; else the newest at hand")
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("--keep", help="where to put the texts on which the two differ")
    parser.add_argument("folders", nargs="*")
    options = parser.parse_args()
    version = subprocess.run(
        [options.python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"], capture_output=True, text=True,
        check=True).stdout.strip()
    noise = random.Random(options.seed)
    files = sources(options.folders, options.python)
    different, errors, done = [], 0, 0
    while done < options.count:
        with tempfile.TemporaryDirectory() as scratch:
            paths, texts = [], {}
            for number in range(min(1000, options.count - done)):
                with open(noise.choice(files), "rb") as file:
                    text = mutated(file.read(), noise)
                path = os.path.join(scratch, f"m{number}.py")
                with open(path, "wb") as file:
                    file.write(text)
                paths.append(path)
                texts[path] = text
            found, wrong = compare(options, version, paths, scratch)
            errors += wrong
            done += len(paths)
            different += [(texts[path], our, their) for path, our, their in found]
    for number, (text, our, their) in enumerate(different):
        kind = "the trees differ" if our and their else "refused here only" if their else "accepted here only"
        if number < options.show:
            print(f"{kind}:\n{excerpt(our, their)}")
        if options.keep:
            os.makedirs(options.keep, exist_ok=True)
            with open(os.path.join(options.keep, f"{number}-{kind.replace(' ', '-')}.py"), "wb") as file:
                file.write(text)
    print(f"{version}: {done} mutations, {errors} of them syntax errors, {len(different)} differ")
    sys.exit(1 if different else 0)


def excerpt(our, their):
    at = next((i for i, (a, b) in enumerate(zip(our, their)) if a != b), 0)
    return f"  here     …{our[max(0, at - 80):at + 120]}\n  CPython  …{their[max(0, at - 80):at + 120]}"


if __name__ == "__main__":
    main()
