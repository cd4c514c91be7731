"""Lets an instrumented program do its everyday work, and keeps for the compiler which way it went how often.

    python3 Tests/Bench/training.py --program INSTRUMENTED --merge LLVM-PROFDATA --scratch FOLDER --write PROFILE

The work: packages of the NumPy 1 era out of PyPI, none of which the benchmarks time; the corpus; Godwit's own sources in
Swift; the models of the corpus. Only what the program ran through is kept, so that the file stays small.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PACKAGES = [
    "astropy==5.0.4", "colour-science==0.3.16", "gensim==4.1.2", "librosa==0.9.2", "nengo==3.1.0", "networkx==2.6.3",
    "nibabel==3.2.2", "scikit-image==0.19.3", "statsmodels==0.13.5", "xarray==0.18.2",
]
# Wheels of one kind, so that the work is the same on every machine.
WHEELS = ["--only-binary=:all:", "--no-deps", "--python-version", "3.9", "--implementation", "cp"]
for tag in ["manylinux2014_x86_64", "manylinux_2_12_x86_64", "manylinux_2_17_x86_64", "any"]:
    WHEELS += ["--platform", tag]
PYTHON = ["--from", "numpy==1.21", "--to", "numpy==2.0"]
LATER = ["--from", "numpy==1.21", "--to", "numpy==2.4"]
SWIFT = [
    "--from", "swift-syntax==508", "--to", "swift-syntax==603", "--from", "hummingbird==1.10.0",
    "--to", "hummingbird==2.28.1", "--from", "coreml==11", "--to", "coreml==14", "--swap", "xctest:swift-testing",
    "--language", "swift",
]
OPENCV = ["--from", "opencv==3.4", "--to", "opencv==4.0"]
MODELS = (".pkl", ".joblib", ".ubj", ".json", ".txt")
MOST_MODELS = 200


def main():
    options = arguments()
    for folder in ("counts", "cache"):
        shutil.rmtree(os.path.join(options.scratch, folder), ignore_errors=True)
    for command in work(options):
        run(options, command)
    counts = sorted(str(path) for path in pathlib.Path(options.scratch, "counts").glob("*.profraw"))
    if not counts:
        sys.exit(f"training: {options.program} wrote no counts; is it built with -ir-profile-generate?")
    merge(options, counts)
    print(f"{len(counts)} runs, {os.path.getsize(options.write)} bytes: {options.write}")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True, help="godwit, built with -ir-profile-generate")
    parser.add_argument("--merge", required=True, help="llvm-profdata, as it comes with the compiler")
    parser.add_argument("--scratch", required=True, help="where to unpack the packages; kept for the next run")
    parser.add_argument("--write", required=True, help="the profile to write")
    options = parser.parse_args()
    for name in ("program", "merge", "scratch", "write"):
        setattr(options, name, os.path.abspath(getattr(options, name)))
    return options


def merge(options, counts):
    """Puts the counts of all runs together, of what was run at all.

    A function that only its own file sees is named by the folder where it was built, which is another one elsewhere: its
    counts would help nobody.
    """
    text = os.path.join(options.scratch, "counts.txt")
    subprocess.run([options.merge, "merge", "--sparse", "--text", "-o", text, *counts], check=True)
    with open(text, encoding="utf-8") as file:
        records = file.read().strip().split("\n\n")
    with open(text, "w", encoding="utf-8") as file:
        for record in records:
            if not is_local(record) and not is_everywhere(record):
                file.write(ended(record) + "\n\n")
    subprocess.run([options.merge, "merge", "--sparse", "-o", options.write + ".new", text], check=True)
    os.replace(options.write + ".new", options.write)


def name(record):
    """The first line of a record that is no remark."""
    return next((line for line in record.splitlines() if not line.startswith(("#", ":"))), "")


def is_local(record):
    """Whether the name of a record begins with a file."""
    return ";" in name(record)


def is_everywhere(record):
    """Whether each module has the function for itself: its counts are those of all modules, once for each of them, and
    would make all else look as if it were seldom run."""
    return name(record) == "__swift_instantiateConcreteTypeFromMangledName"


def ended(record):
    """A record that says that it has no bitmap: a line with `$` behind the counts would say so, and names of Swift's begin
    with one, too."""
    counts, values, rest = record.partition("\n# Num Value Kinds:")
    return counts + "\n$0" + values + rest


def work(options):
    """The commands, each as a person would give it."""
    packages, swift = python_tree(options.scratch), swift_tree(options.scratch)
    yield ["adapt", packages, *PYTHON, "--no-cache"]
    yield ["adapt", packages, *PYTHON, "--no-cache", "--format", "jsonl"]
    yield ["adapt", packages, *LATER]
    yield ["adapt", packages, *LATER]
    yield ["assess", packages, "--no-cache"]
    yield ["assess", packages, "--to", "numpy==2.0", "--no-cache"]
    yield ["adapt", swift, *SWIFT, "--no-cache"]
    yield ["adapt", swift, *SWIFT]
    yield ["adapt", str(ROOT / "Corpus" / "cpp" / "opencv-preprocess" / "before"), *OPENCV, "--no-cache"]
    written = os.path.join(options.scratch, "written")
    for place, model in enumerate(models()):
        for suffix in ("onnx", "pmml"):
            yield ["convert", model, "--to", suffix, "--output", f"{written}.{place}.{suffix}"]


def models():
    found = sorted(str(path) for path in (ROOT / "Corpus" / "models").rglob("*") if path.name.endswith(MODELS))
    step = max(1, len(found) // MOST_MODELS)
    return found[::step]


def python_tree(scratch):
    """The packages, from an earlier run if that fetched the same."""
    tree, stamp = os.path.join(scratch, "packages"), os.path.join(scratch, "fetched")
    wanted = "\n".join(PACKAGES)
    if not os.path.exists(stamp) or open(stamp, encoding="utf-8").read() != wanted:
        wheels = os.path.join(scratch, "wheels")
        for folder in (tree, wheels):
            shutil.rmtree(folder, ignore_errors=True)
        subprocess.run(
            [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "download", *WHEELS, "--dest", wheels,
             *PACKAGES], check=True)
        for name in sorted(os.listdir(wheels)):
            with zipfile.ZipFile(os.path.join(wheels, name)) as wheel:
                wheel.extractall(tree, [member for member in wheel.namelist() if member.endswith((".py", ".pyi"))])
        os.makedirs(os.path.join(tree, ".git"), exist_ok=True)
        with open(stamp, "w", encoding="utf-8") as file:
            file.write(wanted)
    return tree


def swift_tree(scratch):
    tree = os.path.join(scratch, "swift")
    shutil.rmtree(tree, ignore_errors=True)
    for part in ("Sources", "Tests", "Corpus/swift"):
        shutil.copytree(ROOT / part, os.path.join(tree, part))
    os.makedirs(os.path.join(tree, ".git"))
    return tree


def run(options, command):
    # A worker's counts must not take the place of its parent's: each process has a file of its own.
    environment = {
        **os.environ, "LLVM_PROFILE_FILE": os.path.join(options.scratch, "counts", "%p.profraw"),
        "XDG_CACHE_HOME": os.path.join(options.scratch, "cache"),
    }
    ended = subprocess.run([options.program, *command], env=environment, capture_output=True, text=True)
    # A model that is refused is everyday work, too.
    if ended.returncode not in ((0, 1, 2) if command[0] == "convert" else (0,)):
        sys.exit(f"training: godwit {' '.join(command)} ended with {ended.returncode}: {ended.stderr.strip()}")


if __name__ == "__main__":
    main()
