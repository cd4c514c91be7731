"""Fits and exports the models of Corpus/models/equivalence: migrations that are wrong, and one that is right.

    python equivalence_models.py FOLDER

Needs scikit-learn and skl2onnx. Writes NAME.pkl (scikit-learn's), NAME.onnx (skl2onnx's, in single precision) and rows.npy to
compare them on. Prints what differs, counted here and not by this project.
"""
import pickle
import sys

import numpy
import skl2onnx
from onnx.reference import ReferenceEvaluator
from skl2onnx.common.data_types import FloatTensorType
from sklearn.ensemble import RandomForestClassifier
from sklearn.neighbors import KNeighborsClassifier


def data(random, count, noise):
    rows = random.normal(size=(count, 3)).astype(numpy.float32).astype(float)
    score = rows[:, 0] + rows[:, 1] * rows[:, 2] + noise * random.normal(size=count)
    return rows, (score > 0).astype(int)


def export(model, path):
    types = [("X", FloatTensorType([None, 3]))]
    graph = skl2onnx.convert_sklearn(model, initial_types=types, options={id(model): {"zipmap": False}}, target_opset=17)
    with open(path, "wb") as file:
        file.write(graph.SerializeToString())
    return graph


def main(folder):
    random = numpy.random.default_rng(20240517)
    rows, labels = data(random, 240, 0.5)
    tests, _ = data(random, 12000, 0.5)
    models = {f"knn{k}": KNeighborsClassifier(k, weights="distance") for k in (3, 6)}
    # Trees that are grown to the last row vote for one class each, so that an even number of them is often halved.
    models["forest"] = RandomForestClassifier(50, random_state=1)
    for name, model in models.items():
        model.fit(rows, labels)
        with open(f"{folder}/{name}.pkl", "wb") as file:
            pickle.dump(model, file, protocol=4)
        graph = export(model, f"{folder}/{name}.onnx")
        answers, probabilities = model.predict(tests), model.predict_proba(tests)
        got, shares = ReferenceEvaluator(graph).run(None, {"X": tests.astype(numpy.float32)})
        tied = numpy.abs(probabilities[:, 0] - probabilities[:, 1]) < 2e-5
        flips = answers != got
        print(
            f"{name}: largest difference {numpy.abs(probabilities - shares).max():.3g}, "
            f"{flips.sum()} labels differ, {(flips & tied).sum()} of them tied ({tied.sum()} rows are)"
        )
    numpy.save(f"{folder}/rows.npy", tests.astype(numpy.float32))


if __name__ == "__main__":
    main(sys.argv[1])
