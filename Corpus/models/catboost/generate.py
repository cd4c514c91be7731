"""Fits small models with the CatBoost of the running Python, saves them, and records what they answer.

    PYTHON Corpus/models/catboost/generate.py Corpus/models/catboost/<VERSION>

Per folder: `X.npy` (rows that all models are asked about), per model `NAME.pkl` (the wrapper), `NAME.cbm` (CatBoost's own file) and
`NAME.json`, and `NAME.npz` with the answers: `predict`, `predict_proba`, `raw`. Whatever the release does not know is left out.
"""
from __future__ import print_function

import os
import pickle
import sys
import warnings

import catboost
import numpy as np

warnings.simplefilter("ignore")
random = np.random.RandomState(11)
X = np.round(random.randn(150, 5), 3)
X[:, 3] = np.round(X[:, 3] * 2) / 2
NAN = X.copy()
NAN[random.rand(150, 5) < 0.2] = np.nan
binary = (X[:, 0] + 0.5 * X[:, 1] > 0).astype(int)
many = np.digitize(X[:, 0] + 0.3 * X[:, 2], [-0.6, 0.5])
NUMBER = 2 * X[:, 0] - X[:, 1] ** 2 + 0.1 * random.randn(150)
COUNTS = random.poisson(np.exp(np.clip(0.5 * X[:, 0], -2, 2))).astype(float)
TWO = np.column_stack([NUMBER, X[:, 2] - X[:, 0]])
WEIGHTS = random.rand(150)
EDGES = np.vstack([X[:12] + 0.01, NAN[12:30], np.full((1, 5), np.nan), np.full((1, 5), np.inf), np.full((1, 5), -np.inf), np.zeros((1, 5)), np.full((1, 5), 1e30)])


def models():
    """(name, class, parameters, rows, target, what else `fit` takes)."""
    yield "binary", "CatBoostClassifier", {}, X, binary, {}
    yield "cross", "CatBoostClassifier", {"loss_function": "CrossEntropy"}, X, binary, {}
    yield "text", "CatBoostClassifier", {}, X, np.array(["no", "yes"])[binary], {}
    yield "many", "CatBoostClassifier", {}, X, many, {}
    yield "many-text", "CatBoostClassifier", {"loss_function": "MultiClass"}, X, np.array(["low", "mid", "high"])[many], {}
    yield "negative", "CatBoostClassifier", {"loss_function": "MultiClass"}, X, np.array([-3, 4, 7])[many], {}
    yield "one-vs-all", "CatBoostClassifier", {"loss_function": "MultiClassOneVsAll"}, X, many, {}
    yield "boolean", "CatBoostClassifier", {}, X, binary.astype(bool), {}
    yield "float-labels", "CatBoostClassifier", {}, X, np.array([1.5, 2.5])[binary], {}
    yield "weighted", "CatBoostClassifier", {"class_weights": [1, 3]}, X, binary, {"sample_weight": WEIGHTS}
    yield "balanced", "CatBoostClassifier", {"auto_class_weights": "Balanced"}, X, many, {}
    yield "deep", "CatBoostClassifier", {"depth": 6, "iterations": 30}, X, binary, {}
    yield "missing-min", "CatBoostClassifier", {"nan_mode": "Min"}, NAN, binary, {}
    yield "missing-max", "CatBoostClassifier", {"nan_mode": "Max"}, NAN, binary, {}
    yield "depthwise", "CatBoostClassifier", {"grow_policy": "Depthwise"}, X, many, {}
    yield "lossguide", "CatBoostRegressor", {"grow_policy": "Lossguide", "max_leaves": 7}, X, NUMBER, {}
    yield "lossguide-missing", "CatBoostClassifier", {"grow_policy": "Lossguide", "max_leaves": 9}, NAN, binary, {}
    yield "regressor", "CatBoostRegressor", {}, X, NUMBER, {}
    yield "regressor-missing", "CatBoostRegressor", {"nan_mode": "Max"}, NAN, NUMBER, {}
    yield "absolute", "CatBoostRegressor", {"loss_function": "MAE"}, X, NUMBER, {}
    yield "quantile", "CatBoostRegressor", {"loss_function": "Quantile:alpha=0.8"}, X, NUMBER, {}
    yield "poisson", "CatBoostRegressor", {"loss_function": "Poisson"}, X, COUNTS, {}
    yield "tweedie", "CatBoostRegressor", {"loss_function": "Tweedie:variance_power=1.5"}, X, COUNTS, {}
    yield "huber", "CatBoostRegressor", {"loss_function": "Huber:delta=1.0"}, X, NUMBER, {}
    yield "two", "CatBoostRegressor", {"loss_function": "MultiRMSE"}, X, TWO, {}
    yield "uncertain", "CatBoostRegressor", {"loss_function": "RMSEWithUncertainty"}, X, NUMBER, {}
    yield "one-tree", "CatBoostRegressor", {"iterations": 1, "depth": 1, "boost_from_average": False}, X, NUMBER, {}
    yield "plain-binary", "CatBoost", {"loss_function": "Logloss"}, X, binary, {}
    yield "plain-number", "CatBoost", {"loss_function": "RMSE"}, X, NUMBER, {}
    yield "named", "CatBoostRegressor", {}, "frame", NUMBER, {}
    yield "best", "CatBoostRegressor", {"iterations": 60, "use_best_model": True}, X[:100], NUMBER[:100], {"eval_set": (X[100:], NUMBER[100:])}
    yield "ranker", "CatBoostRanker", {"loss_function": "YetiRank"}, X, many, {"group_id": np.repeat(np.arange(15), 10)}
    # Refused: what goes over a hash of words, and several labels at once.
    yield "refused-words", "CatBoostClassifier", {"one_hot_max_size": 10}, "words", binary, {"cat_features": [1]}
    yield "refused-statistics", "CatBoostRegressor", {}, "words", NUMBER, {"cat_features": [1]}
    yield "refused-labels", "CatBoostClassifier", {"loss_function": "MultiLogloss"}, X, np.column_stack([binary, binary[::-1]]), {}


