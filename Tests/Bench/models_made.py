"""Makes the models that `models.py` times, with the libraries of the running Python: FOLDER STORED-ROWS ROWS TREES…"""

import os
import pickle
import sys

import joblib
import lightgbm
import numpy as np
import pandas
import xgboost
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

folder = sys.argv[1]
stored, rows = map(int, sys.argv[2:4])
ramp = list(map(int, sys.argv[4:]))
random = np.random.RandomState(11)


def path(name):
    return os.path.join(folder, name)


def dump(model, name):
    with open(path(name), "wb") as file:
        pickle.dump(model, file)


def forest():
    X = random.randn(1500, 20)
    y = np.digitize(X[:, 0] + X[:, 1] * X[:, 2] + 0.3 * random.randn(1500), [-0.5, 0.5])
    model = RandomForestClassifier(200, random_state=0, max_leaf_nodes=100).fit(X, y)
    dump(model, "forest.pkl")
    asked = random.randn(rows, 20)
    np.save(path("rows.npy"), asked)
    np.save(path("forest.npy"), model.predict_proba(asked))


def pipeline():
    count = 2000
    frame = pandas.DataFrame({f"n{place}": random.randn(count) for place in range(12)})
    frame.iloc[random.rand(count) < 0.1, 0] = np.nan
    frame["colour"] = random.choice(["red", "green", "blue", "grey"], count)
    frame["city"] = random.choice([f"city {place}" for place in range(200)], count)
    target = (frame["n1"] + (frame["colour"] == "red") + 0.2 * random.randn(count) > 0.3).map({True: "yes", False: "no"})
    columns = ColumnTransformer([
        ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), [f"n{place}" for place in range(12)]),
        ("words", OneHotEncoder(handle_unknown="ignore"), ["colour", "city"]),
    ])
    joblib.dump(make_pipeline(columns, GradientBoostingClassifier(n_estimators=100, random_state=0)).fit(frame, target), path("pipeline.joblib"))


def text():
    words = [f"word{place}" for place in range(20_000)]
    texts = [" ".join(random.choice(words, 60)) for _ in range(3000)]
    target = np.array([len(text) % 3 for text in texts])
    dump(make_pipeline(TfidfVectorizer(), LogisticRegression(max_iter=20)).fit(texts, target), "text.pkl")


def boosters():
    X = random.randn(3000, 20)
    y = X[:, 0] * X[:, 1] + np.sin(3 * X[:, 2]) + 0.1 * random.randn(3000)
    for trees in ramp:
        model = xgboost.XGBRegressor(n_estimators=trees, max_depth=8, learning_rate=0.05, tree_method="hist", n_jobs=1).fit(X, y)
        model.save_model(path(f"{trees}.xgboost.json"))
        model.save_model(path(f"{trees}.xgboost.ubj"))
        dump(model, f"{trees}.xgboost.pkl")
        model = lightgbm.LGBMRegressor(n_estimators=trees, num_leaves=127, learning_rate=0.05, min_child_samples=5, n_jobs=1, verbose=-1).fit(X, y)
        model.booster_.save_model(path(f"{trees}.lightgbm.txt"))
        dump(model, f"{trees}.lightgbm.pkl")


def answers():
    probabilities = random.dirichlet(np.ones(3), stored)
    np.save(path("stored.npy"), probabilities)
    np.save(path("stored-again.npy"), probabilities.astype(np.float32).astype(np.float64))


for make in (forest, pipeline, text, boosters, answers):
    make()
