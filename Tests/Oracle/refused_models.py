"""Saves models that cannot be represented faithfully, each named by its estimator and the parameter that stands in the way.

    PYTHON Tests/Oracle/refused_models.py Corpus/models/refused

The name of a file is `ESTIMATOR-PARAMETER.pkl`; without a parameter the estimator as a whole is not known.
"""
import os
import pickle
import sys
import warnings

import numpy as np
from sklearn import (
    cross_decomposition, decomposition, dummy, ensemble, feature_extraction, gaussian_process, impute, linear_model, multiclass, neighbors,
    neural_network, pipeline, preprocessing, svm, tree,
)

warnings.simplefilter("ignore")
random = np.random.RandomState(3)
X = random.randn(30, 3)
y = (X[:, 0] > 0).astype(int)
many = np.digitize(X[:, 0], [-0.5, 0.5])
texts = ["a cat", "two dogs", "the mat"] * 10
both = np.column_stack([y, X[:, 1] > 0]).astype(int)


def cases():
    yield "SVC-kernel", svm.SVC(kernel=kernel).fit(X, y)
    yield "SVR-kernel", svm.SVR(kernel="precomputed").fit(X @ X.T, y)
    yield "KNeighborsClassifier-weights", neighbors.KNeighborsClassifier(weights=np.exp).fit(X, y)
    yield "KNeighborsRegressor-metric", neighbors.KNeighborsRegressor(metric="sokalmichener", algorithm="brute").fit(X > 0, y)
    yield "GradientBoostingRegressor-init", ensemble.GradientBoostingRegressor(n_estimators=2, init=linear_model.LinearRegression()).fit(X, y)
    yield "CountVectorizer-tokenizer", feature_extraction.text.CountVectorizer(tokenizer=str.split).fit(texts)
    yield "TfidfVectorizer-analyzer", feature_extraction.text.TfidfVectorizer(analyzer=str.split).fit(texts)
    yield "HashingVectorizer", feature_extraction.text.HashingVectorizer().fit(texts)
    yield "TfidfTransformer-sublinear_tf", feature_extraction.text.TfidfTransformer(sublinear_tf=True).fit(np.abs(X))
    yield "FunctionTransformer-func", preprocessing.FunctionTransformer(np.cumsum).fit(X)
    yield "SplineTransformer", preprocessing.SplineTransformer().fit(X)
    yield "GaussianProcessRegressor", gaussian_process.GaussianProcessRegressor().fit(X, y)
    yield "NMF", decomposition.NMF(2).fit(np.abs(X))
    yield "KNNImputer", impute.KNNImputer().fit(X)
    yield "MLPClassifier-_label_binarizer", neural_network.MLPClassifier((2,), max_iter=5).fit(X, both)
    yield "RidgeClassifier-_label_binarizer", linear_model.RidgeClassifier().fit(X, both)
    yield "OneVsRestClassifier-estimators_", multiclass.OneVsRestClassifier(linear_model.LogisticRegression()).fit(X, np.column_stack([y, np.ones(30, int)]))
    yield "DummyClassifier-strategy", dummy.DummyClassifier(strategy="stratified").fit(X, y)
    yield "StackingClassifier-stack_method_", ensemble.StackingClassifier([("a", svm.LinearSVC()), ("b", tree.DecisionTreeClassifier(max_depth=1))], cv=2).fit(X, y)
    yield "LogisticRegression-classes_", linear_model.LogisticRegression()
    yield "CCA", cross_decomposition.CCA(1).fit(X, y)


def kernel(a, b):
    return a @ b.T


def main(folder):
    os.makedirs(folder, exist_ok=True)
    for name, estimator in cases():
        wrapped = pipeline.make_pipeline(estimator)
        with open(os.path.join(folder, name + ".pkl"), "wb") as stream:
            pickle.dump(wrapped, stream, protocol=4)


if __name__ == "__main__":
    main(sys.argv[1])
