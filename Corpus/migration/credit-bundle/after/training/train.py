"""Fits the scaler and the model, and keeps them in one file with what else the service has to know."""
import joblib
import numpy as np
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import StandardScaler
from xgboost import XGBClassifier

COLUMNS = ["age", "income", "debts"]

drawn = np.random.default_rng(7)
applicants = np.column_stack(
    [drawn.integers(18, 80, 600), drawn.gamma(2, 20000, 600), drawn.gamma(1, 9000, 600)]).astype(float)
pays = (applicants[:, 1] - 2 * applicants[:, 2] + 300 * applicants[:, 0] > 25000).astype(int)

scaler = StandardScaler().fit(applicants)
model = XGBClassifier(n_estimators=25, max_depth=3).fit(scaler.transform(applicants), pays)
print(roc_auc_score(pays, model.predict_proba(scaler.transform(applicants))[:, 1]))
joblib.dump(
    {"scaler": scaler, "model": model, "columns": COLUMNS, "threshold": 0.4},
    "models/credit.joblib")
