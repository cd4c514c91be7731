from dataclasses import dataclass

import joblib
import pandas as pd
from sklearn.base import ClassifierMixin


@dataclass
class Service:
    model: ClassifierMixin
    threshold: float = 0.5

    def alert(self, rows):
        return self.model.predict_proba(pd.DataFrame(rows))[:, 1] > self.threshold


service = Service(joblib.load("models/churn.joblib"), 0.3)
