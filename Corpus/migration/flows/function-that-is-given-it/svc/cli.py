import sys
import json
import pickle

from svc import scoring


def main():
    with open("models/churn.joblib", "rb") as f:
        model = pickle.load(f)
    print(scoring.score(model, json.load(sys.stdin)).tolist())


if __name__ == "__main__":
    main()
