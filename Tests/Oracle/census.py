"""Fits every public estimator of the running scikit-learn and tells what becomes of it: ONNX, PMML, or why not.

    PYTHON Tests/Oracle/census.py GODWIT
"""
import os
import pickle
import subprocess
import sys
import tempfile
import warnings

import numpy as np
import sklearn

warnings.simplefilter("ignore")
from sklearn.experimental import enable_iterative_imputer  # noqa: E402,F401

try:
    from sklearn.experimental import enable_halving_search_cv  # noqa: F401
except ImportError:
    pass
try:
    from sklearn.experimental import enable_hist_gradient_boosting  # noqa: F401
except ImportError:
    pass
from sklearn.utils import all_estimators  # noqa: E402

random = np.random.RandomState(0)
X = random.randn(60, 4)
POSITIVE = np.abs(X) + 0.1
y = (X[:, 0] > 0).astype(int)
NUMBER = np.abs(X[:, 0]) + 0.5
TWO = np.column_stack([NUMBER, X[:, 1]])
BOTH = np.column_stack([y, X[:, 1] > 0]).astype(int)
TEXTS = ["a cat sat", "the dog", "mat and cat"] * 20
CODES = random.randint(0, 3, (60, 3))
DATA = [(X, y), (X, NUMBER), (POSITIVE, y), (POSITIVE, NUMBER), (CODES, y), (X, TWO), (X, BOTH), (X[:, 0], NUMBER), (X, None), (TEXTS, None), (list("abc") * 20, None),
        ([{"a": 1.0}] * 9, None), ([["a"], ["b", "c"]] * 9, None), (random.rand(4, 8, 8), None)]
#: Those that are fitted on other rows than the first that they take.
PREFERRED = {
    "LabelEncoder": [(y, None)], "LabelBinarizer": [(y, None)], "OneHotEncoder": [(CODES, None)], "OrdinalEncoder": [(CODES, None)],
    "CategoricalNB": [(CODES, y)], "TargetEncoder": [(CODES, y)], "ClassifierChain": [(X, BOTH)], "MultiOutputClassifier": [(X, BOTH)],
    "MissingIndicator": [(np.where(X > 1, np.nan, X), None)], "MultiLabelBinarizer": [DATA[12]], "FeatureHasher": [DATA[11]], "DictVectorizer": [DATA[11]],
}


def needed(name):
    """What the constructor of an estimator asks for."""
    from sklearn.linear_model import LogisticRegression, Ridge
    from sklearn.preprocessing import StandardScaler

    both = [("a", LogisticRegression()), ("b", LogisticRegression(C=0.1))]
    numbers = [("a", Ridge()), ("b", Ridge(alpha=2))]
    return {
        "ColumnTransformer": {"transformers": [("a", StandardScaler(), [0, 1])]}, "FeatureUnion": {"transformer_list": [("a", StandardScaler())]},
        "Pipeline": {"steps": [("a", StandardScaler()), ("b", LogisticRegression())]}, "VotingClassifier": {"estimators": both},
        "StackingClassifier": {"estimators": both}, "VotingRegressor": {"estimators": numbers}, "StackingRegressor": {"estimators": numbers},
        "GridSearchCV": {"estimator": LogisticRegression(), "param_grid": {"C": [1.0]}}, "HalvingGridSearchCV": {"estimator": LogisticRegression(), "param_grid": {"C": [1.0, 2.0]}},
        "RandomizedSearchCV": {"estimator": LogisticRegression(), "param_distributions": {"C": [1.0]}, "n_iter": 1},
        "HalvingRandomSearchCV": {"estimator": LogisticRegression(), "param_distributions": {"C": [1.0, 2.0]}}, "SparseCoder": {"dictionary": np.eye(4)},
        "MultiOutputRegressor": {"estimator": Ridge()}, "RegressorChain": {"base_estimator": Ridge()}, "LocalOutlierFactor": {"novelty": True},
        "CCA": {"n_components": 1}, "PLSCanonical": {"n_components": 1}, "PLSSVD": {"n_components": 1}, "FixedThresholdClassifier": {"estimator": LogisticRegression()},
        "GaussianRandomProjection": {"n_components": 2}, "SparseRandomProjection": {"n_components": 2}, "SelectKBest": {"k": 2},
        "FrozenEstimator": {"estimator": LogisticRegression().fit(X, y)}, "ClassifierChain": {"base_estimator": LogisticRegression()},
    }.get(name)


def fitted(name, cls):
    from sklearn.linear_model import LogisticRegression

    problem = None
    for given in [needed(name), {}, {"estimator": LogisticRegression()}, {"base_estimator": LogisticRegression()}]:
        if given is None:
            continue
        for rows, target in PREFERRED.get(name, []) + DATA:
            try:
                estimator = cls(**given)
                return estimator.fit(rows, target) if target is not None else estimator.fit(rows)
            except Exception as error:
                problem = error
    raise RuntimeError("not fitted: %s" % problem)


def outcome(program, path, kind):
    said = subprocess.run([program, "convert", path, "--to", kind, "--output", path + "." + kind], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) \
        if sys.version_info >= (3, 7) else subprocess.run([program, "convert", path, "--to", kind, "--output", path + "." + kind], stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True)
    return said.returncode == 0, said.stderr.strip().split(path + ": ")[-1]


def main(program):
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name, cls in all_estimators():
            try:
                estimator = fitted(name, cls)
            except Exception as problem:
                rows.append((name, "?", "?", str(problem)[:100]))
                continue
            path = os.path.join(folder, name + ".pkl")
            with open(path, "wb") as stream:
                pickle.dump(estimator, stream, protocol=4)
            onnx, why = outcome(program, path, "onnx")
            pmml, beyond = outcome(program, path, "pmml")
            rows.append((name, "yes" if onnx else "no", "yes" if pmml else "no", why if not onnx else "" if pmml else beyond))
    count = len(rows)
    print("scikit-learn %s: %d public estimators, %d become ONNX, %d become PMML; as fitted with their defaults on small data" % (
        sklearn.__version__, count, sum(row[1] == "yes" for row in rows), sum(row[2] == "yes" for row in rows)))
    for name, onnx, pmml, why in rows:
        print(("  %-32s ONNX %-4s PMML %-4s %s" % (name, onnx, pmml, why)).rstrip())


if __name__ == "__main__":
    main(os.path.abspath(sys.argv[1]))
