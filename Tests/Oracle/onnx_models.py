#!/usr/bin/env python3
"""Converts every open model to ONNX and holds the files against onnx's checker and the answers its own release recorded.

Needs onnx, onnxruntime and numpy:  python Tests/Oracle/onnx_models.py --program .build/debug/godwit
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import onnx
import onnxruntime

ROOT = pathlib.Path(__file__).resolve().parents[2] / "Corpus" / "models" / "open"
BOOSTERS = ("xgb", "lgbm", "cat")
EXACT = ("dtc", "dtr", "rfc")


def feed(session, folder, name):
    inputs = [given.name for given in session.get_inputs()]
    if name == "ct":
        return {inputs[0]: np.array([["a"], ["b"]], dtype=object), inputs[1]: np.array([[1.0], [2.5]])}
    if name == "tfidf":
        return {inputs[0]: np.array([["a cat sat"], ["the dog"]], dtype=object)}
    return {inputs[0]: np.load(folder / "X.npy")}


def distance(program, path, scratch):
    """The greatest relative difference from what was recorded; raises where the checker or the program refuses."""
    name = path.stem
    target = scratch / f"{path.parent.name}-{name}.onnx"
    subprocess.run([program, "convert", path, "--to", "onnx", "-o", target], check=True, capture_output=True)
    # The checker does not know the types of ONNX Runtime's own tokenizer.
    onnx.checker.check_model(onnx.load(target), full_check=name != "tfidf")
    session = onnxruntime.InferenceSession(str(target))
    outputs = dict(zip([o.name for o in session.get_outputs()], session.run(None, feed(session, path.parent, name))))
    expected = np.load(path.with_name(f"{name}.exp.npy")).astype(float)
    wanted = ("transformed",) if name in ("ct", "tfidf") else (
        ("probabilities", "prediction") if expected.ndim == 2 else ("label", "prediction"))
    found = next(outputs[key] for key in wanted if key in outputs).astype(float).reshape(expected.shape)
    return float(np.max(np.abs(found - expected) / np.maximum(1, np.abs(expected))))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    program = str(pathlib.Path(parser.parse_args().program).resolve())
    onnxruntime.set_default_logger_severity(4)
    paths = [p for p in sorted(ROOT.glob("*/*.pkl")) if not p.stem.endswith(".p2") and not p.stem.startswith(BOOSTERS)]
    failures = 0
    worst = 0.0
    with tempfile.TemporaryDirectory() as scratch:
        for path in paths:
            try:
                found = distance(program, path, pathlib.Path(scratch))
            except subprocess.CalledProcessError as error:
                print(path, error.stderr.decode().strip())
                failures += 1
                continue
            worst = max(worst, found)
            if found > (0 if path.stem in EXACT else 1e-12):
                print(path, found)
                failures += 1
    print(f"{len(paths)} models, {failures} failures, greatest relative difference {worst:.2g}")
    return 1 if failures or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
