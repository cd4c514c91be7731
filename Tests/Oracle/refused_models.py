"""Saves models that cannot be represented faithfully, each named by its estimator and the parameter that stands in the way.

    PYTHON Tests/Oracle/refused_models.py Corpus/models/refused

The name of a file is `ESTIMATOR-PARAMETER.pkl`; without a parameter the estimator as a whole is not known.
"""
import os
import pickle
import sys
import warnings

import numpy as np
from scipy import sparse
from sklearn.experimental import enable_iterative_imputer  # noqa: F401
from sklearn import (
    cluster, decomposition, dummy, ensemble, feature_extraction, gaussian_process, impute, kernel_ridge, linear_model, neighbors, pipeline,
    preprocessing, semi_supervised, svm, tree,
)

warnings.simplefilter("ignore")
random = np.random.RandomState(3)
X = random.randn(30, 3)
y = (X[:, 0] > 0).astype(int)
texts = ["a cat", "two dogs", "the mat"] * 10


def cases():
    yield "SVC-kernel", svm.SVC(kernel=kernel).fit(X, y)
    yield "SVC-support_vectors_", vast(svm.SVC().fit(sparse.csr_matrix(X), y))
    yield "SVR-kernel", svm.SVR(kernel="precomputed").fit(X @ X.T, y)
    yield "KNeighborsClassifier-weights", neighbors.KNeighborsClassifier(weights=np.exp).fit(X, y)
    yield "KNeighborsRegressor-metric", neighbors.KNeighborsRegressor(metric="sokalmichener", algorithm="brute").fit(X > 0, y)
    yield "GradientBoostingRegressor-init", ensemble.GradientBoostingRegressor(n_estimators=2, init=linear_model.LinearRegression()).fit(X, y)
    yield "CountVectorizer-tokenizer", feature_extraction.text.CountVectorizer(tokenizer=str.split).fit(texts)
    yield "TfidfVectorizer-analyzer", feature_extraction.text.TfidfVectorizer(analyzer=str.split).fit(texts)
    yield "TfidfTransformer-sublinear_tf", feature_extraction.text.TfidfTransformer(sublinear_tf=True).fit(np.abs(X))
    yield "FunctionTransformer-func", preprocessing.FunctionTransformer(np.cumsum).fit(X)
    yield "NMF", decomposition.NMF(2).fit(np.abs(X))
    yield "DummyClassifier-strategy", dummy.DummyClassifier(strategy="stratified").fit(X, y)
    yield "StackingClassifier-stack_method_", ensemble.StackingClassifier([("a", svm.LinearSVC()), ("b", tree.DecisionTreeClassifier(max_depth=1))], cv=2).fit(X, y)
    yield "GaussianProcessClassifier", gaussian_process.GaussianProcessClassifier().fit(X, y)
    yield "GaussianProcessRegressor-nu", gaussian_process.GaussianProcessRegressor(gaussian_process.kernels.Matern(nu=0.7)).fit(X, y)
    yield "KNNImputer-metric", impute.KNNImputer(metric=distance).fit(X)
    yield "IterativeImputer-sample_posterior", impute.IterativeImputer(sample_posterior=True, max_iter=2).fit(X)
    yield "SplineTransformer-extrapolation", preprocessing.SplineTransformer(degree=1, extrapolation="linear").fit(X)
    yield "LatentDirichletAllocation", decomposition.LatentDirichletAllocation(2).fit(np.abs(X))
    yield "LocalOutlierFactor-novelty", neighbors.LocalOutlierFactor(n_neighbors=5).fit(X)
    yield "LabelSpreading-kernel", semi_supervised.LabelSpreading(kernel="knn").fit(X, y)
    yield "KernelRidge-kernel", kernel_ridge.KernelRidge(kernel="chi2", gamma=0.5).fit(np.abs(X), y)
    yield "FeatureAgglomeration-pooling_func", cluster.FeatureAgglomeration(2, pooling_func=np.max).fit(X)
    yield "DBSCAN", cluster.DBSCAN().fit(X)
    yield "MultiLabelBinarizer", preprocessing.MultiLabelBinarizer().fit([["a"], ["b", "c"]])
    yield "LogisticRegression-classes_", linear_model.LogisticRegression()


def vast(machine):
    """The same machine, whose few support vectors claim to be the greatest matrix there is."""
    machine.support_vectors_ = sparse.coo_matrix(machine.support_vectors_)
    machine.support_vectors_._shape = 2 ** 31 - 1, 2 ** 31 - 1
    return machine


def kernel(a, b):
    return a @ b.T


def distance(a, b, missing_values=np.nan):
    return np.nansum(np.abs(a - b))


def main(folder):
    os.makedirs(folder, exist_ok=True)
    for name, estimator in cases():
        wrapped = pipeline.make_pipeline(estimator)
        with open(os.path.join(folder, name + ".pkl"), "wb") as stream:
            pickle.dump(wrapped, stream, protocol=4)


if __name__ == "__main__":
    main(sys.argv[1])
