import joblib

from svc.scoring import score


def main(rows):
    return score(joblib.load("models/churn.joblib"), rows)
