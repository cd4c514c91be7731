"""Trains models/demand.txt and models/shortage.txt on made-up sales."""
import pathlib
import sys

import lightgbm as lgb
import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from forecast import FEATURES  # noqa: E402


def sales(count, seed):
    dice = np.random.RandomState(seed)
    weekday = dice.randint(0, 7, count)
    month = dice.randint(1, 13, count)
    price = dice.lognormal(1.0, 0.4, count).round(2)
    offer = (dice.uniform(size=count) < 0.15).astype(float)
    level = dice.gamma(3.0, 6.0, count)
    last_day = dice.poisson(level).astype(float)
    last_week = dice.poisson(level).astype(float)
    last_week[dice.uniform(size=count) < 0.05] = np.nan
    mean = level + dice.normal(0, 1.0, count)
    sold = dice.poisson(level * (1 + 0.25 * (weekday > 4)) * (1 + 0.6 * offer))
    return np.column_stack([weekday, month, price, offer, last_day, last_week, mean]), sold


def main():
    x, y = sales(4000, 9)
    settings = {"num_leaves": 15, "learning_rate": 0.12, "verbosity": -1, "seed": 2, "deterministic": True, "num_threads": 1}
    demand = lgb.train({**settings, "objective": "poisson"}, lgb.Dataset(x, y, feature_name=FEATURES), 40)
    demand.save_model(str(ROOT / "models" / "demand.txt"))
    short = (y > 1.3 * np.nan_to_num(x[:, 6])).astype(int)
    shortage = lgb.train({**settings, "objective": "binary"}, lgb.Dataset(x, short, feature_name=FEATURES), 25)
    shortage.save_model(str(ROOT / "models" / "shortage.txt"))


if __name__ == "__main__":
    main()
