import pandas as pd


class Predictor:
    def __init__(self, model, threshold=0.5):
        self.model = model
        self.threshold = threshold

    def alerts(self, rows):
        return self.model.predict_proba(pd.DataFrame(rows))[:, 1] > self.threshold
