"""The classifier and what was saved with it."""
import joblib
import numpy as np

from .settings import MODEL_PATH

bundle = joblib.load(MODEL_PATH)
model = bundle["model"]
scaler = bundle["scaler"]
COLUMNS = bundle["columns"]
THRESHOLD = bundle["threshold"]


def rows(plants):
    return np.array([[plant[column] for column in COLUMNS] for plant in plants], dtype=float)


def classify(plants):
    """The species of each plant, and `unsure` where no species is likely enough."""
    scaled = scaler.transform(rows(plants))
    probabilities = model.predict_proba(scaled)
    species = model.predict(scaled)
    return [
        {"species": str(name) if chances.max() >= THRESHOLD else "unsure", "probability": round(float(chances.max()), 6)}
        for name, chances in zip(species, probabilities)
    ]


def about():
    return {"version": bundle["version"], "species": [str(name) for name in model.classes_]}
