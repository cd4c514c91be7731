import pandas as pd

from svc.api import score

ROWS = [{"age": 50.0, "income": 30000.0, "city": "oslo", "plan": "pro"}]


def test_score():
    assert 0 <= score(ROWS)[0] <= 1


def test_model(model):
    assert model.predict(pd.DataFrame(ROWS))[0] in ("stay", "leave")