def rows(kind):
    import pandas

    if kind == "frame":
        return pandas.DataFrame(X, columns=["age", "a b", "x", "y", "z"])
    return pandas.DataFrame({"a": X[:, 0], "w": np.array(["red", "green", "blue", "grey", "black"])[np.arange(150) % 5], "b": X[:, 1]})


def main(folder):
    if not os.path.isdir(folder):
        os.makedirs(folder)
    np.save(os.path.join(folder, "X.npy"), EDGES)
    written = 0
    for place, (name, cls, parameters, data, target, more) in enumerate(models()):
        try:
            asked = EDGES
            if isinstance(data, str):
                data = rows(data)
                asked = data.iloc[:20] if "w" in data else EDGES
            settings = dict({"iterations": 12, "depth": 3, "random_seed": 1, "verbose": False, "allow_writing_files": False, "thread_count": 1}, **parameters)
            cls = getattr(catboost, cls)
            model = (cls(settings) if cls is catboost.CatBoost else cls(**settings)).fit(data, target, **more)
            with open(os.path.join(folder, name + ".pkl"), "wb") as stream:
                pickle.dump(model, stream, protocol=(2, 4)[place % 2])
            with open(os.path.join(folder, name + ".pkl"), "rb") as stream:
                model = pickle.load(stream)
            found = {"predict": np.asarray(model.predict(asked)), "raw": np.asarray(catboost.CatBoost.predict(model, asked, prediction_type="RawFormulaVal"))}
            if hasattr(model, "predict_proba"):
                found["predict_proba"] = np.asarray(model.predict_proba(asked))
            if found["predict"].dtype.kind == "O":
                found["predict"] = found["predict"].astype("U")
            if place % 3 == 0 or name.startswith("refused"):
                model.save_model(os.path.join(folder, name + ".cbm"))
            elif place % 3 == 1:
                model.save_model(os.path.join(folder, name + ".json"), format="json")
        except Exception as problem:
            print("%s: %s" % (name, str(problem).splitlines()[0][:150]))
            for ending in (".pkl", ".cbm", ".json"):
                path = os.path.join(folder, name + ending)
                if os.path.exists(path):
                    os.remove(path)
            continue
        np.savez_compressed(os.path.join(folder, name + ".npz"), **found)
        written += 1
    print("CatBoost %s: %d models" % (catboost.__version__, written))


if __name__ == "__main__":
    main(sys.argv[1])
