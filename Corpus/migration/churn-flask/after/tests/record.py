"""Asks the service a few things and writes down what it answers: tests/recorded.json."""
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from app import create_app  # noqa: E402

LOYAL = {"tenure_months": 60, "monthly_charge": 39.9, "support_calls": 0, "data_gb": 4.5, "plan": "family", "payment": "debit"}
RESTLESS = {"tenure_months": 2, "monthly_charge": 89.0, "support_calls": 6, "data_gb": 31, "plan": "prepaid", "payment": "card"}
SPARSE = {"tenure_months": None, "monthly_charge": "55", "support_calls": 1, "plan": "Basic ", "payment": "transfer"}
NOVEL = {"tenure_months": 11, "monthly_charge": 20, "support_calls": 2, "data_gb": 0, "plan": "satellite", "payment": "coins"}

QUESTIONS = [
    ("a loyal customer", "/score", {"customers": [LOYAL]}),
    ("a restless customer", "/score", {"customers": [RESTLESS]}),
    ("values missing", "/score", {"customers": [SPARSE]}),
    ("an unknown plan", "/score", {"customers": [NOVEL]}),
    ("several", "/score", {"customers": [LOYAL, RESTLESS, SPARSE, NOVEL]}),
    ("a summary", "/summary", {"customers": [LOYAL, RESTLESS, SPARSE, NOVEL]}),
    ("nobody", "/score", {"customers": []}),
    ("a bad number", "/score", {"customers": [dict(LOYAL, data_gb="much")]}),
]


def main():
    client = create_app().test_client()
    recorded = []
    for name, path, request in QUESTIONS:
        response = client.post(path, json=request)
        recorded.append(
            {"name": name, "path": path, "request": request, "status": response.status_code, "response": response.get_json()}
        )
    target = os.path.join(os.path.dirname(os.path.abspath(__file__)), "recorded.json")
    with open(target, "w") as file:
        json.dump(recorded, file, indent=1, sort_keys=True)
        file.write("\n")


if __name__ == "__main__":
    main()
