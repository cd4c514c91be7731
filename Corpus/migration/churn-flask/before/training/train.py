"""Trains the churn pipeline on made-up customers and writes models/churn.joblib.

Run with the versions of training/requirements.txt.
"""
import os
import sys

import joblib
import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from churn.schema import CATEGORICAL, COLUMNS, NUMERIC  # noqa: E402


def customers(count, seed):
    random = np.random.RandomState(seed)
    frame = pd.DataFrame(
        {
            "tenure_months": random.gamma(2.0, 14.0, count).round(),
            "monthly_charge": random.normal(48, 17, count).clip(5, 160).round(2),
            "support_calls": random.poisson(1.3, count).astype(float),
            "data_gb": random.exponential(9.0, count).round(1),
            "plan": random.choice(["prepaid", "basic", "family", "business", "other"], count, p=[0.3, 0.35, 0.2, 0.1, 0.05]),
            "payment": random.choice(["card", "transfer", "debit"], count, p=[0.5, 0.2, 0.3]),
        },
        columns=COLUMNS,
    )
    drive = (
        -0.05 * frame.tenure_months
        + 0.02 * frame.monthly_charge
        + 0.55 * frame.support_calls
        + np.where(frame.plan == "prepaid", 0.9, 0.0)
        - np.where(frame.payment == "debit", 0.6, 0.0)
        - 1.0
    )
    leaves = random.uniform(size=count) < 1 / (1 + np.exp(-drive))
    for name in NUMERIC:
        frame.loc[random.uniform(size=count) < 0.03, name] = np.nan
    return frame, np.where(leaves, "leaves", "stays")


def main():
    frame, label = customers(4000, seed=20)
    numeric = Pipeline([("fill", SimpleImputer(strategy="median")), ("scale", StandardScaler())])
    columns = ColumnTransformer(
        [("numeric", numeric, NUMERIC), ("categorical", OneHotEncoder(handle_unknown="ignore"), CATEGORICAL)]
    )
    pipeline = Pipeline([("columns", columns), ("trees", GradientBoostingClassifier(n_estimators=60, max_depth=3, random_state=7))])
    pipeline.fit(frame, label)
    target = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "models", "churn.joblib")
    joblib.dump(pipeline, target, compress=3)
    print(f"wrote {target}; {pipeline.score(*customers(2000, seed=21)):.3f} of new customers right")


if __name__ == "__main__":
    main()
