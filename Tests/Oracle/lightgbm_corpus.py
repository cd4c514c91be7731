# -*- coding: utf-8 -*-
"""Fits small models with the LightGBM of the running Python, saves them, and records what they answer.

    PYTHON Tests/Oracle/lightgbm_corpus.py Corpus/models/lightgbm/<VERSION>

What the installed release does not have is left out, and named. A model is `NAME.txt` (saved by the booster), `NAME.json` (its
dump), `NAME.pkl` or `NAME.joblib` (a wrapper, or a pipeline with one in it). `NAME.npz` holds the rows (`rows`, or `rows.0`,
`rows.1`, ... where columns are of several types) and the answers: `predict`, `raw`, `leaves` of a booster, `predict`,
`predict_proba`, `raw` of a wrapper. Rows hit every threshold and its neighbours, missing and infinite numbers, both zeros, numbers
that LightGBM takes for zero, and categories that are unseen, negative or fractional.
"""
from __future__ import print_function

import inspect
import json
import os
import pickle
import sys
import warnings

import numpy as np
import lightgbm as lgb

warnings.simplefilter("ignore")
VERSION = tuple(int(part) for part in lgb.__version__.split(".")[:2])
try:
    import joblib
except ImportError:
    from sklearn.externals import joblib

# MARK: Data

