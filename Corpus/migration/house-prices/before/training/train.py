"""Trains prices/artifacts on made-up sales. Run in the environment of training/environment.yml."""
import pathlib
import sys

import joblib
import numpy as np
from sklearn.ensemble import RandomForestRegressor
from sklearn.preprocessing import RobustScaler

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from prices.features import matrix  # noqa: E402


def sales(count, seed):
    dice = np.random.RandomState(seed)
    houses = []
    for _ in range(count):
        area = round(float(dice.lognormal(4.6, 0.35)), 1)
        houses.append(
            {
                "area": area,
                "rooms": float(max(1, round(area / 28 + dice.normal(0, 0.8)))),
                "year": float(dice.randint(1890, 2022)),
                "garden": float(round(max(0.0, dice.normal(80, 120)))),
                "distance": round(float(dice.gamma(2, 3)), 1),
                "floor": float(dice.randint(0, 6)),
            }
        )
    x = matrix(houses)
    logs = 9.2 + 0.75 * x[:, 0] - 0.004 * x[:, 2] + 0.01 * x[:, 3] - 0.045 * x[:, 4] + dice.normal(0, 0.08, count)
    return x, logs


def main():
    x, y = sales(1500, seed=3)
    scaler = RobustScaler().fit(x)
    forest = RandomForestRegressor(n_estimators=25, min_samples_leaf=4, random_state=5).fit(scaler.transform(x), y)
    artifacts = ROOT / "prices" / "artifacts"
    joblib.dump(scaler, artifacts / "scaler.joblib")
    joblib.dump(forest, artifacts / "forest.joblib", compress=("zlib", 6))


if __name__ == "__main__":
    main()
