#!/usr/bin/env python3
"""Holds what becomes of models made by chance against what their own libraries answered.

    PYTHON Tests/Oracle/random_models.py --program godwit FOLDER…

PYTHON needs numpy and onnxruntime, and jpmml_evaluator with a Java runtime for the part of PMML. Each FOLDER is one of
`sklearn_random.py` or `boosters_random.py`. A model is converted to ONNX at an opset by chance and run in ONNX Runtime, run by the
interpreter (`verify` against the recorded answers), compared on rows made from the model, converted to PMML, run by the scorer, and
checked by JPMML-Evaluator over the rows that travel with it. A model is right, or it is refused with a reason; all else is an error,
and the exit code is 1. Differences that the loss report told of (`bounded` or `lossy`, for the same answers) are counted apart, and so
are rows where the library's own answers move by as much when each cell moves by one unit in the last place.
"""
import argparse
import collections
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

import numpy as np
import onnxruntime

try:
    from jpmml_evaluator import make_evaluator
except ImportError:
    make_evaluator = None

NAMES = {"predict_proba": "probabilities", "decision_function": "scores", "transform": "transformed"}
OPSETS = [None, None, None, 9, 11, 13, 15, 18, 21]


def run(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    return done.returncode, (done.stdout + done.stderr).strip()


def given(found):
    """(names or None, columns or matrix) that a model was asked about."""
    names = sorted((name for name in found if name.startswith("column.")), key=lambda name: int(name.split(".")[1]))
    if not names:
        return None, found["rows"]
    return [name.split(".", 2)[2] for name in names], [found[name] for name in names]


def feeds(session, found):
    names, data = given(found)
    inputs = session.get_inputs()
    if names is None:
        if len(inputs) == 1 and (len(inputs[0].shape) == 1 or inputs[0].shape[1] != 1 or data.shape[1] == 1):
            return {inputs[0].name: cells(data if len(inputs[0].shape) == 2 else data.ravel(), inputs[0])}
        return {each.name: cells(data[:, [place]], each) for place, each in enumerate(inputs)}
    if len(inputs) == 1 and len(names) > 1:
        return {inputs[0].name: cells(np.column_stack(data), inputs[0])}
    by_name = dict(zip(names, data))
    return {each.name: cells(np.asarray(by_name[each.name] if each.name in by_name else data[place]).reshape(-1, 1), each) for place, each in enumerate(inputs)}


def cells(values, wanted):
    kind = {"tensor(double)": np.float64, "tensor(float)": np.float32, "tensor(int64)": np.int64, "tensor(string)": str}[wanted.type]
    return np.asarray(values).astype(kind).astype(object) if kind is str else np.asarray(values).astype(kind)


def text(label):
    """A label as all ways to write it agree on."""
    if isinstance(label, (bool, np.bool_)):
        return str(int(label))
    try:
        return repr(float(label))
    except ValueError:
        return str(label)


def margins(found, suffix):
    """How far the first is from the second, where the answers tell."""
    for method in ("predict_proba", "decision_function", "transform"):
        moved = found.get("moved." + method + suffix)
        if moved is not None and moved.size and moved.max() > 1e-3:
            return np.zeros(len(moved))
        shares = found.get(method + suffix)
        if shares is None or shares.dtype.kind != "f":
            continue
        if shares.ndim == 1 or shares.shape[1] == 1:
            return np.abs(shares.ravel())
        ranked = np.sort(shares if method != "transform" else -shares, axis=1)
        return (ranked[:, -1] - ranked[:, -2]) / np.maximum(1, np.abs(ranked[:, -1]))
    return None


def differences(found, outputs, clusters):
    """What ONNX Runtime answers otherwise, in words."""
    wrong = []
    for key, expected in sorted(found.items()):
        method, _, suffix = key.partition(".")
        if method not in ("predict", "predict_proba", "decision_function", "transform"):
            continue
        tail = "_" + suffix if suffix else ""
        targets = expected.shape[1] if method == "predict" and expected.ndim == 2 else 0
        labels = [outputs.get("label%s" % ("_%d" % place)) for place in range(targets)] if targets else []
        if labels and all(part is not None for part in labels):
            for place in range(targets):
                wrong += flips(expected[:, place], labels[place], margins(found, ".%d" % place), "label_%d" % place)
            continue
        output = outputs.get(("label" if "label" in outputs else "prediction") if method == "predict" else NAMES[method] + tail)
        if output is None:
            wrong.append("-%s" % key)
        elif method == "predict" and "label" in outputs:
            wrong += flips(expected.reshape(-1), np.asarray(output).reshape(-1), margins(found, ""), "label")
        elif np.asarray(output).size != expected.size:
            wrong.append("%s has another shape: %s for %s" % (key, np.asarray(output).shape, expected.shape))
        elif np.asarray(output).dtype.kind not in "fiub":
            wrong += flips(expected.reshape(-1), np.asarray(output).reshape(-1), None, key)
        else:
            one, two = expected.reshape(-1).astype(float), np.asarray(output).reshape(-1).astype(float)
            # Distances of the library are roots of what is left of differences: it is squares that are near.
            slack = 100 * found.get("moved." + key, np.zeros(1)).reshape(-1)
            wrong += far(one ** 2, two ** 2, key, slack) if clusters and method == "transform" else far(one, two, key, slack)
    return wrong


def flips(expected, output, margin, name):
    other = [row for row, (one, two) in enumerate(zip(expected, output)) if text(one) != text(two) and not (margin is not None and margin[row] < 1e-6)]
    return ["%s: %d of %d rows, first %s for %r" % (name, len(other), len(expected), output[other[0]], expected[other[0]])] if other else []


def far(expected, output, name, slack, bound=1e-6):
    with np.errstate(invalid="ignore"):
        same = (np.abs(expected - output) <= bound * np.maximum(1, np.abs(expected)) + slack) | (expected == output) | (np.isnan(expected) & np.isnan(output))
    if same.all():
        return []
    row = int(np.argmin(same))
    return ["%s: %d of %d cells, first %r for %r" % (name, int((~same).sum()), len(same), output[row], expected[row])]


def recorded(found, path, outputs):
    """The answers under the names that the program gives them; True where it can compare them."""
    answers = {}
    for key, value in found.items():
        method, _, suffix = key.partition(".")
        if suffix or (method == "predict" and value.ndim == 2):
            continue
        if method == "predict":
            answers["label" if "label" in outputs else "prediction"] = value.astype("U") if value.dtype.kind == "U" else value
        elif method in NAMES and value.dtype.kind in "fiu":
            answers[NAMES[method]] = value.reshape(len(value), -1).astype(float)
    # Two scores of two classes, one against one before 0.19, are one here, as later; the loss report tells of them.
    answers = {name: value for name, value in answers.items() if name in outputs and value.dtype.kind != "b" and value.size == np.asarray(outputs[name]).size}
    np.savez(path, **answers)
    return bool(answers)


def rows_file(found, folder):
    import json

    names, data = given(found)
    if names is None:
        np.save(folder + "/rows.npy", data.astype(float))
        return folder + "/rows.npy"
    with open(folder + "/rows.jsonl", "w", encoding="utf-8") as file:
        for cells in zip(*data):
            file.write(json.dumps({name: (None if isinstance(cell, float) and np.isnan(cell) else cell) for name, cell in zip(names, (cell.item() if hasattr(cell, "item") else cell for cell in cells))}) + "\n")
    return folder + "/rows.jsonl"


class Report:
    def __init__(self):
        self.counts = collections.Counter()
        self.refused = collections.defaultdict(list)
        self.missing = collections.Counter()
        self.declared = collections.Counter()
        self.wrong = []


def hold(program, path, chance, scratch, report):
    found = dict(np.load(path.with_suffix(".npz"), allow_pickle=False))
    title = found.pop("title").item()
    title = title.decode() if isinstance(title, bytes) else title
    name = "%s %s" % (path.parent.name + "/" + path.name, title)
    report.counts["models"] += 1
    graph, document = scratch + "/m.onnx", scratch + "/m.pmml"
    opset = chance.choice(OPSETS)
    code, said = run(program, "convert", str(path), "--to", "onnx", "-o", graph, *(["--opset", str(opset)] if opset else []))
    if code != 0 and opset:
        again, _ = run(program, "convert", str(path), "--to", "onnx", "-o", graph)
        if again == 0:
            report.refused["opset: " + reason(said)].append(name)
            code, opset = 0, None
    outputs = None
    if code != 0:
        report.refused["ONNX: " + reason(said)].append(name)
        if code not in (1, 2):
            report.wrong.append("%s: convert ends with %d: %s" % (name, code, said[-300:]))
    else:
        try:
            session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
            outputs = dict(zip((each.name for each in session.get_outputs()), session.run(None, feeds(session, found))))
        except Exception as problem:
            report.wrong.append("%s: ONNX Runtime, opset %s: %s" % (name, opset, str(problem).splitlines()[0][:200]))
            return
        told = losses(said)
        said = differences(found, outputs, re.search("KMeans$|Birch$", title))
        report.missing.update(each for each in said if each.startswith("-"))
        said = [each for each in said if not each.startswith("-")]
        if said and all(excused(each, told) for each in said):
            report.declared["ONNX: " + "; ".join(sorted(told))[:110]] += 1
            said = []
        report.counts["ONNX right" if not said else "ONNX wrong"] += 1
        if said:
            report.wrong.append("%s: ONNX, opset %s: %s" % (name, opset, "; ".join(said)))
        # What a library answers in single precision is told from ours by its own last bits.
        precision = "tight" if "predict" in found and found["predict"].dtype == np.float32 else "double"
        if recorded(found, scratch + "/answers.npz", outputs):
            code, words = run(program, "verify", str(path), scratch + "/answers.npz", "--data", rows_file(found, scratch), "--tolerance", precision)
            if code == 1 and (told & {"all", "scores", "labels"} or unsteady(found)):
                report.declared["interpreter: " + "; ".join(sorted(told) or ["the library's own answers move"])] += 1
                code = 0
            report.counts["interpreter %s" % {0: "right", 3: "right"}.get(code, "wrong")] += 1
            if code not in (0, 3):
                report.wrong.append("%s: interpreter: %s" % (name, " | ".join(words.splitlines()[:9])[:500]))
        code, words = run(program, "verify", str(path), graph, "--rows", "500")
        if code == 1 and told & {"all", "far"}:
            report.declared["generated rows: " + "; ".join(sorted(told))] += 1
            code = 0
        report.counts["generated rows %s" % {0: "right", 3: "right"}.get(code, "wrong")] += 1
        if code not in (0, 3):
            report.wrong.append("%s: generated rows, opset %s: %s" % (name, opset, " | ".join(words.splitlines()[:9])[:600]))
    code, said = run(program, "convert", str(path), "--to", "pmml", "-o", document, "--golden-rows", "60")
    if code != 0:
        report.refused["PMML: " + reason(said)].append(name)
        return
    told = losses(said)
    code, words = run(program, "verify", str(path), document, "--rows", "300")
    if code == 1 and told & {"all", "far", "infinite"}:
        report.declared["scorer: " + "; ".join(sorted(told))] += 1
        code = 0
    report.counts["scorer %s" % {0: "right", 3: "right"}.get(code, "wrong")] += 1
    if code not in (0, 3):
        report.wrong.append("%s: scorer of PMML: %s" % (name, " | ".join(words.splitlines()[:9])[:600]))
    if make_evaluator is not None:
        try:
            with open(document, encoding="utf-8") as file:
                if "<ModelVerification" not in file.read():
                    report.counts["PMML without rows"] += 1
                    return
            make_evaluator(document).verify()
            report.counts["JPMML right"] += 1
        except Exception as error:
            report.counts["JPMML wrong"] += 1
            report.wrong.append("%s: JPMML-Evaluator: %s" % (name, str(error).splitlines()[0][:300]))


#: What a loss report says, and which answers that is of.
LOSSES = [
    ("decision_function", "scores"), ("Scores are lower", "scores"), ("n_neighbors", "all"), ("equally near", "all"), ("scalings_", "all"), ("infinite", "infinite"), ("cosine of great", "far"),
    ("cosines of great", "far"), ("lie so far apart", "far"), ("the first wins", "labels"), ("divided into", "all"), ("not seen", "far"), ("no kernel counts", "far"), ("drops trees by chance", "all"),
]


def losses(said):
    lines = [line for line in said.splitlines() if line.strip().startswith(("bounded:", "lossy:"))]
    return {kind for line in lines for words, kind in LOSSES if words in line}


def excused(difference, told):
    return "all" in told or ("scores" in told and difference.startswith("decision_function")) or ("labels" in told and difference.startswith("label"))


def unsteady(found):
    """Whether an answer of the library's own moves by more than 1e-6 where cells move by one unit in the last place."""
    return any(value.size and np.nanmax(value) > 1e-6 for key, value in found.items() if key.startswith("moved."))


def reason(said):
    last = (said.splitlines() or [""])[-1].split(": ", 2)[-1]
    return re.sub(r"\d+", "N", last)[:150]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True, type=os.path.abspath)
    parser.add_argument("--only", help="a part of a file's name")
    parser.add_argument("--refused", action="store_true", help="list what is refused")
    parser.add_argument("folders", nargs="+", type=pathlib.Path)
    arguments = parser.parse_args()
    library = pathlib.Path(onnxruntime.__file__).parent / "capi"
    os.environ.setdefault("GODWIT_ONNXRUNTIME", str(next(library.glob("libonnxruntime.so*"))))
    onnxruntime.set_default_logger_severity(4)
    status = 0
    for folder in arguments.folders:
        report, chance = Report(), random.Random(folder.name)
        with tempfile.TemporaryDirectory() as scratch:
            for path in sorted(folder.iterdir()):
                if path.suffix not in (".npz", ".npy") and not path.name.startswith(".") and (not arguments.only or arguments.only in path.name):
                    try:
                        hold(arguments.program, path, chance, scratch, report)
                    except Exception as problem:
                        report.wrong.append("%s: the check itself: %r" % (path, problem))
        print("%s: %s" % (folder.name, ", ".join("%d %s" % (count, what) for what, count in sorted(report.counts.items(), key=lambda pair: (pair[0] != "models", pair[0])))))
        if report.missing:
            print("  the graph does not say: " + ", ".join("%s of %d" % (what[1:], count) for what, count in sorted(report.missing.items())))
        if report.declared:
            print("  told in the loss report: " + ", ".join("%d %s" % (count, what) for what, count in sorted(report.declared.items())))
        for what, names in sorted(report.refused.items()):
            if arguments.refused:
                print("  refused %3d: %s (%s)" % (len(names), what, names[0]))
        print("  refused: ONNX %d, PMML %d, opsets %d" % tuple(sum(len(names) for what, names in report.refused.items() if what.startswith(kind)) for kind in ("ONNX", "PMML", "opset")), flush=True)
        for each in report.wrong:
            print("  WRONG " + each, flush=True)
        status |= bool(report.wrong)
    return status


if __name__ == "__main__":
    sys.exit(main())