random = np.random.RandomState(11)
ROWS = 240
X = np.round(random.randn(ROWS, 5), 3)
X[random.rand(ROWS) < 0.2, 1] = np.nan
X[random.rand(ROWS) < 0.3, 2] = 0.0
FULL = np.where(np.isnan(X), -7.0, X)
CATEGORIES = np.column_stack([X[:, 0], X[:, 1], random.randint(0, 6, ROWS), random.randint(0, 90, ROWS), X[:, 4]])
WEIGHTS = np.array([1.5, -2.0, 0.3, 0.9, -0.4, 2.2])
SIGNAL = FULL[:, 0] - 0.5 * (FULL[:, 1] > 0) + (FULL[:, 2] == 0) + 0.3 * FULL[:, 4]
CATEGORY_SIGNAL = WEIGHTS[CATEGORIES[:, 2].astype(int)] + 0.7 * np.sin(CATEGORIES[:, 3]) + 0.3 * X[:, 0]
NUMBER = SIGNAL + 0.1 * random.randn(ROWS)
POSITIVE = np.exp(0.5 * SIGNAL) + 0.1
COUNTS = random.poisson(POSITIVE).astype(float)
BINARY = (SIGNAL > 0).astype(int)
MANY = np.digitize(SIGNAL, [-0.4, 0.8])
SHARE = 1 / (1 + np.exp(-SIGNAL))
RANKS = np.clip(np.round(SIGNAL + 1), 0, 3).astype(int)
GROUPS = [12] * (ROWS // 12)
TINY = float(np.float32(1e-35))
SPECIAL = [np.nan, np.inf, -np.inf, 0.0, -0.0, 1e-36, -1e-36, TINY, -TINY, np.nextafter(TINY, 1), np.nextafter(-TINY, -1), 1e-34, 1e308]
CODES = [np.nan, -1.0, -0.5, -0.999, 0.0, -0.0, 0.5, 1.0, 2.7, 5.0, 6.0, 31.0, 32.0, 63.999, 64.0, 89.0, 90.0, 1e5, 2.0 ** 31 - 1, 2.0 ** 31, 1e12, np.inf, -np.inf]


def thresholds(booster):
    """Pairs of a feature and a threshold that numbers are held against."""
    found = []

    def walk(node):
        if "split_feature" in node:
            if node["decision_type"] in ("<=", "no_greater"):
                found.append((node["split_feature"], float(node["threshold"])))
            walk(node["left_child"])
            walk(node["right_child"])

    for tree in booster.dump_model()["tree_info"]:
        walk(tree["tree_structure"])
    return sorted(set(found))


def rows(booster, data, categorical=()):
    """Rows of training, and copies of one with a cell changed to what is worth asking about."""
    chosen = [data[place].copy() for place in range(6)]
    base = np.random.RandomState(3)

    def with_cell(column, value):
        row = data[base.randint(len(data))].copy()
        row[column] = value
        chosen.append(row)

    for column, value in thresholds(booster)[:24]:
        for cell in (value, np.nextafter(value, np.inf), np.nextafter(value, -np.inf)):
            with_cell(column, cell)
    for column in range(data.shape[1]):
        for value in CODES if column in categorical else SPECIAL:
            with_cell(column, value)
    chosen += [np.full(data.shape[1], value) for value in (np.nan, 0.0, -0.0, np.inf, -np.inf, 1e-36)]
    return np.array(chosen)


# MARK: Saving

folder = sys.argv[1]
if not os.path.isdir(folder):
    os.makedirs(folder)
left_out = []
saved = 0


def path(name):
    return os.path.join(folder, name)


def save_answers(name, table, answers):
    global saved
    saved += 1
    arrays = {}
    if isinstance(table, list):
        for place, column in enumerate(table):
            arrays["rows.%d" % place] = column
    else:
        arrays["rows"] = table
    arrays.update((key, value) for key, value in answers.items() if value is not None)
    np.savez_compressed(path(name + ".npz"), **arrays)


def booster_answers(booster, table):
    return {
        "predict": booster.predict(table), "raw": booster.predict(table, raw_score=True),
        "leaves": booster.predict(table, pred_leaf=True),
    }


BASE = {"verbose": -1, "verbosity": -1, "num_leaves": 5, "min_data_in_leaf": 6, "min_sum_hessian_in_leaf": 1e-3, "learning_rate": 0.3, "num_threads": 1, "seed": 5}


def boosted(name, label, parameters, data=X, rounds=3, categorical=(), group=None, dump=False, keep=None, since=(2, 0), **others):
    """Trains a booster and saves its text, and its dump where that is asked for."""
    if VERSION < since:
        return
    try:
        settings = dict(BASE)
        settings.update(parameters)
        training = lgb.Dataset(data, label=label, group=group, params={"verbose": -1}, categorical_feature=list(categorical) if categorical else "auto",
                               **others.pop("dataset", {}))
        if VERSION >= (4, 0) and "fobj" in others:
            settings["objective"] = others.pop("fobj")
        booster = lgb.train(settings, training, num_boost_round=rounds, **others)
        booster.save_model(path(name + ".txt"), **({} if keep is None else {"num_iteration": keep}))
        table = rows(booster, data, categorical)
        if keep is None:
            answers = booster_answers(booster, table)
        else:
            answers = booster_answers(lgb.Booster(model_file=path(name + ".txt")), table)
        reloaded = booster_answers(lgb.Booster(model_file=path(name + ".txt")), table)
        for key in answers:
            one, other = np.asarray(answers[key]), np.asarray(reloaded[key])
            if not np.array_equal(np.nan_to_num(one), np.nan_to_num(other)):
                print("  %s: %s of the saved model differs by %g" % (name, key, np.nanmax(np.abs(one - other))))
        save_answers(name, table, answers)
        if dump:
            with open(path(name + ".json"), "w") as file:
                json.dump(booster.dump_model(), file)
    except Exception as problem:
        left_out.append("%s (%s: %s)" % (name, type(problem).__name__, str(problem)[:90]))


# MARK: Objectives

def custom(first, second):
    labels = (second.get_label() if hasattr(second, "get_label") else first)
    predictions = first if hasattr(second, "get_label") else second
    return predictions - labels, np.ones_like(predictions)


boosted("l2", NUMBER, {"objective": "regression"}, dump=True)
boosted("l2-sqrt", NUMBER, {"objective": "regression", "reg_sqrt": True})
boosted("l1", NUMBER, {"objective": "regression_l1"})
boosted("l1-sqrt", NUMBER, {"objective": "regression_l1", "reg_sqrt": True})
boosted("huber", NUMBER, {"objective": "huber"})
boosted("huber-sqrt", NUMBER, {"objective": "huber", "reg_sqrt": True})
boosted("fair", NUMBER, {"objective": "fair"})
boosted("quantile", NUMBER, {"objective": "quantile", "alpha": 0.3})
boosted("mape", POSITIVE, {"objective": "mape"})
boosted("poisson", COUNTS, {"objective": "poisson"})
boosted("gamma", POSITIVE, {"objective": "gamma"})
boosted("tweedie", COUNTS, {"objective": "tweedie", "tweedie_variance_power": 1.3})
boosted("binary", BINARY, {"objective": "binary"}, dump=True)
boosted("binary-sigmoid", BINARY, {"objective": "binary", "sigmoid": 2.5})
boosted("binary-unbalanced", BINARY, {"objective": "binary", "is_unbalance": True})
boosted("cross-entropy", SHARE, {"objective": "cross_entropy" if VERSION > (2, 0) else "xentropy"})
boosted("cross-entropy-lambda", SHARE, {"objective": "cross_entropy_lambda" if VERSION > (2, 0) else "xentlambda"})
boosted("multiclass", MANY, {"objective": "multiclass", "num_class": 3}, dump=True)
boosted("one-versus-all", MANY, {"objective": "multiclassova", "num_class": 3, "sigmoid": 1.7})
boosted("lambdarank", RANKS, {"objective": "lambdarank"}, group=GROUPS)
boosted("rank-xendcg", RANKS, {"objective": "rank_xendcg"}, group=GROUPS)
boosted("custom", NUMBER, {} if VERSION >= (4, 0) else {"objective": "none"}, fobj=custom)

# MARK: Boosting

boosted("dart", NUMBER, {"objective": "regression", "boosting": "dart", "drop_rate": 0.5}, rounds=5)
boosted("goss", BINARY, {"objective": "binary", "boosting": "goss"} if VERSION < (4, 0) else {"objective": "binary", "data_sample_strategy": "goss"})
FOREST = {"boosting": "rf", "bagging_freq": 1, "bagging_fraction": 0.7, "feature_fraction": 0.8}
boosted("forest-l2", NUMBER, dict(FOREST, objective="regression"))
boosted("forest-binary", BINARY, dict(FOREST, objective="binary"), dump=True)
boosted("forest-multiclass", MANY, dict(FOREST, objective="multiclass", num_class=3))
boosted("forest-poisson", COUNTS, dict(FOREST, objective="poisson"))
boosted("no-average", NUMBER + 3, {"objective": "regression", "boost_from_average": False})
boosted("stump", NUMBER, {"objective": "regression", "num_leaves": 2})
boosted("constant", NUMBER, {"objective": "regression", "min_data_in_leaf": 1000})
boosted("constant-binary", BINARY, {"objective": "binary", "min_data_in_leaf": 1000})
boosted("constant-multiclass", MANY, {"objective": "multiclass", "num_class": 3, "min_data_in_leaf": 1000})
boosted("deep", NUMBER, {"objective": "regression", "num_leaves": 60, "min_data_in_leaf": 1}, rounds=2)
boosted("monotone", NUMBER, {"objective": "regression", "monotone_constraints": [1, 0, 0, 0, 1]}, since=(2, 3))
boosted("extra-trees", NUMBER, {"objective": "regression", "extra_trees": True}, since=(3, 0))
boosted("smooth", NUMBER, {"objective": "regression", "path_smooth": 2.0}, since=(3, 1))
boosted("quantized", NUMBER, {"objective": "regression", "use_quantized_grad": True}, since=(4, 0))
boosted("first-two", BINARY, {"objective": "binary"}, rounds=5, keep=2)
boosted("named", NUMBER, {"objective": "regression"}, dataset={"feature_name": ["age", "a=b", "ze\u00df", "x.y", "Column_9"]})
boosted("tiny-values", NUMBER, {"objective": "regression"}, data=X * 1e-34)
boosted("huge-values", NUMBER, {"objective": "regression"}, data=X * 1e300)
boosted("wide", NUMBER, {"objective": "regression"}, data=np.column_stack([X] + [random.randn(ROWS) for _ in range(20)]))

# MARK: Missing numbers and categories

boosted("zero-as-missing", BINARY, {"objective": "binary", "zero_as_missing": True}, dump=True)
boosted("no-missing", BINARY, {"objective": "binary", "use_missing": False})
boosted("full", BINARY, {"objective": "binary"}, data=FULL)
boosted("categories", CATEGORY_SIGNAL, {"objective": "regression", "min_data_per_group": 2, "cat_smooth": 1, "num_leaves": 8}, data=CATEGORIES,
        categorical=(2, 3), dump=True)
boosted("categories-onehot", CATEGORY_SIGNAL, {"objective": "regression", "max_cat_to_onehot": 10, "min_data_per_group": 2}, data=CATEGORIES, categorical=(2,))
boosted("categories-binary", (CATEGORY_SIGNAL > 0).astype(int), {"objective": "binary", "min_data_per_group": 2, "cat_smooth": 1}, data=CATEGORIES,
        categorical=(2, 3))
boosted("categories-zero", (CATEGORY_SIGNAL > 0).astype(int), {"objective": "binary", "min_data_per_group": 2, "cat_smooth": 1, "zero_as_missing": True},
        data=CATEGORIES, categorical=(2, 3))
boosted("categories-missing", CATEGORY_SIGNAL, {"objective": "regression", "min_data_per_group": 2, "cat_smooth": 1},
        data=np.where(random.rand(ROWS, 5) < 0.15, np.nan, CATEGORIES), categorical=(2, 3))

# MARK: Linear trees

boosted("linear", NUMBER, {"objective": "regression", "linear_tree": True, "boosting": "gbdt"}, data=FULL, since=(3, 2), dump=True)
boosted("linear-missing", NUMBER, {"objective": "regression", "linear_tree": True}, since=(3, 2))
boosted("linear-binary", BINARY, {"objective": "binary", "linear_tree": True, "linear_lambda": 0.1}, since=(3, 2))
boosted("linear-multiclass", MANY, {"objective": "multiclass", "num_class": 3, "linear_tree": True}, data=FULL, since=(3, 2))
boosted("linear-categories", CATEGORY_SIGNAL, {"objective": "regression", "linear_tree": True, "min_data_per_group": 2, "cat_smooth": 1}, data=CATEGORIES,
        categorical=(2, 3), since=(3, 2))
boosted("linear-constant", NUMBER, {"objective": "regression", "linear_tree": True, "min_data_in_leaf": 1000}, data=FULL, since=(3, 2))


# MARK: Wrappers

def wrapped(name, model, features, labels, table=None, fit=None, protocol=2, with_joblib=False):
    """Fits a wrapper or a pipeline, pickles it, and records what it answers."""
    try:
        model = model() if callable(model) and not hasattr(model, "fit") else model
        model.fit(features, labels, **(fit or {}))
        file = path(name + (".joblib" if with_joblib else ".pkl"))
        if with_joblib:
            joblib.dump(model, file, compress=with_joblib)
        else:
            pickled = pickle.dumps(model, protocol)
            with open(file, "wb") as stream:
                stream.write(pickled)
        if table is None:
            table = features[:60]
        answers = {"predict": np.asarray(model.predict(table))}
        if answers["predict"].dtype == object:
            answers["predict"] = answers["predict"].astype("U")
        if hasattr(model, "predict_proba") and getattr(model, "voting", "soft") != "hard":
            answers["predict_proba"] = model.predict_proba(table)
        if isinstance(model, lgb.LGBMModel):
            answers["raw"] = model.booster_.predict(table, raw_score=True)
        kept = table
        if hasattr(table, "columns"):
            kept = []
            for column in table.columns:
                values = table[column]
                if any(isinstance(value, str) for value in values.astype(object)):
                    kept.append(np.array(["\0" if value != value else value for value in values.astype(object)], dtype="U"))
                else:
                    kept.append(np.array(values.astype(object), dtype=float))
        save_answers(name, kept, answers)
    except Exception as problem:
        left_out.append("%s (%s: %s)" % (name, type(problem).__name__, str(problem)[:90]))


def asked(features):
    table = features[:50].copy()
    for place, value in enumerate(SPECIAL):
        table[place, place % features.shape[1]] = value
    return table


def wrapper(cls, **parameters):
    settings = {"n_estimators": 4, "num_leaves": 5, "min_child_samples": 6, "learning_rate": 0.3, "n_jobs": 1}
    settings.update(parameters)
    if VERSION == (2, 0):
        settings["silent"] = True
    else:
        settings.setdefault("verbose", -1)
    return cls(**settings)


TEXTS = np.array([u"low", u"mid", u"high"])[MANY]
wrapped("classifier-binary", wrapper(lgb.LGBMClassifier), X, BINARY, asked(X))
wrapped("classifier-texts", wrapper(lgb.LGBMClassifier), X, TEXTS, asked(X), protocol=0)
wrapped("classifier-pair", wrapper(lgb.LGBMClassifier), X, np.array([u"no", u"yes"])[BINARY], asked(X), protocol=pickle.HIGHEST_PROTOCOL)
wrapped("classifier-negative", wrapper(lgb.LGBMClassifier), X, np.array([-5, 7])[BINARY], asked(X), with_joblib=3)
wrapped("classifier-boolean", wrapper(lgb.LGBMClassifier), X, BINARY.astype(bool), asked(X))
wrapped("classifier-many", wrapper(lgb.LGBMClassifier), X, MANY * 10, asked(X), with_joblib=0)
wrapped("classifier-ova", wrapper(lgb.LGBMClassifier, objective="multiclassova"), X, MANY, asked(X))
wrapped("classifier-balanced", wrapper(lgb.LGBMClassifier, class_weight="balanced"), X, MANY, asked(X))
wrapped("classifier-dart", wrapper(lgb.LGBMClassifier, boosting_type="dart"), X, BINARY, asked(X))
wrapped("classifier-forest", wrapper(lgb.LGBMClassifier, boosting_type="rf", subsample=0.7, subsample_freq=1), X, BINARY, asked(X))
wrapped("classifier-forest-many", wrapper(lgb.LGBMClassifier, boosting_type="rf", subsample=0.7, subsample_freq=1), X, MANY, asked(X))
wrapped("classifier-entropy", wrapper(lgb.LGBMClassifier, objective="cross_entropy" if VERSION > (2, 0) else "xentropy"), X, BINARY, asked(X))
wrapped("classifier-one-class", wrapper(lgb.LGBMClassifier), X, np.full(ROWS, 3), asked(X))
wrapped("regressor", wrapper(lgb.LGBMRegressor), X, NUMBER, asked(X))
wrapped("regressor-poisson", wrapper(lgb.LGBMRegressor, objective="poisson"), X, COUNTS, asked(X), with_joblib=0)
wrapped("regressor-sqrt", wrapper(lgb.LGBMRegressor, reg_sqrt=True), X, NUMBER, asked(X))
wrapped("ranker", wrapper(lgb.LGBMRanker), X, RANKS, asked(X), fit={"group": np.array(GROUPS)})
wrapped("classifier-linear", wrapper(lgb.LGBMClassifier, linear_tree=True) if VERSION >= (3, 2) else None, X, BINARY, asked(X))


def squares(labels, predictions):
    return predictions - labels, np.ones_like(predictions)


wrapped("regressor-custom", wrapper(lgb.LGBMRegressor, objective=squares), X, NUMBER, asked(X))
wrapped("classifier-custom", wrapper(lgb.LGBMClassifier, objective=squares), X, BINARY, asked(X))
early = {"eval_set": [(X[160:], BINARY[160:])]}
if VERSION >= (4, 0):
    early["callbacks"] = [lgb.early_stopping(2, verbose=False)]
else:
    early.update({"early_stopping_rounds": 2, "verbose": False})
# Some releases stop as soon as the first tree is best; a large step makes the others worse.
wrapped("classifier-early", wrapper(lgb.LGBMClassifier, n_estimators=60, learning_rate=1.2), X[:160], BINARY[:160], asked(X), fit=early)

# MARK: In scikit-learn's compositions

from sklearn.linear_model import LogisticRegression  # noqa: E402
from sklearn.pipeline import Pipeline  # noqa: E402
from sklearn.preprocessing import StandardScaler  # noqa: E402
from sklearn.ensemble import VotingClassifier  # noqa: E402
from sklearn.calibration import CalibratedClassifierCV  # noqa: E402
from sklearn.multiclass import OneVsRestClassifier  # noqa: E402

wrapped("pipeline", Pipeline([("scale", StandardScaler()), ("model", wrapper(lgb.LGBMClassifier))]), FULL, TEXTS, FULL[:50] + 0.01)
wrapped("pipeline-regressor", Pipeline([("scale", StandardScaler()), ("model", wrapper(lgb.LGBMRegressor))]), FULL, NUMBER, FULL[:50] + 0.01)
wrapped("voting", VotingClassifier([("a", wrapper(lgb.LGBMClassifier)), ("b", LogisticRegression())], voting="soft"), FULL, TEXTS, FULL[:50] + 0.01)
wrapped("voting-hard", VotingClassifier([("a", wrapper(lgb.LGBMClassifier)), ("b", LogisticRegression()), ("c", wrapper(lgb.LGBMClassifier, n_estimators=1))]),
        FULL, MANY, FULL[:50] + 0.01)
wrapped("calibrated", CalibratedClassifierCV(wrapper(lgb.LGBMClassifier), cv=2), FULL, BINARY, FULL[:50] + 0.01)
wrapped("calibrated-many", CalibratedClassifierCV(wrapper(lgb.LGBMClassifier), cv=2, method="isotonic"), FULL, TEXTS, FULL[:50] + 0.01)
wrapped("one-versus-rest", OneVsRestClassifier(wrapper(lgb.LGBMClassifier)), FULL, MANY, FULL[:50] + 0.01)
try:
    import pandas
    from sklearn.compose import ColumnTransformer
    from sklearn.preprocessing import OneHotEncoder
except ImportError:
    pandas = None

# MARK: Data frames


def frame(count, unseen=False):
    colors = pandas.Categorical.from_codes(CATEGORIES[:count, 2].astype(int) % 4, [u"red", u"green", u"blue", u"\u00e9cru"])
    sizes = pandas.Categorical.from_codes(np.clip(np.round(FULL[:count, 0] + 2), 0, 3).astype(int), [u"s", u"m", u"l", u"xl"], ordered=True)
    numbers = pandas.Categorical.from_codes(CATEGORIES[:count, 3].astype(int) % 5, [10, 20, 35, 40, 7])
    if unseen:
        colors = pandas.Categorical([u"violet" if place % 7 == 0 else (None if place % 7 == 1 else value) for place, value in enumerate(colors)])
        numbers = pandas.Categorical([99 if place % 5 == 0 else value for place, value in enumerate(numbers)])
    return pandas.DataFrame({"a": X[:count, 0], "color": colors, "b": X[:count, 1], "number": numbers, "size": sizes},
                            columns=["a", "color", "b", "number", "size"])


if pandas is not None:
    signal = FULL[:, 0] + WEIGHTS[CATEGORIES[:, 2].astype(int) % 4] + 0.8 * np.cos(CATEGORIES[:, 3].astype(int) % 5)
    small = {"min_child_samples": 3, "min_data_per_group": 2, "cat_smooth": 1, "num_leaves": 8}
    wrapped("frame-regressor", wrapper(lgb.LGBMRegressor, **small), frame(ROWS), signal, frame(60, unseen=True))
    wrapped("frame-classifier", wrapper(lgb.LGBMClassifier, **small), frame(ROWS), np.array([u"no", u"yes"])[(signal > 0).astype(int)], frame(60, unseen=True))
    wrapped("columns", Pipeline([
        ("columns", ColumnTransformer([("hot", OneHotEncoder(handle_unknown="ignore"), ["color"]), ("keep", "passthrough", ["a", "b"])])),
        ("model", wrapper(lgb.LGBMClassifier))]),
            frame(ROWS).assign(color=lambda table: table["color"].astype(object)), BINARY,
            frame(60).assign(color=lambda table: table["color"].astype(object)))
    try:
        training = lgb.Dataset(frame(ROWS), label=signal, params={"verbose": -1})
        booster = lgb.train(dict(BASE, objective="regression", min_data_in_leaf=3, min_data_per_group=2, cat_smooth=1, num_leaves=8), training, num_boost_round=3)
        booster.save_model(path("frame-booster.txt"))
        table = frame(60, unseen=True)
        answers = {"predict": booster.predict(table), "raw": booster.predict(table, raw_score=True)}
        kept = []
        for column in table.columns:
            values = table[column].astype(object)
            is_text = column in ("color", "size")
            kept.append(np.array(["\0" if value != value else value for value in values], dtype="U") if is_text else np.array(values, dtype=float))
        save_answers("frame-booster", kept, answers)
        with open(path("frame-booster-pickled.pkl"), "wb") as stream:
            pickle.dump(booster, stream, 2)
        save_answers("frame-booster-pickled", kept, answers)
        with open(path("frame-booster-dump.json"), "w") as file:
            json.dump(booster.dump_model(), file)
        if "pandas_categorical" in booster.dump_model():
            save_answers("frame-booster-dump", kept, answers)
        else:
            os.remove(path("frame-booster-dump.json"))
    except Exception as problem:
        left_out.append("frame-booster (%s: %s)" % (type(problem).__name__, str(problem)[:90]))

print("LightGBM %s: %d models" % (lgb.__version__, saved))
for problem in left_out:
    print("  left out: " + problem)
