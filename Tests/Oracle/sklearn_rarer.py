# -*- coding: utf-8 -*-
"""Fits estimators that are served more rarely: by kernels, Gaussian processes, splines, imputers that learn, detectors by density.

    PYTHON Tests/Oracle/sklearn_rarer.py FOLDER

Writes the same kind of folder as `sklearn_corpus.py`. What a release does not have is left out.
"""
from __future__ import print_function

import sys

import numpy as np

import sklearn_corpus as corpus
from sklearn_corpus import INPUTS, LABELS, NAN, NUMBER, POSITIVE, ROWS, TWO, VERSION, WORDS, X, binary, load, make, many
from sklearn_variations import EMPTY, base, log, pipe, tree

if VERSION >= (0, 21):
    from sklearn.experimental import enable_iterative_imputer  # noqa: F401

# Rows with nothing, rows far from all others, and the edges of what was learnt.
HOLES = NAN.copy()
HOLES[::7] = np.nan
FAR = X.copy()
FAR[::3] *= 4
FAR[1::9] = X.max(axis=0)
FAR[2::9] = X.min(axis=0)
BOTH = np.column_stack([binary, X[:, 1] > 0, X[:, 2] > 0.3]).astype(int)
ALWAYS = np.column_stack([binary, np.ones(90, int), np.zeros(90, int)])
SOME = np.where(np.arange(90) % 3 == 0, many, -1)
ZEROED = np.where(np.isnan(NAN), 0, X)
INPUTS.update({"zeroed": ZEROED[:ROWS], "holes": HOLES[:ROWS], "far": FAR[:ROWS], "empty": EMPTY[:ROWS], "inside": X[:ROWS]})


def kernel(name, *parameters, **more):
    return load("gaussian_process.kernels." + name)(*parameters, **more)


def process(kernel, **parameters):
    return make("gaussian_process.GaussianProcessRegressor", kernel=kernel, optimizer=None, alpha=0.01, **parameters)


