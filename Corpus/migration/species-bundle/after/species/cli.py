"""Reads plants as lines of JSON and prints their species."""
import json
import sys

from .classifier import classify


def main():
    plants = [json.loads(line) for line in sys.stdin if line.strip()]
    for answer in classify(plants) if plants else []:
        print(json.dumps(answer))


if __name__ == "__main__":
    main()
