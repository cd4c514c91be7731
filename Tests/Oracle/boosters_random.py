"""Fits boosters of XGBoost and LightGBM by chance: objective, booster, parameters, rows; and records what they answer.

    PYTHON Tests/Oracle/boosters_random.py FOLDER SEED COUNT

Runs with XGBoost from 0.90 and LightGBM from 2.2 on, whatever of them the Python has. Per model: the file, a pickle of scikit-learn's
face of it, and NAME.npz as `sklearn_random.py` writes it; `random_models.py` holds what becomes of them against that.
"""
import os
import pickle
import sys
import warnings

import numpy as np

warnings.simplefilter("ignore")
try:
    import xgboost
except ImportError:
    xgboost = None
try:
    import lightgbm
except ImportError:
    lightgbm = None


class Chance(np.random.RandomState):
    def pick(self, choices):
        return choices[self.randint(len(choices))]

    def likely(self, share):
        return self.rand() < share

    def parameters(self, choices):
        return {name: self.pick(choices[name]) for name in sorted(choices) if self.likely(0.5)}


TREES = {"n_estimators": [1, 5, 20], "max_depth": [1, 3, 6], "learning_rate": [0.05, 0.3, 1.0], "subsample": [0.6], "reg_lambda": [0.0, 3.0], "reg_alpha": [0.5], "random_state": [1, 2]}
XGB = dict(TREES, booster=["gbtree", "gbtree", "dart", "gblinear"], base_score=[0.1, 0.5, 0.9], tree_method=["exact", "hist", "approx"], gamma=[0.3], min_child_weight=[0, 5],
           colsample_bytree=[0.5], grow_policy=["lossguide"], max_delta_step=[1], num_parallel_tree=[3], rate_drop=[0.4], one_drop=[1], max_leaves=[5], scale_pos_weight=[3])
LGB = dict(TREES, num_leaves=[2, 7, 31], boosting_type=["gbdt", "gbdt", "dart", "rf", "goss"], min_child_samples=[1, 5, 20], colsample_bytree=[0.6], max_bin=[15, 255], min_split_gain=[0.1],
           zero_as_missing=[True, False], use_missing=[True, True, False], linear_tree=[True], sigmoid=[0.5, 2.0], boost_from_average=[True, False], extra_trees=[True], path_smooth=[1.0], subsample_freq=[1],
           is_unbalance=[True], drop_rate=[0.4], xgboost_dart_mode=[True], max_delta_step=[0.5], monotone_penalty=[0.5], cat_smooth=[1.0], max_cat_to_onehot=[1, 4], min_data_per_group=[2])
LABELS = [[0, 1, 2, 3], [0, 1, 2, 3], ["no", "yes", "perhaps", "Zürich"], [-1, 1, 3, 7], [1.0, 2.0, 3.0, 4.0], [True, False]]
XGB_REGRESSION = ["reg:squarederror", "reg:logistic", "count:poisson", "reg:gamma", "reg:tweedie", "reg:squaredlogerror", "reg:pseudohubererror", "reg:absoluteerror", "survival:cox", "survival:aft"]
LGB_REGRESSION = ["regression", "regression_l1", "huber", "fair", "poisson", "quantile", "mape", "gamma", "tweedie", "cross_entropy", "cross_entropy_lambda"]


def rows(chance, count, width, holes, categories):
    columns = []
    for place in range(width):
        column = chance.randn(count)
        kind = chance.randint(6)
        if place in categories:
            column = chance.randint(0, chance.pick([3, 9, 40]), count).astype(float)
        elif kind == 0:
            column = np.round(column * 2) / 2
        elif kind == 1:
            column = column * 1e4 + 3e5
        elif kind == 2:
            column = np.where(chance.rand(count) < 0.5, 0.0, column)
        elif kind == 3:
            column = column * 1e-4
        columns.append(column)
    X = np.column_stack(columns)
    if holes:
        X[chance.rand(*X.shape) < 0.15] = np.nan
    return X


def asked(chance, X, categories):
    """Rows seen, rows far out, edges, and holes where there were none."""
    far = np.vstack([X[:10], X[10:16] * 3, np.nanmin(X, axis=0)[None], np.nanmax(X, axis=0)[None], np.zeros((1, X.shape[1])), np.full((1, X.shape[1]), np.nan), X[20:24]])
    far[-3][chance.rand(X.shape[1]) < 0.5] = np.nan
    for place in categories:
        far[:, place] = np.where(np.isnan(far[:, place]), np.nan, np.abs(far[:, place]).astype(int) % 50)
    return far


