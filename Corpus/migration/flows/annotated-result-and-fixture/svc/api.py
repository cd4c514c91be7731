import pandas as pd

from .models import get_model


def score(rows):
    return get_model().predict_proba(pd.DataFrame(rows))[:, 1]
