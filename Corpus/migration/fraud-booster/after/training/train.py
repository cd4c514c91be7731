"""Trains models/fraud.json and models/kind.ubj on made-up payments."""
import pathlib
import sys

import numpy as np
import xgboost as xgb

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from fraud.features import FEATURES  # noqa: E402


def payments(count, seed):
    dice = np.random.RandomState(seed)
    amount = dice.lognormal(3.5, 1.1, count).round(2)
    hour = dice.randint(0, 24, count).astype(float)
    days = dice.exponential(6.0, count).round(1)
    days[dice.uniform(size=count) < 0.1] = np.nan
    times = amount / dice.lognormal(3.4, 0.8, count)
    times[dice.uniform(size=count) < 0.1] = np.nan
    abroad = (dice.uniform(size=count) < 0.12).astype(float)
    attempts = 1.0 + dice.poisson(0.4, count)
    rows = np.column_stack([amount, hour, days, times, abroad, attempts])
    odds = -3 + 0.4 * np.nan_to_num(times, nan=1.0) + 1.5 * abroad + 0.9 * (attempts - 1) + 0.8 * (hour < 6)
    is_fraud = dice.uniform(size=count) < 1 / (1 + np.exp(-odds))
    kind = np.where(abroad > 0, 0, np.where(attempts > 2, 1, 2))
    kind = np.where(dice.uniform(size=count) < 0.15, dice.randint(0, 3, count), kind)
    return rows, is_fraud.astype(int), kind


def main():
    rows, is_fraud, kind = payments(4000, 11)
    settings = {"max_depth": 4, "eta": 0.2, "seed": 3, "nthread": 1, "tree_method": "exact"}
    data = xgb.DMatrix(rows, label=is_fraud, feature_names=FEATURES)
    fraud = xgb.train({**settings, "objective": "binary:logistic"}, data, 30)
    fraud.save_model(str(ROOT / "models" / "fraud.json"))
    data = xgb.DMatrix(rows[is_fraud == 1], label=kind[is_fraud == 1], feature_names=FEATURES)
    kinds = xgb.train({**settings, "objective": "multi:softprob", "num_class": 3}, data, 12)
    kinds.save_model(str(ROOT / "models" / "kind.ubj"))


if __name__ == "__main__":
    main()
