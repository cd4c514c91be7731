import numpy as np

from svc.scoring import score


class Fake:
    def predict_proba(self, frame):
        return np.full((len(frame), 2), 0.5)


def test_score():
    assert score(Fake(), [{"a": 1}])[0] == 0.5
