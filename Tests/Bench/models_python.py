"""What the Python tools do with a model file: WHAT MODEL OUTPUT, where WHAT is `unpickle`, `skl2onnx` or `onnxmltools`."""

import sys


def unpickled(model):
    if model.endswith(".joblib"):
        import joblib

        return joblib.load(model)
    import pickle

    with open(model, "rb") as file:
        return pickle.load(file)


def by_skl2onnx(model):
    from skl2onnx import convert_sklearn
    from skl2onnx.common.data_types import FloatTensorType, StringTensorType

    fitted = unpickled(model)
    if hasattr(fitted, "feature_names_in_"):
        kinds = [StringTensorType([None, 1]) if name in ("colour", "city") else FloatTensorType([None, 1]) for name in fitted.feature_names_in_]
        inputs = list(zip(fitted.feature_names_in_, kinds))
    elif hasattr(fitted, "n_features_in_"):
        inputs = [("x", FloatTensorType([None, fitted.n_features_in_]))]
    else:
        inputs = [("x", StringTensorType([None, 1]))]
    return convert_sklearn(fitted, initial_types=inputs)


def by_onnxmltools(model):
    from onnxmltools import convert_lightgbm, convert_xgboost
    from onnxmltools.convert.common.data_types import FloatTensorType

    if ".lightgbm." in model:
        import lightgbm

        booster = lightgbm.Booster(model_file=model)
        return convert_lightgbm(booster, initial_types=[("x", FloatTensorType([None, booster.num_feature()]))])
    import xgboost

    booster = xgboost.XGBRegressor()
    booster.load_model(model)
    return convert_xgboost(booster, initial_types=[("x", FloatTensorType([None, booster.n_features_in_]))])


def main():
    what, model, output = sys.argv[1:]
    if what == "unpickle":
        unpickled(model)
        return
    converted = {"skl2onnx": by_skl2onnx, "onnxmltools": by_onnxmltools}[what](model)
    with open(output, "wb") as file:
        file.write(converted.SerializeToString())


main()
