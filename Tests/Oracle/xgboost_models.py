#!/usr/bin/env python3
"""Fits models with XGBoost 0.72 to 3.4, a release and a Python at a time.

    python3 Tests/Oracle/xgboost_models.py SCRATCH [--only 1.4]

SCRATCH/env holds an environment a release, SCRATCH/corpus the models as `Corpus/models/xgboost/generate.py` saves them. Releases without a
Python are named and left out; none at all is an error.
"""
import argparse
import pathlib
import subprocess
import sys

from models import HERE, interpreter

GENERATOR = HERE.parent.parent / "Corpus" / "models" / "xgboost" / "generate.py"

#: Release, the Python it is fitted with, and what of that time it needs beside it.
RELEASES = [
    ("0.72.1", "3.6", ["scikit-learn==0.20.4", "pandas<1"]),
    ("0.82", "3.7", ["scikit-learn==0.20.4", "numpy<1.20", "pandas<1.2"]),
    ("0.90", "3.7", ["scikit-learn==0.22.2", "pandas<1.2"]),
    ("1.0.2", "3.8", ["scikit-learn==0.24.2", "pandas<1.2"]),
    ("1.1.1", "3.8", ["scikit-learn==0.24.2", "pandas<1.2"]),
    ("1.2.1", "3.8", ["scikit-learn==0.24.2", "pandas<1.2"]),
    ("1.3.3", "3.8", ["scikit-learn==0.24.2", "pandas<1.2"]),
    ("1.4.2", "3.8", ["scikit-learn==0.24.2", "pandas<1.2"]),
    ("1.5.2", "3.8", ["scikit-learn==1.0.2", "pandas<1.4"]),
    ("1.6.2", "3.9", ["scikit-learn==1.2.2", "numpy<2", "pandas"]),
    ("1.7.6", "3.9", ["scikit-learn==1.2.2", "numpy<2", "pandas"]),
    ("2.0.3", "3.10", ["scikit-learn==1.3.2", "numpy<2", "pandas"]),
    ("2.1.4", "3.12", ["scikit-learn==1.5.2", "numpy<2.3", "pandas"]),
    ("3.0.5", "3.11", ["scikit-learn==1.6.1", "pandas"]),
    ("3.1.2", "3.12", ["scikit-learn==1.7.2", "pandas"]),
    ("3.4.1", "3.13", ["scikit-learn", "pandas"]),
]


def environment(folder, release, python, packages):
    program = folder / "bin" / "python"
    if not (folder / "complete").exists():
        subprocess.run([python, "-m", "venv", str(folder)], check=True)
        install = [str(program), "-m", "pip", "install", "-q", "--only-binary=:all:", "--disable-pip-version-check"]
        # Newer wheels ask for a library of graphics cards that nothing here uses.
        subprocess.run(install + ["--no-deps", "xgboost==" + release], check=True, stderr=subprocess.DEVNULL)
        subprocess.run(install + ["scipy", "joblib"] + packages, check=True, stderr=subprocess.DEVNULL)
        (folder / "complete").touch()
    return program


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scratch", type=pathlib.Path)
    parser.add_argument("--only", help="one release, such as 1.4")
    arguments = parser.parse_args()
    made = 0
    for release, version, packages in RELEASES:
        if arguments.only and not release.startswith(arguments.only):
            continue
        python = interpreter(version)
        if python is None:
            print("XGBoost %s: no Python %s at hand" % (release, version))
            continue
        program = environment(arguments.scratch / "env" / release, release, python, packages)
        command = [str(program), str(GENERATOR), str(arguments.scratch / "corpus")]
        result = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        print("XGBoost %s: %s" % (release, "it failed" if result.returncode else "saved"))
        made += result.returncode == 0
    return 0 if made else 2


if __name__ == "__main__":
    sys.exit(main())