def one(chance):
    library = chance.pick([each for each in (xgboost, lightgbm) if each is not None])
    is_xgboost = library is xgboost
    count, width = chance.pick([80, 200]), chance.pick([1, 3, 6])
    categories = [width - 1] if width > 1 and not is_xgboost and chance.likely(0.3) else []
    X = rows(chance, count, width, chance.likely(0.35), categories)
    value = np.nan_to_num(X[:, 0] - np.nanmean(X[:, 0])) / (np.nanstd(X[:, 0]) + 1e-9) + 0.5 * chance.randn(count)
    weights = chance.rand(count) if chance.likely(0.2) else None
    parameters = chance.parameters(XGB if is_xgboost else LGB)
    parameters.setdefault("n_estimators", 6)
    if not is_xgboost:
        parameters["verbose"] = -1
        if parameters.get("boosting_type") == "rf":
            parameters.update(subsample=0.6, subsample_freq=1)
    elif parameters.get("booster") == "gblinear":
        X = np.nan_to_num(X)
        parameters = {name: value for name, value in parameters.items() if name in ("booster", "n_estimators", "learning_rate", "reg_lambda", "reg_alpha", "base_score")}
    fit = {"sample_weight": weights} if weights is not None else {}
    if categories:
        fit["categorical_feature"] = categories
    kind = chance.pick(["Classifier", "Classifier", "Regressor", "Regressor", "Ranker"])
    if kind == "Classifier":
        labels = chance.pick(LABELS)
        classes = min(chance.pick([2, 2, 3, 4]), len(labels))
        place = np.digitize(value, np.percentile(value, np.linspace(0, 100, classes + 1)[1:-1]))
        plain = is_xgboost and tuple(map(int, library.__version__.split(".")[:2])) >= (1, 3)
        y = place if plain else np.array(labels[:classes])[place]
        if not is_xgboost and classes > 2 and chance.likely(0.3):
            parameters["objective"] = "multiclassova"
        if is_xgboost and classes == 2 and chance.likely(0.2):
            parameters["objective"] = chance.pick(["binary:hinge", "binary:logitraw"])
    elif kind == "Regressor":
        objective = chance.pick(XGB_REGRESSION if is_xgboost else LGB_REGRESSION)
        parameters["objective"] = objective
        y = value * chance.pick([1.0, 40.0])
        if objective in ("reg:logistic", "cross_entropy", "cross_entropy_lambda"):
            y = 1 / (1 + np.exp(-value))
        elif any(word in objective for word in ("poisson", "gamma", "tweedie", "survival", "log")):
            y = np.exp(value / 2) + 0.1
            if is_xgboost and parameters.get("base_score") and objective == "survival:cox":
                del parameters["base_score"]
        elif is_xgboost and objective == "reg:squarederror" and chance.likely(0.2) and int(library.__version__.split(".")[0]) >= 2:
            y = np.column_stack([y, -value])
            if chance.likely(0.5):
                parameters.update(multi_strategy="multi_output_tree", tree_method="hist", booster="gbtree")
        if not is_xgboost and objective == "regression" and chance.likely(0.3):
            parameters["reg_sqrt"] = True
    else:
        y = np.digitize(value, [-0.5, 0.5])
        fit["group"] = [20] * (count // 20)
        fit.pop("sample_weight", None)
        parameters["objective"] = chance.pick(["rank:pairwise", "rank:ndcg"] if is_xgboost else ["lambdarank", "rank_xendcg"])
    cls = getattr(library, ("XGB" if is_xgboost else "LGBM") + kind)
    if is_xgboost and kind != "Ranker" and chance.likely(0.1):
        cls = getattr(library, "XGBRF" + kind, cls)
        parameters = {name: value for name, value in parameters.items() if name not in ("booster", "learning_rate", "rate_drop", "one_drop", "num_parallel_tree")}
    if is_xgboost and parameters.get("booster") != "gblinear" and chance.likely(0.15):
        parameters["missing"] = 0.0
        X = np.nan_to_num(X)
    model = cls(**parameters).fit(X, y, **fit)
    return "%s %s %s" % (cls.__name__, parameters.get("objective", ""), parameters.get("booster", parameters.get("boosting_type", ""))), model, asked(chance, X, categories)


def main(folder, seed, count):
    os.makedirs(folder, exist_ok=True)
    written = tried = 0
    while written < count and tried < 30 * count:
        chance = Chance((seed * 1000003 + tried) % 2 ** 32)
        tried += 1
        try:
            title, model, ask = one(chance)
            protocol = chance.pick([2, 4])
            # Asked after it was loaded: before 1.0 a `dart` that has just been fitted drops trees by chance when it is asked.
            model = pickle.loads(pickle.dumps(model, protocol=protocol))
            found = {"predict": np.asarray(model.predict(ask))}
            if hasattr(model, "predict_proba"):
                try:
                    found["predict_proba"] = np.asarray(model.predict_proba(ask))
                except Exception:
                    pass
            with open(os.path.join(folder, "%04d.pkl" % tried), "wb") as stream:
                pickle.dump(model, stream, protocol=protocol)
        except Exception:
            continue
        np.savez_compressed(os.path.join(folder, "%04d.npz" % tried), rows=ask, title=np.array(title), **found)
        written += 1
    print("%s, seed %d: %d models of %d tried" % (" ".join("%s %s" % (each.__name__, each.__version__) for each in (xgboost, lightgbm) if each), seed, written, tried))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
