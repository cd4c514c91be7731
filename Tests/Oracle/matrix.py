#!/usr/bin/env python3
"""Estimator by release: what becomes of each model of the corpus, against what its own release answered.

    PYTHON Tests/Oracle/matrix.py --program godwit [Corpus/models/sklearn] [FOLDER…]

PYTHON as for `random_models.py`, whose checks these are. A cell has a letter for the interpreter, for ONNX (in ONNX Runtime against the
recorded answers, and on rows made from the model) and for PMML (in the scorer and in JPMML-Evaluator): `=` the same, `~` the same but
for what the loss report tells, `r` refused, `W` wrong, `-` not asked. What is refused is listed with its reason. Wrong ones make exit code 1.
"""
import argparse
import collections
import os
import pathlib
import random
import sys
import tempfile

import numpy as np
import onnxruntime

import random_models


def rows_of(inputs, name):
    """The rows that a model was asked about, as `random_models` wants them."""
    if name in inputs:
        data = inputs[name]
        if data.dtype.kind != "U":
            return {"rows": data.reshape(len(data), -1)}
        data = data.reshape(len(data), -1)
        return {"column.%d.x%d" % (place, place): data[:, place] for place in range(data.shape[1])}
    found = {}
    for key in inputs:
        parts = key.split(".", 2)
        if len(parts) == 3 and parts[0] == name:
            column = "x" + parts[1] if parts[2] == parts[1] else parts[2]
            found["column.%s.%s" % (parts[1], column)] = inputs[key]
    return found


def cell(report):
    def one(right, wrong, told):
        if wrong:
            return "W"
        return "~" if told else "=" if right else None

    counts, told = report.counts, " ".join(report.declared)
    refused = {kind: any(what.startswith(kind) for what in report.refused) for kind in ("ONNX", "PMML")}
    wrong = " ".join(report.wrong)
    letters = [
        one(counts["interpreter right"], counts["interpreter wrong"], "interpreter:" in told),
        one(counts["ONNX right"], counts["ONNX wrong"] or counts["generated rows wrong"] or "ONNX Runtime" in wrong, "ONNX:" in told or "generated rows:" in told),
        one(counts["scorer right"], counts["scorer wrong"] or counts["JPMML wrong"], "scorer:" in told),
    ]
    for place, kind in ((0, "ONNX"), (1, "ONNX"), (2, "PMML")):
        letters[place] = letters[place] or ("r" if refused[kind] else "-")
    return "W" * 3 if not any(letters) else "".join(letters)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True, type=os.path.abspath)
    parser.add_argument("folders", nargs="*", type=pathlib.Path, default=[pathlib.Path("Corpus/models/sklearn")])
    arguments = parser.parse_args()
    library = pathlib.Path(onnxruntime.__file__).parent / "capi"
    os.environ.setdefault("GODWIT_ONNXRUNTIME", str(next(library.glob("libonnxruntime.so*"))))
    onnxruntime.set_default_logger_severity(4)
    cells, reasons, wrong, letters = {}, collections.defaultdict(list), [], collections.Counter()
    folders = sorted((folder for root in arguments.folders for folder in root.iterdir() if (folder / "inputs.npz").exists()), key=lambda folder: [float(part) if part.isdigit() else 0 for part in folder.name.split("-")[0].split(".")])
    releases = []
    for folder in folders:
        release = folder.name.split("-")[0]
        if release not in releases:
            releases.append(release)
        inputs = dict(np.load(folder / "inputs.npz", allow_pickle=False))
        for path in sorted(folder.iterdir()):
            if path.suffix not in (".pkl", ".joblib"):
                continue
            found = dict(np.load(folder / (path.stem + ".npz"), allow_pickle=False))
            rows = rows_of(inputs, str(found.pop("input")))
            if not rows:
                continue
            report = random_models.Report()
            with tempfile.TemporaryDirectory() as scratch:
                place = pathlib.Path(scratch) / "model"
                place.mkdir()
                for sibling in folder.glob(path.name + "*"):
                    (place / sibling.name).symlink_to(sibling.resolve())
                np.savez(place / (path.stem + ".npz"), title=np.array(path.stem), **rows, **found)
                try:
                    random_models.hold(arguments.program, place / path.name, random.Random(path.name + folder.name), scratch, report)
                except Exception as problem:
                    report.wrong.append("%s: the check itself: %r" % (path, problem))
                    report.counts["ONNX wrong"] += 1
            text = cell(report)
            letters.update(text)
            cells[path.stem, release] = text
            for what in report.refused:
                reasons[what].append("%s %s" % (path.stem, release))
            wrong += ["%s/%s" % (folder.name, each.split("/", 1)[-1]) for each in report.wrong]
    names = sorted({name for name, _ in cells})
    print("%d models: %d the same, %d the same but for what the loss report tells, %d refused, %d wrong, %d not asked (a letter each for interpreter, ONNX, PMML)" % (
        len(cells), letters["="], letters["~"], letters["r"], letters["W"], letters["-"]))
    print("%-28s %s" % ("", " ".join("%4s" % release for release in releases)))
    for name in names:
        print("%-28s %s" % (name, " ".join("%4s" % cells.get((name, release), "") for release in releases)))
    for what, models in sorted(reasons.items()):
        print("refused, %s: %s" % (what, ", ".join(models)))
    for each in wrong:
        print("WRONG " + each)
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
