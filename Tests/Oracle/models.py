#!/usr/bin/env python3
"""Fits models with every minor release of scikit-learn from 0.17 to 1.9 that a Python at hand can install.

    python3 Tests/Oracle/models.py SCRATCH [--only 1.3]

Pythons are looked for on the path and under `$PYENV_ROOT/versions`. SCRATCH/env holds an environment a release, SCRATCH/corpus the
models as `sklearn_corpus.py`, `sklearn_variations.py`, `sklearn_rarer.py`, `sklearn_texts.py`, `sklearn_found.py` and `sklearn_records.py` save them. Releases without a Python are named and left out; none at all is an error.
"""
import argparse
import glob
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent

#: Release, the Python it is fitted with, and what it needs held back.
RELEASES = [
    ("0.17.1", "2.7", ["numpy", "scipy"]), ("0.18.2", "2.7", ["numpy", "scipy"]), ("0.19.2", "3.6", ["numpy<1.17", "scipy<1.4"]),
    ("0.20.4", "2.7", []), ("0.21.3", "3.6", []), ("0.22.2.post1", "3.6", []), ("0.23.2", "3.7", []), ("0.24.2", "3.6", ["pandas"]),
    ("1.0.2", "3.7", ["pandas"]), ("1.1.3", "3.8", []), ("1.2.2", "3.8", ["pandas"]), ("1.3.2", "3.8", ["pandas"]),
    ("1.4.2", "3.10", ["pandas"]), ("1.5.2", "3.9", ["pandas", "numpy<2"]), ("1.6.1", "3.11", ["pandas"]), ("1.7.2", "3.10", ["pandas"]),
    ("1.8.0", "3.13", ["pandas"]), ("1.9.1", "3.12", ["pandas"]),
]


def interpreter(version):
    found = shutil.which("python" + version)
    if found and subprocess.run([found, "-c", "pass"], stderr=subprocess.DEVNULL).returncode == 0:
        return found
    root = os.environ.get("PYENV_ROOT", os.path.expanduser("~/.pyenv"))
    candidates = sorted(glob.glob(os.path.join(root, "versions", version + ".*", "bin", "python")))
    return candidates[-1] if candidates else None


def environment(folder, release, python, packages):
    program = folder / "bin" / "python"
    if (folder / "complete").exists():
        return program
    if release.startswith("0") and "2.7" in subprocess.run([python, "-V"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout:
        subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "virtualenv"], check=True, stderr=subprocess.DEVNULL)
        subprocess.run([python, "-m", "virtualenv", "-q", str(folder)], check=True, stderr=subprocess.DEVNULL)
    else:
        subprocess.run([python, "-m", "venv", str(folder)], check=True)
    install = [str(program), "-m", "pip", "install", "-q", "--only-binary=:all:", "--disable-pip-version-check"]
    subprocess.run(install + ["scikit-learn==" + release] + packages, check=True, stderr=subprocess.DEVNULL)
    (folder / "complete").touch()
    return program


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("scratch", type=pathlib.Path)
    parser.add_argument("--only")
    arguments = parser.parse_args()
    made = 0
    for release, version, packages in RELEASES:
        minor = ".".join(release.split(".")[:2])
        if arguments.only and minor != arguments.only:
            continue
        python = interpreter(version)
        if python is None:
            print("scikit-learn %s: no Python %s at hand" % (release, version))
            continue
        program = environment(arguments.scratch / "env" / minor, release, python, packages)
        for script, folder in (("sklearn_corpus.py", minor), ("sklearn_variations.py", minor + "-more"), ("sklearn_rarer.py", minor + "-rarer"), ("sklearn_texts.py", minor + "-texts"), ("sklearn_found.py", minor + "-found"), ("sklearn_records.py", minor + "-records")):
            command = [str(program), str(HERE / script), str(arguments.scratch / "corpus" / folder)]
            result = subprocess.run(command, stdout=subprocess.PIPE, text=True)
            lines = result.stdout.splitlines()
            print("scikit-learn " + (lines[-1] if lines and result.returncode == 0 else "%s: %s failed" % (release, script)))
            made += result.returncode == 0
    return 0 if made else 2


if __name__ == "__main__":
    sys.exit(main())
