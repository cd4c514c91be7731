"""Writes down the estimates: tests/recorded.json."""
import json
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from prices import PriceEstimator  # noqa: E402


def main():
    dice = random.Random(1)
    houses = [
        {
            "area": round(dice.uniform(25, 260), 1),
            "rooms": dice.randint(1, 9),
            "year": dice.randint(1900, 2022),
            "distance": round(dice.uniform(0, 25), 1),
            **({"garden": dice.randint(0, 600)} if dice.random() < 0.5 else {}),
            **({"floor": dice.randint(0, 5)} if dice.random() < 0.5 else {}),
        }
        for _ in range(40)
    ]
    found = PriceEstimator().estimate_many(houses)
    recorded = [{"house": house, "estimate": [one.price, one.low, one.high]} for house, one in zip(houses, found)]
    (HERE / "recorded.json").write_text(json.dumps(recorded, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
