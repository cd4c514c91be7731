#!/usr/bin/env python3
"""The 80 open models: how far each way of running them is from what its own release answered.

    PYTHON Tests/Oracle/open_models.py --program godwit [Corpus/models/open]

PYTHON as for `random_models.py`. For each model four numbers, the greatest difference relative to the larger of 1 and the answer: of the
interpreter, of ONNX Runtime with the graph made of it, of the PMML scorer with the document made of it, and of JPMML-Evaluator with the
same document. `0` is exact, `r` refused (the reasons are below), `-` not there to compare. The exit code is 1 where the interpreter is off by more than
1e-12, a tree by anything, ONNX Runtime by more than 1e-6, or PMML by more than 1e-6.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import onnxruntime
from jpmml_evaluator import make_evaluator

TREES = {"dtc", "dtr", "rfc"}
COLUMNS = {"ct": {"a": ["a", "b"], "b": [1.0, 2.5]}, "tfidf": {"text": ["a cat sat", "the dog"]}}


def run(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    return done.returncode, done.stdout + done.stderr


def distance(found, expected):
    found, expected = np.asarray(found, dtype=float).reshape(-1), np.asarray(expected, dtype=float).reshape(-1)
    if found.shape != expected.shape:
        return np.inf
    off = np.abs(found - expected) / np.maximum(1, np.abs(expected))
    return float(np.nanmax(off)) if np.isfinite(found).all() else np.inf


def feeds(session, name, rows):
    inputs = session.get_inputs()
    kinds = {"tensor(double)": float, "tensor(float)": np.float32, "tensor(string)": object, "tensor(int64)": np.int64}
    if name not in COLUMNS:
        return {inputs[0].name: rows.astype(kinds[inputs[0].type])}
    columns = list(COLUMNS[name].values())
    return {each.name: np.array(column, dtype=kinds[each.type]).reshape(-1, *[1] * (len(each.shape) - 1)) for each, column in zip(inputs, columns)}


def numbers(outputs, expected):
    """The output that was recorded: by its size, probabilities before predictions."""
    for name in ("probabilities", "prediction", "transformed", "label"):
        if name in outputs and np.asarray(outputs[name]).size == expected.size:
            return np.asarray(outputs[name]).astype(float)
    return np.full(1, np.nan)


def compared(program, model, recorded, data):
    """The greatest difference as `verify` tells it, of a model that it runs and the recorded answers."""
    _, said = run(program, "verify", model, str(recorded), "--data", str(data), "--format", "json")
    try:
        outputs = json.loads(said)["outputs"]
    except ValueError:
        raise ValueError(said.strip().splitlines()[-1] if said.strip() else "nothing said") from None
    expected = np.load(recorded)
    if not outputs or any(each["cells"] != expected.size for each in outputs):
        raise ValueError("not all answers are compared: " + ", ".join("%(cells)d of `%(name)s`" % each for each in outputs))
    flips = sum(each["materialFlips"] + each["boundaryFlips"] + each["rowsNotFinite"] for each in outputs)
    return np.inf if flips else max(each["largestDifference"] for each in outputs) / max(1, float(np.abs(expected.astype(float)).max()))


def named(name, path, scratch):
    """The rows with the names that the document's fields have."""
    columns = list(COLUMNS[name].values()) if name in COLUMNS else list(np.load(path.parent / "X.npy").T)
    with open(scratch + "/named.jsonl", "w") as file:
        for cells in zip(*columns):
            file.write(json.dumps({"x%d" % place: cell for place, cell in enumerate(cells)}) + "\n")
    return scratch + "/named.jsonl"


def scored(document, name, rows, expected):
    """JPMML-Evaluator's answers, as they were recorded."""
    evaluator = make_evaluator(document)
    fields = [field.name for field in evaluator.getInputFields()]
    if name in COLUMNS:
        given = [{"x%d" % place: cell for place, cell in enumerate(cells)} for cells in zip(*COLUMNS[name].values())]
    else:
        given = [{field: float(row[int(field[1:])]) for field in fields} for row in rows]
    answers = []
    for row in given:
        answer = evaluator.evaluate(row)
        shares = [value for key, value in answer.items() if key and key.startswith("probability(")]
        whole = [value for key, value in answer.items() if key and key.startswith("transformed(")]
        answers.append(shares if expected.ndim == 2 and shares else whole if whole else [next(iter(answer.values()))])
    return distance(np.array(answers, dtype=float), expected)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True, type=os.path.abspath)
    parser.add_argument("folder", nargs="?", type=pathlib.Path, default=pathlib.Path("Corpus/models/open"))
    arguments = parser.parse_args()
    library = pathlib.Path(onnxruntime.__file__).parent / "capi"
    os.environ.setdefault("GODWIT_ONNXRUNTIME", str(next(library.glob("libonnxruntime.so*"))))
    onnxruntime.set_default_logger_severity(4)
    ways = ("interpreter", "ONNX Runtime", "PMML scorer", "JPMML")
    held, reasons, failed, lines = dict.fromkeys(ways, 0), [], 0, []
    recorded = sorted(arguments.folder.glob("*/*.exp.npy"))
    for path in recorded:
        name = path.name.split(".")[0]
        model = next(str(path.with_name(name + ending)) for ending in (".pkl", ".p2.pkl", ".joblib") if path.with_name(name + ending).exists())
        expected, rows = np.load(path), np.load(path.parent / "X.npy")
        cells = []
        with tempfile.TemporaryDirectory() as scratch:
            data = path.parent / "X.npy"
            if name in COLUMNS:
                data = scratch + "/rows.jsonl"
                with open(data, "w") as file:
                    for row in zip(*COLUMNS[name].values()):
                        file.write(json.dumps(dict(zip(COLUMNS[name], row))) + "\n")
            graph, document = scratch + "/m.onnx", scratch + "/m.pmml"

            def onnx():
                code, said = run(arguments.program, "convert", model, "--to", "onnx", "-o", graph)
                if code:
                    raise ValueError(said.strip().splitlines()[-1])
                session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
                outputs = dict(zip((each.name for each in session.get_outputs()), session.run(None, feeds(session, name, rows))))
                return distance(numbers(outputs, expected), expected)

            def pmml():
                code, said = run(arguments.program, "convert", model, "--to", "pmml", "-o", document)
                if code:
                    raise ValueError(said.strip().splitlines()[-1])
                return compared(arguments.program, document, path, named(name, path, scratch))

            for way, compute in zip(ways, (lambda: compared(arguments.program, model, path, data), onnx, pmml, lambda: scored(document, name, rows, expected))):
                bound = (0 if name in TREES else 1e-12) if way == "interpreter" else (0 if name in TREES else 1e-6) if way == "ONNX Runtime" else 1e-6
                try:
                    off = compute()
                    held[way] += off <= bound
                    failed += not off <= bound
                    cells.append("%8.1g" % off if off else "%8s" % "0")
                except Exception as problem:
                    cells.append("%8s" % "r")
                    reasons.append("%s/%s, %s: %s" % (path.parent.name, name, way, str(problem).splitlines()[0][:200]))
        lines.append("%-14s %s" % (path.parent.name + "/" + name, "  ".join(cells)))
    print("%d models; as their releases answered: %s" % (len(recorded), ", ".join("%s %d" % (way, held[way]) for way in ways)))
    print("%-14s %s" % ("", "  ".join("%8s" % way[:8] for way in ways)))
    for line in lines + reasons:
        print(line)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
