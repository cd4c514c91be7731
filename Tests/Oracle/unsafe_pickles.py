"""Holds `godwit assess` beside picklescan and modelscan over pickles with a harmless payload, and over clean ones.

Usage: unsafe_pickles.py --program GODWIT --scanners FOLDER

FOLDER is an environment with picklescan, modelscan, scikit-learn, joblib and lz4 (its bin/ holds the scanners). A payload
calls something that could do harm, such as `os.system`, with an argument that does none. It stands before, after or
inside what the file is for: in objects, in arrays of objects, in files of joblib, compressed in every way joblib knows.
Nothing here is ever unpickled. Exit code 1 if the program misses a payload, or names one where there is none.
"""
import argparse
import builtins
import bz2
import gzip
import io
import json
import lzma
import os
import pickle
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path


class Payload:
    """Pickles as a call of `function(*arguments)`."""

    def __init__(self, function, *arguments):
        self.given = function, arguments

    def __reduce__(self):
        return self.given


def payloads():
    """By name: an object that pickles as a call, or opcodes that leave one value on the stack."""
    import functools
    import importlib
    import runpy
    import shutil
    import subprocess as processes

    return {
        "os.system": Payload(os.system, "true"),
        "eval": Payload(builtins.eval, "1"),
        "exec": Payload(builtins.exec, "pass"),
        "subprocess": Payload(processes.call, ["true"]),
        "import_module": Payload(importlib.import_module, "os"),
        "run_path": Payload(runpy.run_path, "/dev/null"),
        "which": Payload(shutil.which, "true"),
        "partial": Payload(functools.partial(os.system, "true")),
        "getattr": Payload(builtins.getattr, "text", "upper"),
        "global": b"cposix\nsystem\n(S'true'\ntR",
        "inst": b"(S'true'\niposix\nsystem\n",
        "obj": b"(cposix\nsystem\nS'true'\no",
        "stack global": b"\x8c\x05posix\x8c\x06system\x93\x8c\x04true\x85R",
        "memo": b"\x8c\x05posixq\xf0\x8c\x06systemq\xf100h\xf0h\xf1\x93\x8c\x04true\x85R",
        "build": b"c__builtin__\nset\n)R}S'x'\ncposix\nsystem\n(S'true'\ntRsb",
    }


def models():
    import numpy
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    x = numpy.arange(40.0).reshape(20, 2) % 7
    y = numpy.arange(20) % 2
    return {
        "pipeline": make_pipeline(StandardScaler(), LogisticRegression()).fit(x, y),
        "arrays": {"weights": numpy.arange(3000.0), "names": numpy.array(["a", "b"], dtype=object)},
        "settings": {"threshold": 0.5, "labels": ["system", "os", "eval"], "kinds": {1, 2}},
    }


def harmless_models():
    """What real pickles of models name besides: random states, compiled losses and trees, tables, functions."""
    import numpy
    import sklearn.compose
    import sklearn.ensemble
    import sklearn.feature_extraction.text
    import sklearn.linear_model
    import sklearn.neighbors
    import sklearn.pipeline
    import sklearn.preprocessing

    x = numpy.arange(120.0).reshape(60, 2) % 7
    y = numpy.arange(60) % 2
    pick = sklearn.preprocessing.FunctionTransformer(numpy.log1p)
    found = {
        "forest": sklearn.ensemble.RandomForestClassifier(5, random_state=numpy.random.RandomState(1)),
        "boosting": sklearn.ensemble.GradientBoostingClassifier(n_estimators=5, random_state=1),
        "histograms": sklearn.ensemble.HistGradientBoostingClassifier(max_iter=5),
        "descent": sklearn.linear_model.SGDClassifier(random_state=1),
        "neighbours": sklearn.neighbors.KNeighborsClassifier(algorithm="kd_tree"),
        "functions": sklearn.pipeline.make_pipeline(pick, sklearn.linear_model.LogisticRegression()),
        "columns": sklearn.pipeline.make_pipeline(
            sklearn.compose.ColumnTransformer([("scaled", sklearn.preprocessing.StandardScaler(), [0, 1])]),
            sklearn.linear_model.LogisticRegression()),
    }
    found = {name: model.fit(x, y) for name, model in found.items()}
    found["text"] = sklearn.feature_extraction.text.TfidfVectorizer().fit(["os system", "eval exec"])
    found["random"] = {"state": numpy.random.RandomState(3), "generator": numpy.random.default_rng(3)}
    return found


def framed(payload):
    """Opcodes of a payload without the header and the end."""
    if isinstance(payload, bytes):
        return payload
    return pickle.dumps(payload, 2)[2:-1]


def places(name, payload, model):
    """Pickles in which a payload stands somewhere; with no payload, the same files clean."""
    import numpy

    clean = pickle.dumps(model, 2)
    if payload is None:
        yield "alone", clean
        yield "protocol 0", pickle.dumps(model, 0)
        yield "protocol 4", pickle.dumps(model, 4)
        yield "two in one", clean + pickle.dumps({"more": 1}, 2)
        return
    code = framed(payload)
    yield "before", clean[:2] + code + b"0" + clean[2:]
    yield "after", clean[:-1] + code + b"0."
    yield "in the place of it", clean[:2] + code + b"."
    yield "behind its end", clean + b"\x80\x02" + code + b"."
    yield "never closed", clean[:-1] + code
    if not isinstance(payload, bytes):
        yield "in an array", pickle.dumps({"model": model, "array": numpy.array([1, payload], dtype=object)}, 4)
        yield "deep", pickle.dumps([[[(model, {"x": [payload]})]]], 3)


