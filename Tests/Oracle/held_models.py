"""Saves models inside of other things, as people do: dictionaries, lists, tuples, objects of their own.

    PYTHON Tests/Oracle/held_models.py Corpus/models/held
"""
import os
import pickle
import sys
import types

import joblib
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


class Churn:
    def __init__(self, pipeline):
        self.pipeline = pipeline
        self.threshold = 0.3


def main(folder):
    os.makedirs(folder, exist_ok=True)
    service = types.ModuleType("service")
    service.Churn = Churn
    sys.modules["service"] = service
    Churn.__module__ = "service"
    X = np.random.RandomState(0).randn(60, 3)
    y = (X[:, 0] > 0).astype(int)
    model = LogisticRegression().fit(X, y)
    scaler = StandardScaler().fit(X)
    pipeline = make_pipeline(StandardScaler(), LogisticRegression()).fit(X, y)
    np.save(os.path.join(folder, "rows.npy"), X[:10])
    np.savez(os.path.join(folder, "answers.npz"), model=model.predict_proba(X[:10]), pipeline=pipeline.predict_proba(X[:10]))

    def save(name, value, protocol=4):
        with open(os.path.join(folder, name), "wb") as stream:
            pickle.dump(value, stream, protocol=protocol)

    for protocol in (0, 2, 5):
        save("dictionary.%d.pkl" % protocol, {"model": model, "features": ["a", "b", "c"], "threshold": 0.5}, protocol)
    save("object.pkl", Churn(pipeline))
    joblib.dump((pipeline, ["a", "b", "c"]), os.path.join(folder, "tuple.joblib"), compress=("gzip", 3))
    joblib.dump({"models": [model, pipeline], "meta": {"scaler": scaler}}, os.path.join(folder, "several.joblib"))
    save("data.pkl", {"rows": X[:2], "names": ["a", "b", "c"]})


if __name__ == "__main__":
    main(sys.argv[1])
