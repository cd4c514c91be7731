#!/usr/bin/env python3
"""Fits models with LightGBM 2.0 to 4.6, a release and a Python at a time.

    python3 Tests/Oracle/lightgbm_models.py SCRATCH [--only 4.6]

SCRATCH/env holds an environment a release, SCRATCH/corpus the models as `lightgbm_corpus.py` saves them. Releases without a Python are
named and left out; none at all is an error.
"""
import argparse
import pathlib
import subprocess
import sys

from models import HERE, interpreter

#: Release, the Python it is fitted with, and what of that time it needs beside it.
RELEASES = [
    ("2.0.12", "3.6", ["scikit-learn==0.19.2", "pandas==0.25.3", "numpy==1.16.6"]),
    ("2.1.2", "3.6", ["scikit-learn==0.19.2", "pandas==0.25.3", "numpy==1.16.6"]),
    ("2.2.3", "3.6", ["scikit-learn==0.20.4", "pandas==0.25.3", "numpy==1.16.6"]),
    ("2.3.1", "3.7", ["scikit-learn==0.22.2.post1", "pandas==1.0.5", "numpy==1.18.5"]),
    ("3.0.0", "3.7", ["scikit-learn==0.23.2", "pandas==1.1.5", "numpy==1.19.5"]),
    ("3.1.1", "3.7", ["scikit-learn==0.23.2", "pandas==1.1.5", "numpy==1.19.5"]),
    ("3.2.1", "3.8", ["scikit-learn==0.24.2", "pandas==1.2.5", "numpy==1.20.3"]),
    ("3.3.5", "3.8", ["scikit-learn==1.0.2", "pandas<2", "numpy<1.24"]),
    ("4.0.0", "3.9", ["scikit-learn==1.2.2", "pandas==1.5.3", "numpy==1.24.4"]),
    ("4.3.0", "3.10", ["scikit-learn==1.4.2", "pandas==2.2.2", "numpy==1.26.4"]),
    ("4.5.0", "3.11", ["scikit-learn==1.5.2", "pandas==2.2.2", "numpy==2.0.2"]),
    ("4.6.0", "3.12", ["scikit-learn==1.7.2", "pandas"]),
]


def environment(folder, release, python, packages):
    program = folder / "bin" / "python"
    if not (folder / "complete").exists():
        subprocess.run([python, "-m", "venv", str(folder)], check=True)
        install = [str(program), "-m", "pip", "install", "-q", "--only-binary=:all:", "--disable-pip-version-check"]
        subprocess.run(install + ["lightgbm==" + release, "joblib"] + packages, check=True, stderr=subprocess.DEVNULL)
        (folder / "complete").touch()
    return program


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scratch", type=pathlib.Path)
    parser.add_argument("--only", help="one release, such as 4.6")
    arguments = parser.parse_args()
    made = 0
    for release, version, packages in RELEASES:
        if arguments.only and not release.startswith(arguments.only):
            continue
        python = interpreter(version)
        if python is None:
            print("LightGBM %s: no Python %s at hand" % (release, version))
            continue
        program = environment(arguments.scratch / "env" / release, release, python, packages)
        command = [str(program), str(HERE / "lightgbm_corpus.py"), str(arguments.scratch / "corpus" / release)]
        result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        lines = [line for line in result.stdout.splitlines() if line.startswith("LightGBM ")]
        print(lines[-1] if lines and result.returncode == 0 else "LightGBM %s: it failed" % release)
        made += result.returncode == 0
    return 0 if made else 2


if __name__ == "__main__":
    sys.exit(main())
