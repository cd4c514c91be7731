"""Reads the trained models from the package's own folder."""
import functools

import onnxruntime as ort

from . import config


@functools.lru_cache(maxsize=None)
def load_scaler():
    """Scales the features; fitted on the training houses."""
    return ort.InferenceSession(config.ARTIFACTS / "scaler.onnx", providers=["CPUExecutionProvider"])


def load_model():
    """The forest that gives the logarithm of the price."""
    return ort.InferenceSession(config.ARTIFACTS / "forest.onnx", providers=["CPUExecutionProvider"])
