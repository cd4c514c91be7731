#!/usr/bin/env python3
"""Fits boosters of many configurations, and holds two ways to ONNX against what the libraries answer: onnxmltools and the program.

    PYTHON Tests/Oracle/boosters_beside.py --program godwit

PYTHON needs xgboost, lightgbm, onnxmltools, onnxruntime and scikit-learn. A way is right where every answer of 2,000 rows is within
1e-4 of the library's (onnxmltools computes in single precision) or 1e-6 (the program), and labels are the same where the library
is sure; it is refused where it says so; else it is wrong. The exit code is 1 where the program is wrong.
"""
import argparse
import importlib.metadata
import os
import subprocess
import sys
import tempfile
import warnings

import lightgbm
import numpy as np
import onnxruntime
import xgboost

warnings.simplefilter("ignore")
random = np.random.RandomState(11)
ROWS, WIDTH = 3000, 6
X = random.randn(ROWS, WIDTH).astype(np.float32).astype(float)
SCORE = X[:, 0] + X[:, 1] * X[:, 2] + 0.3 * random.randn(ROWS)
BINARY = (SCORE > 0).astype(int)
MANY = np.digitize(SCORE, [-0.7, 0.7])
POSITIVE = np.exp(SCORE / 3)
COUNTS = random.poisson(POSITIVE)
HOLES = np.where(random.rand(ROWS, WIDTH) < 0.15, np.nan, X)
CATEGORIES = np.column_stack([X[:, :4], random.randint(0, 12, (ROWS, 2))]).astype(float)
ZEROS = np.where(random.rand(ROWS, WIDTH) < 0.3, 0.0, X)
GROUPS = [30] * (ROWS // 30)


def configurations():
    """(name, model, rows to ask about)."""
    def xgb(kind, target, data=X, **parameters):
        return getattr(xgboost, "XGB" + kind)(n_estimators=12, max_depth=4, **parameters).fit(data, target)

    def lgb(kind, target, data=X, fit=None, **parameters):
        return getattr(lightgbm, "LGBM" + kind)(n_estimators=12, num_leaves=15, verbose=-1, **parameters).fit(data, target, **(fit or {}))

    yield "xgboost binary", lambda: xgb("Classifier", BINARY), X
    yield "xgboost multi:softprob", lambda: xgb("Classifier", MANY), X
    yield "xgboost squared error", lambda: xgb("Regressor", SCORE), X
    yield "xgboost base_score", lambda: xgb("Regressor", SCORE, base_score=3.5), X
    yield "xgboost binary, base_score", lambda: xgb("Classifier", BINARY, base_score=0.2), X
    yield "xgboost count:poisson", lambda: xgb("Regressor", COUNTS, objective="count:poisson"), X
    yield "xgboost reg:gamma", lambda: xgb("Regressor", POSITIVE, objective="reg:gamma"), X
    yield "xgboost reg:tweedie", lambda: xgb("Regressor", POSITIVE, objective="reg:tweedie"), X
    yield "xgboost reg:logistic", lambda: xgb("Regressor", BINARY, objective="reg:logistic"), X
    yield "xgboost binary:hinge", lambda: xgb("Classifier", BINARY, objective="binary:hinge"), X
    yield "xgboost dart", lambda: xgb("Classifier", BINARY, booster="dart", rate_drop=0.4), X
    yield "xgboost gblinear", lambda: xgboost.XGBRegressor(n_estimators=12, booster="gblinear").fit(X, SCORE), X
    yield "xgboost random forest", lambda: xgboost.XGBRFClassifier(n_estimators=12, max_depth=4).fit(X, BINARY), X
    yield "xgboost missing values", lambda: xgb("Classifier", BINARY, HOLES), HOLES
    yield "xgboost missing=0", lambda: xgb("Regressor", SCORE, ZEROS, missing=0), ZEROS
    yield "xgboost several targets", lambda: xgb("Regressor", np.column_stack([SCORE, POSITIVE])), X
    yield "xgboost ranking", lambda: xgboost.XGBRanker(n_estimators=12, max_depth=4).fit(X, MANY, group=GROUPS), X
    yield "xgboost best iteration", lambda: xgboost.XGBClassifier(n_estimators=200, max_depth=5, early_stopping_rounds=2).fit(
        X[:2000], BINARY[:2000], eval_set=[(X[2000:], BINARY[2000:])], verbose=False), X
    yield "lightgbm binary", lambda: lgb("Classifier", BINARY), X
    yield "lightgbm multiclass", lambda: lgb("Classifier", MANY), X
    yield "lightgbm multiclassova", lambda: lgb("Classifier", MANY, objective="multiclassova"), X
    yield "lightgbm regression", lambda: lgb("Regressor", SCORE), X
    yield "lightgbm reg_sqrt", lambda: lgb("Regressor", SCORE, reg_sqrt=True), X
    yield "lightgbm poisson", lambda: lgb("Regressor", COUNTS, objective="poisson"), X
    yield "lightgbm quantile", lambda: lgb("Regressor", SCORE, objective="quantile", alpha=0.3), X
    yield "lightgbm cross entropy", lambda: lgb("Regressor", BINARY, objective="cross_entropy"), X
    yield "lightgbm random forest", lambda: lgb("Classifier", BINARY, boosting_type="rf", bagging_freq=1, bagging_fraction=0.6), X
    yield "lightgbm dart", lambda: lgb("Classifier", BINARY, boosting_type="dart"), X
    yield "lightgbm linear trees", lambda: lgb("Regressor", SCORE, linear_tree=True), X
    yield "lightgbm categories", lambda: lgb("Classifier", BINARY, CATEGORIES, fit={"categorical_feature": [4, 5]}), CATEGORIES
    yield "lightgbm missing values", lambda: lgb("Classifier", BINARY, HOLES), HOLES
    yield "lightgbm zero_as_missing", lambda: lgb("Classifier", BINARY, ZEROS, zero_as_missing=True), ZEROS
    yield "lightgbm use_missing=false", lambda: lgb("Regressor", SCORE, use_missing=False), HOLES
    yield "lightgbm sigmoid", lambda: lgb("Classifier", BINARY, sigmoid=2.5), X
    yield "lightgbm ranking", lambda: lightgbm.LGBMRanker(n_estimators=12, num_leaves=15, verbose=-1).fit(X, MANY, group=GROUPS), X


def answers(model, rows):
    """(probabilities or values, labels)."""
    if hasattr(model, "predict_proba"):
        return np.asarray(model.predict_proba(rows)), np.asarray(model.predict(rows))
    return np.asarray(model.predict(rows)), None


def difference(found, labels, model, rows):
    expected, classes = answers(model, rows)
    found = np.asarray(found, dtype=float).reshape(expected.shape)
    worst = float(np.max(np.abs(found - expected) / np.maximum(1, np.abs(expected))))
    if classes is None or labels is None:
        return worst, 0
    sure = np.abs(np.sort(expected, axis=1)[:, -1] - np.sort(expected, axis=1)[:, -2]) > 1e-3
    return worst, int((np.asarray(labels)[sure].astype(int) != classes[sure].astype(int)).sum())


def verdict(what, bound):
    try:
        worst, flips = what()
    except Exception as problem:
        return "refused", (str(problem).strip().splitlines() or [type(problem).__name__])[0][:90]
    return ("right" if worst <= bound and flips == 0 else "wrong"), "off by %.1e%s" % (worst, ", %d labels" % flips if flips else "")


def by_onnxmltools(model, rows):
    import onnxmltools
    from onnxmltools.convert.common.data_types import FloatTensorType

    given = [("input", FloatTensorType([None, rows.shape[1]]))]
    convert = onnxmltools.convert_xgboost if "xgboost" in type(model).__module__ else onnxmltools.convert_lightgbm
    more = {} if "xgboost" in type(model).__module__ else {"zipmap": False}
    session = onnxruntime.InferenceSession(convert(model, initial_types=given, **more).SerializeToString())
    outputs = session.run(None, {session.get_inputs()[0].name: rows.astype(np.float32)})
    if len(outputs) == 1:
        return difference(outputs[0], None, model, rows)
    shares = outputs[1]
    if isinstance(shares, list):
        shares = [[row[key] for key in sorted(row)] for row in shares]
    return difference(shares, outputs[0], model, rows)


def by_program(program, model, rows, scratch):
    import joblib

    path = os.path.join(scratch, "model.pkl")
    joblib.dump(model, path)
    result = subprocess.run([program, "convert", path, "--to", "onnx", "-o", path + ".onnx"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if result.returncode != 0:
        raise ValueError(result.stdout)
    session = onnxruntime.InferenceSession(path + ".onnx")
    outputs = dict(zip((output.name for output in session.get_outputs()), session.run(None, {"input": rows})))
    if "probabilities" in outputs:
        return difference(outputs["probabilities"], outputs["label"], model, rows)
    return difference(outputs["prediction"], None, model, rows)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True, type=os.path.abspath)
    arguments = parser.parse_args()
    onnxruntime.set_default_logger_severity(4)
    print("beside each other: " + ", ".join(
        "%s %s" % (name, importlib.metadata.version(name)) for name in ("xgboost", "lightgbm", "onnxmltools", "onnxruntime")))
    counts = {"onnxmltools": {}, "godwit": {}}
    with tempfile.TemporaryDirectory() as scratch:
        for name, make, data in configurations():
            model, rows = make(), data[:2000]
            others, why = verdict(lambda: by_onnxmltools(model, rows), 1e-4)
            ours, how = verdict(lambda: by_program(arguments.program, model, rows, scratch), 1e-6)
            counts["onnxmltools"][others] = counts["onnxmltools"].get(others, 0) + 1
            counts["godwit"][ours] = counts["godwit"].get(ours, 0) + 1
            print("%-28s onnxmltools %-8s %s\n%-28s godwit      %-8s %s" % (name, others, why, "", ours, how), flush=True)
    for tool, found in counts.items():
        print("%s: %s" % (tool, ", ".join("%d %s" % (found.get(kind, 0), kind) for kind in ("right", "refused", "wrong"))))
    return 1 if counts["godwit"].get("wrong") else 0


if __name__ == "__main__":
    sys.exit(main())
