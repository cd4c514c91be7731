"""Asks the service a few things and writes down what it answers: tests/recorded.json."""
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from fastapi.testclient import TestClient  # noqa: E402

from fraud.app import app  # noqa: E402

PLAIN = {"amount": 24.5, "hour": 13, "days_since_last": 2.0, "usual_amount": 30.0}
ABROAD = {"amount": 480.0, "hour": 3, "days_since_last": 0.1, "usual_amount": 25.0, "country": "BR", "attempts": 4}
SPARSE = {"amount": 99.99, "hour": 0}
TRIED = {"amount": 75.0, "hour": 22, "days_since_last": 40, "usual_amount": 12.5, "attempts": 5}
MANY = [
    {"amount": 5.0 + 17.3 * number, "hour": number * 7 % 24, "days_since_last": number % 9, "usual_amount": 20.0 + number,
     "country": "DE" if number % 5 == 0 else "NL", "attempts": 1 + number % 4}
    for number in range(60)
]

QUESTIONS = [
    ("a plain payment", {"payments": [PLAIN]}),
    ("abroad at night", {"payments": [ABROAD]}),
    ("little is known", {"payments": [SPARSE]}),
    ("several", {"payments": [PLAIN, ABROAD, SPARSE, TRIED]}),
    ("many", {"payments": MANY}),
    ("none", {"payments": []}),
    ("no amount", {"payments": [{"hour": 3}]}),
]


def main():
    client = TestClient(app)
    recorded = []
    for name, request in QUESTIONS:
        response = client.post("/score", json=request)
        recorded.append(
            {"name": name, "path": "/score", "request": request, "status": response.status_code, "response": response.json()}
        )
    with open(HERE / "recorded.json", "w") as file:
        json.dump(recorded, file, indent=1, sort_keys=True)
        file.write("\n")


if __name__ == "__main__":
    main()
