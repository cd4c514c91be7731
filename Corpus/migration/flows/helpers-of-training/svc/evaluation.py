from sklearn.base import ClassifierMixin
from sklearn.metrics import roc_auc_score


def report(model: ClassifierMixin, X, y) -> float:
    return roc_auc_score(y, model.predict_proba(X)[:, 1])
