"""Writes down what the classifier answers: tests/recorded.json."""
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from species.classifier import about, classify  # noqa: E402

PLANTS = [
    {"leaf_length": 12.0, "leaf_width": 3.0, "stem_height": 20.0},
    {"leaf_length": 1.1, "leaf_width": 0.5, "stem_height": 2.4},
    {"leaf_length": 28.0, "leaf_width": 1.0, "stem_height": 80.0},
    {"leaf_length": 7.0, "leaf_width": 1.6, "stem_height": 10.0},
    {"leaf_length": 19.5, "leaf_width": 1.9, "stem_height": 52.0},
    {"leaf_length": 0.0, "leaf_width": 0.0, "stem_height": 0.0},
]


def main():
    recorded = {"about": about(), "answers": [{"plant": plant, "answer": classify([plant])[0]} for plant in PLANTS]}
    (HERE / "recorded.json").write_text(json.dumps(recorded, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
