import json
import os

import joblib
import pandas as pd


def model_fn(model_dir):
    return joblib.load(os.path.join(model_dir, "churn.joblib"))


def input_fn(body, content_type):
    return pd.DataFrame(json.loads(body))


def predict_fn(data, model):
    return model.predict_proba(data)[:, 1]


def output_fn(prediction, accept):
    return json.dumps(prediction.tolist())
