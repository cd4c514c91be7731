"""Writes down what the service answers today; run in the folder of the service."""
import json
import sys

sys.path.insert(0, ".")
from credit import scoring  # noqa: E402

APPLICANTS = [
    {"age": 18 + 5 * number, "income": 4000.0 * (1 + number % 7), "debts": 1500.0 * (number % 11)} for number in range(12)
]

with open("tests/recorded.json", "w") as file:
    json.dump({"applicants": APPLICANTS, "answers": scoring.decisions(APPLICANTS)}, file, indent=1)
    file.write("\n")
