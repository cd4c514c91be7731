"""Fits pipelines with an old scikit-learn, and has nyoka write them as PMML.

    python pmml_nyoka.py FOLDER

Each is a document, NAME.pmml, and rows for it, NAME.jsonl, as `pmml_sklearn.py` makes them.
"""

import json
import os
import sys
import warnings

import numpy as np
import pandas as pd

warnings.filterwarnings("ignore")
from nyoka import skl_to_pmml
from sklearn.cluster import KMeans
from sklearn.ensemble import (
    ExtraTreesClassifier, GradientBoostingClassifier, GradientBoostingRegressor, IsolationForest,
    RandomForestClassifier, RandomForestRegressor)
from sklearn.linear_model import Lasso, LinearRegression, LogisticRegression, Ridge, RidgeClassifier, SGDClassifier
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import (
    Binarizer, MaxAbsScaler, MinMaxScaler, PolynomialFeatures, RobustScaler, StandardScaler)
from sklearn.impute import SimpleImputer
from sklearn.svm import SVC, SVR, LinearSVC, LinearSVR, OneClassSVM
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

random = np.random.RandomState(7)
COUNT = 120
ROWS = pd.DataFrame({
    "a": random.normal(0, 1, COUNT), "b": random.uniform(-3, 5, COUNT), "c": random.gamma(2.0, 2.0, COUNT) + 0.1,
    "d": random.randint(0, 9, COUNT).astype(float)})
SIGNAL = ROWS.a * 2 - ROWS.b + np.log(ROWS.c) * 1.5
NUMBER = SIGNAL + random.normal(0, 0.3, COUNT)
YES = np.where(SIGNAL > SIGNAL.median(), "yes", "no")
COLOR = np.array(["red", "green", "blue"])[np.digitize(SIGNAL, [-1.5, 1.5])]


def cases():
    forest = dict(n_estimators=5, max_depth=4, random_state=1)
    scale = ("scale", StandardScaler())
    yield "linear", [LinearRegression()], NUMBER
    yield "ridge", [StandardScaler(), Ridge()], NUMBER
    yield "lasso", [MinMaxScaler(), Lasso(0.01)], NUMBER
    yield "max-abs", [MaxAbsScaler(), LinearRegression()], NUMBER
    yield "robust", [RobustScaler(), LinearRegression()], NUMBER
    yield "polynomial", [PolynomialFeatures(2), LinearRegression()], NUMBER
    yield "binarizer", [Binarizer(threshold=0.5), LinearRegression()], NUMBER
    yield "imputer", [SimpleImputer(), LinearRegression()], NUMBER
    yield "tree-regressor", [DecisionTreeRegressor(max_depth=4)], NUMBER
    yield "forest-regressor", [RandomForestRegressor(**forest)], NUMBER
    yield "boosting-regressor", [GradientBoostingRegressor(n_estimators=6, random_state=1)], NUMBER
    yield "neighbors-regressor", [KNeighborsRegressor(4)], NUMBER
    yield "svr", [StandardScaler(), SVR()], NUMBER
    yield "svr-linear", [StandardScaler(), LinearSVR(random_state=1)], NUMBER
    yield "perceptron-regressor", [StandardScaler(), MLPRegressor((5, 3), activation="tanh", max_iter=300, random_state=1)], NUMBER
    yield "logistic-two", [StandardScaler(), LogisticRegression()], YES
    yield "logistic-three", [StandardScaler(), LogisticRegression(multi_class="ovr")], COLOR
    yield "logistic-softmax", [StandardScaler(), LogisticRegression()], COLOR
    yield "ridge-classifier", [RidgeClassifier()], YES
    yield "sgd", [StandardScaler(), SGDClassifier(random_state=1)], YES
    yield "tree", [DecisionTreeClassifier(max_depth=4, random_state=1)], COLOR
    yield "forest", [RandomForestClassifier(**forest)], COLOR
    yield "extra-trees", [ExtraTreesClassifier(**forest)], YES
    yield "boosting-two", [GradientBoostingClassifier(n_estimators=6, random_state=1)], YES
    yield "boosting-three", [GradientBoostingClassifier(n_estimators=4, random_state=1)], COLOR
    yield "neighbors", [KNeighborsClassifier(5)], COLOR
    yield "svc-rbf", [StandardScaler(), SVC()], COLOR
    yield "svc-two", [StandardScaler(), SVC(kernel="poly")], YES
    yield "svc-linear", [StandardScaler(), LinearSVC(random_state=1)], COLOR
    yield "bayes", [GaussianNB()], COLOR
    yield "perceptron", [StandardScaler(), MLPClassifier((5,), max_iter=300, random_state=1)], COLOR
    yield "perceptron-two", [StandardScaler(), MLPClassifier((4, 3), activation="logistic", max_iter=300, random_state=1)], YES
    yield "k-means", [StandardScaler(), KMeans(4, n_init=2, random_state=1)], None
    yield "isolation-forest", [IsolationForest(n_estimators=5, random_state=1)], None
    yield "one-class", [OneClassSVM()], None


def rows():
    plain = ROWS[:14].to_dict("records")
    result = list(plain)
    for place, name in enumerate(ROWS.columns):
        for value in (None, 1e9, -1e9, 0.0):
            result.append({**plain[place], name: value})
    result.append({name: None for name in ROWS.columns})
    return result


def main(folder):
    os.makedirs(folder, exist_ok=True)
    written, refused = 0, []
    for name, steps, target in cases():
        path = os.path.join(folder, name + ".pmml")
        try:
            pipeline = Pipeline([("step%d" % place, step) for place, step in enumerate(steps)])
            pipeline.fit(ROWS, target)
            skl_to_pmml(pipeline, list(ROWS.columns), "y", path)
            with open(path[:-4] + "jsonl", "w", encoding="utf-8") as file:
                for row in rows():
                    file.write(json.dumps({"row": row}) + "\n")
            written += 1
        except Exception as error:
            refused.append((name, str(error).splitlines()[0][:150] if str(error) else repr(error)))
            if os.path.exists(path):
                os.remove(path)
    print("%d documents written, %d that nyoka does not write" % (written, len(refused)))
    for name, reason in refused:
        print("  %-24s %s" % (name, reason))


if __name__ == "__main__":
    main(sys.argv[1])
