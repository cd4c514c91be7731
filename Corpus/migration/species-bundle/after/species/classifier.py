"""The classifier and what was saved with it."""
import pathlib

import json
import numpy as np
import onnxruntime as ort

from .settings import MODEL_PATH

bundle = {
    **json.loads(pathlib.Path(MODEL_PATH).read_text()),
    "model": ort.InferenceSession(pathlib.Path(MODEL_PATH).with_name("species.model.onnx"), providers=["CPUExecutionProvider"]),
    "scaler": ort.InferenceSession(pathlib.Path(MODEL_PATH).with_name("species.scaler.onnx"), providers=["CPUExecutionProvider"]),
}
model = bundle["model"]
scaler = bundle["scaler"]
COLUMNS = bundle["columns"]
THRESHOLD = bundle["threshold"]


def rows(plants):
    return np.array([[plant[column] for column in COLUMNS] for plant in plants], dtype=float)


def classify(plants):
    """The species of each plant, and `unsure` where no species is likely enough."""
    scaled = scaler.run(["transformed"], {"input": np.asarray(rows(plants), dtype=np.float64)})[0]
    probabilities = model.run(["probabilities"], {"input": np.asarray(scaled, dtype=np.float64)})[0]
    species = model.run(["label"], {"input": np.asarray(scaled, dtype=np.float64)})[0]
    return [
        {"species": str(name) if chances.max() >= THRESHOLD else "unsure", "probability": round(float(chances.max()), 6)}
        for name, chances in zip(species, probabilities)
    ]


def about():
    return {"version": bundle["version"], "species": [str(name) for name in np.array(["fern", "moss", "reed"])]}
