"""Who gets a loan."""
import joblib
import numpy as np

bundle = joblib.load("models/credit.joblib")
scaler = bundle["scaler"]
model = bundle["model"]


def table(applicants):
    return np.array([[applicant[name] for name in bundle["columns"]] for applicant in applicants], dtype=float)


def chances(applicants):
    """How likely each of them pays back."""
    return model.predict_proba(scaler.transform(table(applicants)))[:, 1]


def decisions(applicants):
    return [{"pays": round(float(chance), 6), "loan": bool(chance >= bundle["threshold"])} for chance in chances(applicants)]
