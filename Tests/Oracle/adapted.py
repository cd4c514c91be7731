#!/usr/bin/env python3
"""Adapts the whole corpus with the program, for corpus.py to judge.

    python3 Tests/Oracle/adapted.py --program .build/release/godwit OUT

Writes OUT/<service>/… and OUT/torture/<group>/…, each a copy of its `before` after `adapt --write`. The target is the
release that stands in the group's name (`to-2.4`), 2.0 for services. Says for each how many files are spelled as in
`after`. OUT/straddle/<service>/… is what `adapt --straddle --write` makes of what goes to 2.0, for
both releases. Exit code 0: all adapted; 2: the program could not.
"""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2] / "Corpus" / "python"


def release_of(name):
    found = re.match(r"to-(\d+\.\d+)", name)
    return found.group(1) if found else "2.0"


def projects():
    """(path in OUT, folder with `before` and `after`) of every project, sorted."""
    for before in sorted(ROOT.glob("**/before")):
        yield before.parent.relative_to(ROOT), before.parent


def alike(written, tree):
    """(files spelled alike, files)."""
    names = [path.relative_to(written) for path in written.rglob("*")
             if path.is_file() and "__pycache__" not in path.parts]
    same = [name for name in names if (tree / name).is_file()
            and (tree / name).read_bytes() == (written / name).read_bytes()]
    return len(same), len(names)


def adapt(program, relative, folder, out, *options):
    target = out / relative
    shutil.rmtree(target, ignore_errors=True)
    release = release_of(folder.name)
    # Adapted outside of any clone, so that the copy is a project of its own.
    with tempfile.TemporaryDirectory() as scratch:
        tree = pathlib.Path(scratch) / "project"
        shutil.copytree(folder / "before", tree, ignore=shutil.ignore_patterns("__pycache__", ".godwit"))
        command = [str(program), "adapt", str(tree), "--to", f"numpy=={release}", "--write", "--no-cache", *options]
        done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, text=True,
                              errors="replace")
        if done.returncode:
            raise RuntimeError(f"{relative}: godwit adapt ended with {done.returncode}: {done.stderr.strip()}")
        shutil.copytree(tree, target, ignore=shutil.ignore_patterns(".godwit"))
    return release, alike(folder / "after", target)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", type=pathlib.Path, required=True)
    parser.add_argument("out", type=pathlib.Path)
    options = parser.parse_args()
    for relative, folder in projects():
        release, (same, count) = adapt(options.program.resolve(), relative, folder, options.out.resolve())
        print(f"{str(relative):<32} to {release}: {same} of {count} files spelled as in after")
        if release_of(folder.name) == "2.0":
            adapt(options.program.resolve(), pathlib.Path("straddle") / relative, folder, options.out.resolve(),
                  "--straddle")


if __name__ == "__main__":
    try:
        main()
    except (RuntimeError, OSError) as error:
        print(f"adapted: {error}", file=sys.stderr)
        sys.exit(2)
