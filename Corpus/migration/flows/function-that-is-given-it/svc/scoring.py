import pandas as pd


def score(model, rows):
    return model.predict_proba(pd.DataFrame(rows))[:, 1]
