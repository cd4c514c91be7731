import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from .evaluation import report


def build() -> Pipeline:
    return make_pipeline(StandardScaler(), LogisticRegression())


def main():
    data = pd.read_csv("data.csv")
    model = build()
    model.fit(data[["a"]], data["y"])
    print(report(model, data[["a"]], data["y"]))
    print(model.predict(data[["a"]]))
    joblib.dump(model, "models/churn.joblib")
