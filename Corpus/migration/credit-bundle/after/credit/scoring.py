"""Who gets a loan."""
import pathlib

import json
import numpy as np
import onnxruntime as ort

bundle = {
    **json.loads(pathlib.Path("models/credit.json").read_text()),
    "scaler": ort.InferenceSession(pathlib.Path("models/credit.json").with_name("credit.scaler.onnx"), providers=["CPUExecutionProvider"]),
    "model": ort.InferenceSession(pathlib.Path("models/credit.json").with_name("credit.model.onnx"), providers=["CPUExecutionProvider"]),
}
scaler = bundle["scaler"]
model = bundle["model"]


def table(applicants):
    return np.array([[applicant[name] for name in bundle["columns"]] for applicant in applicants], dtype=float)


def chances(applicants):
    """How likely each of them pays back."""
    return model.run(["probabilities"], {"input": np.asarray(scaler.run(["transformed"], {"input": np.asarray(table(applicants), dtype=np.float64)})[0], dtype=np.float64)})[0][:, 1]


def decisions(applicants):
    return [{"pays": round(float(chance), 6), "loan": bool(chance >= bundle["threshold"])} for chance in chances(applicants)]