def containers(data):
    yield "", data
    yield ".gz", gzip.compress(data)
    yield ".bz2", bz2.compress(data)
    yield ".xz", lzma.compress(data)
    yield ".lzma", lzma.compress(data, format=lzma.FORMAT_ALONE)
    yield ".z", zlib.compress(data)


def joblib_files(payload, model):
    import joblib
    import numpy

    value = model if payload is None else {"model": model, "array": numpy.array([payload, 2], dtype=object)}
    for method in [0, "zlib", "gzip", "bz2", "xz", "lzma", "lz4"]:
        place = io.BytesIO()
        joblib.dump(value, place, compress=(method, 3) if method else 0)
        yield f"joblib {method or 'plain'}", place.getvalue()


def numpy_files(payload, model):
    import numpy

    value = numpy.array([1, {"a": 2}] if payload is None else [1, payload], dtype=object)
    for name, save in [("npy", numpy.save), ("npz", lambda place, array: numpy.savez_compressed(place, x=array))]:
        place = io.BytesIO()
        save(place, value)
        yield f"NumPy {name}", place.getvalue(), "." + name


def files(folder):
    """Writes every file; gives its name, its kind, and whether a payload is in it."""
    written = []

    def write(kind, data, ending, is_unsafe):
        path = folder / f"{len(written):05}{ending}"
        path.write_bytes(data)
        written.append((path.name, kind, is_unsafe))

    for model in models().values():
        for name, payload in [(None, None), *payloads().items()]:
            for place, data in places(name, payload, model):
                for ending, packed in containers(data):
                    write(f"{place}{', compressed' if ending else ''}", packed, ".pkl" + ending, payload is not None)
            if payload is None or not isinstance(payload, bytes):
                for kind, data in joblib_files(payload, model):
                    write(kind, data, ".joblib", payload is not None)
                for kind, data, ending in numpy_files(payload, model):
                    write(kind, data, ending, payload is not None)
    for model in harmless_models().values():
        for place, data in places(None, None, model):
            write(f"models, {place}", data, ".pkl", False)
        for kind, data in joblib_files(None, model):
            write(kind, data, ".joblib", False)
    return written


def godwit(program, folder):
    said = subprocess.run([program, "assess", str(folder), "--format", "json"], capture_output=True, check=True).stdout
    return {os.path.basename(one["path"]) for one in json.loads(said)["unsafePickles"]}


def picklescan(scanners, folder):
    """What the scanner calls dangerous, by its own Python interface: its command stops at names it does not know."""
    code = (
        "import sys, json, logging; logging.disable(logging.CRITICAL)\n"
        "from picklescan.scanner import scan_file_path, SafetyLevel\n"
        "found = []\n"
        "for path in sys.stdin.read().splitlines():\n"
        "    try:\n        result = scan_file_path(path)\n"
        "    except Exception:\n        continue\n"
        "    if any(one.safety == SafetyLevel.Dangerous for one in result.globals): found.append(path)\n"
        "print(json.dumps(found))\n"
    )
    paths = "\n".join(str(path) for path in sorted(folder.iterdir()))
    said = subprocess.run([str(scanners / "bin" / "python"), "-c", code], input=paths, capture_output=True, text=True)
    return {os.path.basename(path) for path in json.loads(said.stdout.splitlines()[-1])}


def modelscan(scanners, folder, report):
    subprocess.run(
        [str(scanners / "bin" / "modelscan"), "scan", "-p", str(folder), "-r", "json", "-o", str(report)], capture_output=True)
    return {os.path.basename(issue["source"].split(":")[0]) for issue in json.loads(report.read_text())["issues"]}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--scanners", required=True, type=Path)
    parser.add_argument("--keep", type=Path, help="leave the files there")
    options = parser.parse_args()
    if sys.prefix != str(options.scanners.resolve()) and "GODWIT_INSIDE" not in os.environ:
        python = str(options.scanners.resolve() / "bin" / "python")
        os.execve(python, [python, *sys.argv], {**os.environ, "GODWIT_INSIDE": "1"})
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch) / "files"
        folder.mkdir(parents=True)
        written = files(folder)
        versions = subprocess.run(
            [str(options.scanners / "bin" / "python"), "-m", "pip", "list", "--disable-pip-version-check"],
            capture_output=True, text=True).stdout
        found = {
            "godwit": godwit(options.program, folder),
            "picklescan": picklescan(options.scanners, folder),
            "modelscan": modelscan(options.scanners, folder, Path(scratch) / "report.json"),
        }
    for line in versions.splitlines():
        if line.split()[:1] in (["picklescan"], ["modelscan"], ["scikit-learn"], ["joblib"]):
            print(" ".join(line.split()))
    kinds = sorted({(is_unsafe, kind) for _, kind, is_unsafe in written}, key=lambda one: (not one[0], one[1]))
    print(f"{'':44}{'files':>7}" + "".join(f"{name:>12}" for name in found))
    for is_unsafe, kind in kinds:
        names = {name for name, its, unsafe in written if its == kind and unsafe == is_unsafe}
        right = [len(names & one) if is_unsafe else len(names - one) for one in found.values()]
        print(f"{('payload ' if is_unsafe else 'clean ') + kind:44}{len(names):>7}" + "".join(f"{count:>12}" for count in right))
    wrong = {
        name: [file for file, _, is_unsafe in written if (file in one) != is_unsafe] for name, one in found.items()
    }
    print(f"{'wrong':44}{len(written):>7}" + "".join(f"{len(one):>12}" for one in wrong.values()))
    for file, kind, is_unsafe in [one for one in written if one[0] in wrong["godwit"]][:20]:
        print(f"  {file}: {kind}, {'a payload is missed' if is_unsafe else 'nothing is in it'}")
    return 1 if wrong["godwit"] else 0


if __name__ == "__main__":
    sys.exit(main())