def table():
    """(name, thunk that makes the estimator, rows asked about, rows fitted on, target)."""
    for name in ("linear", "rbf", "poly", "laplacian", "sigmoid", "cosine"):
        yield "kernelridge-" + name, (lambda n: lambda: make("kernel_ridge.KernelRidge", kernel=n, alpha=0.5, gamma=None if n == "rbf" else 0.1, degree=2))(name), "far", X, NUMBER
        if name != "laplacian":
            yield "kernelpca-" + name, (lambda n: lambda: make("decomposition.KernelPCA", n_components=3, kernel=n, gamma=0.2))(name), "far", X, None
        yield "nystroem-" + name, (lambda n: lambda: make("kernel_approximation.Nystroem", kernel=n, n_components=4, random_state=0))(name), "far", X, None
    yield "kernelridge-two", lambda: make("kernel_ridge.KernelRidge", kernel="rbf"), "far", X, TWO
    yield "rbfsampler", lambda: make("kernel_approximation.RBFSampler", n_components=12, random_state=0), "far", X, None
    yield "skewed", lambda: make("kernel_approximation.SkewedChi2Sampler", n_components=6, random_state=0), "positive", POSITIVE, None
    yield "nystroem-pipe", lambda: pipe(make("preprocessing.StandardScaler"), make("kernel_approximation.Nystroem", n_components=10, random_state=0), log()), "far", X, LABELS["text"]
    yield "spreading", lambda: make("semi_supervised.LabelSpreading", gamma=0.5), "far", X, SOME
    yield "propagation", lambda: make("semi_supervised.LabelPropagation", gamma=0.5), "far", X, SOME
    yield "selftraining", lambda: base("semi_supervised.SelfTrainingClassifier", log()), "far", X, SOME
    # Gaussian processes.
    if VERSION >= (0, 18):
        yield "gp", lambda: make("gaussian_process.GaussianProcessRegressor", alpha=1.0), "far", X, NUMBER
        yield "gp-scaled", lambda: process(kernel("ConstantKernel", 2.0) * kernel("RBF", np.array([1.0, 2.0, 0.5, 3.0, 1.5])) + kernel("WhiteKernel", 0.3), normalize_y=True), "far", X, NUMBER
        yield "gp-fitted", lambda: make("gaussian_process.GaussianProcessRegressor", kernel=kernel("ConstantKernel") * kernel("RBF") + kernel("WhiteKernel", 2.0, (1.0, 10.0)), normalize_y=True, random_state=0), "far", X, NUMBER
        for nu in (0.5, 1.5, 2.5, np.inf):
            yield "gp-matern-%g" % (10 * nu), (lambda n: lambda: process(kernel("Matern", 1.5, nu=n)))(nu), "far", X, NUMBER
        yield "gp-sum", lambda: process(kernel("RationalQuadratic", 2.0, alpha=0.7) + 0.5 * kernel("DotProduct", 1.5) + kernel("ConstantKernel", 0.2)), "far", X, NUMBER
        yield "gp-two", lambda: process(2.0 * kernel("RBF", 2.0) + kernel("DotProduct"), normalize_y=VERSION >= (0, 23)), "far", X, TWO
    # Matrices in the end.
    yield "factors", lambda: make("decomposition.FactorAnalysis", n_components=2, random_state=0), "far", X, None
    yield "sparsepca", lambda: make("decomposition.SparsePCA", n_components=3, random_state=0, max_iter=20), "far", X, None
    yield "minisparsepca", lambda: make("decomposition.MiniBatchSparsePCA", n_components=2, random_state=0), "far", X, None
    yield "agglomeration", lambda: make("cluster.FeatureAgglomeration", n_clusters=3), "far", X, None
    yield "nca", lambda: make("neighbors.NeighborhoodComponentsAnalysis", n_components=2, random_state=0, max_iter=5), "far", X, many
    yield "rbm", lambda: make("neural_network.BernoulliRBM", n_components=4, n_iter=3, random_state=0), "positive", np.clip(POSITIVE, 0, 1), None
    yield "cca", lambda: make("cross_decomposition.CCA", n_components=2), "far", X, TWO
    yield "plssvd", lambda: make("cross_decomposition.PLSSVD", n_components=2), "far", X, TWO
    yield "plssvd-plain", lambda: make("cross_decomposition.PLSSVD", n_components=1, scale=False), "far", X, TWO
    yield "embedding", lambda: make("ensemble.RandomTreesEmbedding", n_estimators=4, max_depth=3, random_state=0), "far", X, None
    yield "embedding-pipe", lambda: pipe(make("ensemble.RandomTreesEmbedding", n_estimators=10, random_state=0, sparse_output=False), log()), "far", X, LABELS["text"]
    # Splines.
    for extrapolation in ("constant", "linear", "continue", "periodic"):
        for degree in (1, 2, 3):
            if degree > 1 or (degree == 1 and extrapolation != "linear"):
                yield "spline-%s-%d" % (extrapolation, degree), (lambda e, d: lambda: make("preprocessing.SplineTransformer", n_knots=4 if d < 3 else 5, degree=d, extrapolation=e, include_bias=d != 2, knots="quantile" if d == 2 else "uniform"))(extrapolation, degree), "far", X, None
    yield "spline-error", lambda: make("preprocessing.SplineTransformer", extrapolation="error"), "inside", X, None
    yield "spline-pipe", lambda: pipe(make("preprocessing.SplineTransformer", n_knots=4), make("linear_model.Ridge")), "far", X, NUMBER
    # Imputers that learn.
    for weights in ("uniform", "distance"):
        yield "knnimputer-" + weights, (lambda w: lambda: make("impute.KNNImputer", n_neighbors=3, weights=w))(weights), "holes", NAN, None
    yield "knnimputer-empty", lambda: make("impute.KNNImputer", n_neighbors=4, add_indicator=True), "empty", EMPTY, None
    yield "knnimputer-kept", lambda: make("impute.KNNImputer", n_neighbors=4, keep_empty_features=True) if VERSION >= (1, 2) else None, "empty", EMPTY, None
    yield "knnimputer-zeros", lambda: make("impute.KNNImputer", missing_values=0, n_neighbors=2), "zeroed", ZEROED, None
    yield "knnimputer-pipe", lambda: pipe(make("impute.KNNImputer"), make("ensemble.RandomForestClassifier", n_estimators=3, max_depth=3, random_state=0)), "holes", NAN, LABELS["text"]
    yield "iterative", lambda: make("impute.IterativeImputer", max_iter=3, random_state=0), "holes", NAN, None
    yield "iterative-limits", lambda: make("impute.IterativeImputer", max_iter=2, random_state=0, min_value=-0.5, max_value=0.5, add_indicator=True, initial_strategy="median"), "holes", NAN, None
    yield "iterative-trees", lambda: make("impute.IterativeImputer", estimator=make("tree.DecisionTreeRegressor", max_depth=3, random_state=0), max_iter=2, random_state=0, n_nearest_features=2), "holes", NAN, None
    yield "iterative-empty", lambda: make("impute.IterativeImputer", max_iter=2, random_state=0), "empty", EMPTY, None
    yield "iterative-pipe", lambda: pipe(make("impute.IterativeImputer", max_iter=2, random_state=0), make("linear_model.Ridge")), "holes", NAN, NUMBER
    # Outliers.
    yield "envelope", lambda: make("covariance.EllipticEnvelope", random_state=0, contamination=0.15), "far", X, None
    for metric in ("minkowski", "manhattan"):
        yield "lof-" + metric, (lambda m: lambda: make("neighbors.LocalOutlierFactor", n_neighbors=6, novelty=True, metric=m, contamination=0.1) if VERSION >= (0, 20) else None)(metric), "far", X, None
    # Clusters.
    yield "birch", lambda: make("cluster.Birch", n_clusters=3, threshold=0.8), "X", X, None
    yield "birch-none", lambda: make("cluster.Birch", n_clusters=None, threshold=1.2), "X", X, None
    yield "meanshift", lambda: make("cluster.MeanShift", bandwidth=2.5), "far", X, None
    yield "affinity", lambda: make("cluster.AffinityPropagation", random_state=0), "far", X, None
    # Labels and several answers.
    yield "labelbinarizer", lambda: make("preprocessing.LabelBinarizer", neg_label=-1, pos_label=2), "colours", WORDS[:, 0], None
    yield "labelbinarizer-two", lambda: make("preprocessing.LabelBinarizer"), "pairs", LABELS["pair"], None
    yield "targetencoder-many", lambda: make("preprocessing.TargetEncoder", random_state=0), "words", WORDS, LABELS["text"]
    yield "ridge-multilabel", lambda: make("linear_model.RidgeClassifier"), "far", X, BOTH
    yield "mlp-multilabel", lambda: make("neural_network.MLPClassifier", (4,), max_iter=60, random_state=0, solver="lbfgs"), "far", X, BOTH
    yield "knn-multilabel", lambda: make("neighbors.KNeighborsClassifier", n_neighbors=3), "far", X, BOTH
    yield "forest-multilabel", lambda: make("ensemble.RandomForestClassifier", n_estimators=3, max_depth=3, random_state=0), "far", X, BOTH
    yield "ovr-multilabel", lambda: load("multiclass.OneVsRestClassifier")(log()), "far", X, BOTH
    yield "ovr-constant", lambda: load("multiclass.OneVsRestClassifier")(log()), "far", X, ALWAYS
    yield "codes", lambda: make("multiclass.OutputCodeClassifier", estimator=log(), code_size=2, random_state=0), "far", X, LABELS["text"]
    yield "codes-trees", lambda: make("multiclass.OutputCodeClassifier", estimator=tree(), code_size=2, random_state=0), "far", X, many


INPUTS["colours"] = WORDS[:24, :1]
INPUTS["pairs"] = LABELS["pair"][:ROWS].reshape(-1, 1).astype(object)


def models():
    for name, thunk, asked, data, target in table():
        try:
            estimator = thunk()
        except (AttributeError, ImportError, TypeError):
            continue
        if estimator is not None:
            yield name, estimator, asked, data, target


def inputs(name):
    return INPUTS[name].ravel() if name in ("colours", "pairs") else corpus_inputs(name)


corpus_inputs = corpus.inputs

if __name__ == "__main__":
    corpus.models = models
    corpus.inputs = inputs
    corpus.main(sys.argv[1])
