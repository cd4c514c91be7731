# -*- coding: utf-8 -*-
"""Fits the kinds of models that models made by chance (`sklearn_random.py`) once found answered wrongly.

    PYTHON Tests/Oracle/sklearn_found.py FOLDER

Writes the same kind of folder as `sklearn_corpus.py`. What a release does not have is left out.
"""
from __future__ import print_function

import sys

import numpy as np

import sklearn_corpus as corpus
from sklearn_corpus import INPUTS, LABELS, NUMBER, POSITIVE, ROWS, VERSION, X, binary, load, make, many
from sklearn_variations import base, log, pipe, tree

# Rows of negative cells, which the norm `max` did not see before 0.23; rows beyond every kernel.
LOW = -np.abs(X)
LOW[::3, :2] = 0
FAR = X.copy()
FAR[::4] *= 1e4
# Numbers a hair inside of the greatest and the least that were seen, which before 0.21 counted as these.
EDGE = X.copy()
EDGE[::2, 3] = X[:, 3].max() - 5e-8
EDGE[1::2, 3] = X[:, 3].min() + 5e-8
EDGE[:, 0] = np.where(np.arange(len(X)) % 3 == 0, X[:, 0].max() - 3e-8, X[:, 0])
INPUTS.update({"edge": EDGE[:ROWS], "low": LOW[:ROWS], "far": FAR[:ROWS], "seen": X[:ROWS] + 0.003, "fitted": X[:ROWS], "narrow": X[:ROWS] * 2e-8})
FRACTIONS = np.array([1.0, 2.0, 5.0])[many]
HALVES = np.array([1.0, 2.0])[binary]


def table():
    """(name, thunk that makes the estimator, rows asked about, rows fitted on, target)."""
    stump = lambda: make("tree.DecisionTreeClassifier", max_depth=1, random_state=0)
    samme = lambda: base("ensemble.AdaBoostClassifier", stump(), n_estimators=4, random_state=0, algorithm="SAMME")
    # Members know places of classes; the whole answers with booleans, fractions, texts.
    for kind, labels in (("boolean", LABELS["boolean"]), ("number", HALVES), ("text", LABELS["pair"])):
        yield "found-ovr-boosting-" + kind, lambda: load("multiclass.OneVsRestClassifier")(samme()), "seen", X, labels
        yield "found-vote-" + kind, lambda: make("ensemble.VotingClassifier", estimators=[("a", log()), ("b", tree()), ("c", stump())], voting="hard"), "seen", X, labels
        yield "found-stack-" + kind, lambda: make("ensemble.StackingClassifier", estimators=[("a", tree()), ("b", log())], cv=2, stack_method="predict") if VERSION >= (0, 22) else None, "seen", X, labels
    yield "found-vote-fractions", lambda: make("ensemble.VotingClassifier", estimators=[("a", log()), ("b", tree())], voting="hard"), "seen", X, FRACTIONS
    yield "found-codes-neighbours", lambda: make("multiclass.OutputCodeClassifier", estimator=make("naive_bayes.GaussianNB"), code_size=2, random_state=0), "seen", X, FRACTIONS
    # Of two classes, and with members that have probabilities, the second always won.
    yield "found-ovo-bayes", lambda: load("multiclass.OneVsOneClassifier")(make("naive_bayes.GaussianNB")), "seen", X, LABELS["pair"]
    yield "normalizer-max", lambda: make("preprocessing.Normalizer", norm="max"), "low", LOW, None
    yield "found-norm-pipe", lambda: pipe(make("preprocessing.Normalizer", norm="max"), log()), "low", LOW, LABELS["text"]
    # Steps that do nothing.
    yield "found-scale-nothing", lambda: pipe(make("preprocessing.StandardScaler", with_mean=False, with_std=False), make("linear_model.Ridge")), "seen", X, NUMBER
    yield "found-robust-nothing", lambda: pipe(make("preprocessing.RobustScaler", with_centering=False, with_scaling=False), log()), "seen", X, LABELS["text"]
    yield "found-spreading-far", lambda: make("semi_supervised.LabelSpreading", gamma=0.5), "far", X, many
    yield "found-propagation-far", lambda: make("semi_supervised.LabelPropagation", gamma=0.5), "far", X, binary
    for kind in ("full", "tied", "diag", "spherical"):
        yield "found-mixture-one-" + kind, (lambda k: lambda: make("mixture.GaussianMixture", n_components=1, covariance_type=k))(kind), "seen", X, None
    # Neighbours of what a step before computes by a model of its own.
    yield "found-near-centres", lambda: pipe(make("cluster.KMeans", n_clusters=3, n_init=2, random_state=0), make("neighbors.KNeighborsRegressor", n_neighbors=3)), "seen", X, NUMBER
    yield "found-near-kernel", lambda: pipe(make("decomposition.KernelPCA", n_components=2, kernel="rbf"), make("neighbors.KNeighborsClassifier", n_neighbors=3)), "seen", X, LABELS["text"]
    yield "found-constant-kernel", lambda: pipe(make("decomposition.KernelPCA", n_components=3, kernel="rbf", gamma=1e-9), make("linear_model.Ridge")), "seen", X[:, :1] * 0 + X, NUMBER
    # Sums of more terms than expressions are deep.
    yield "found-long-sum", lambda: pipe(make("kernel_approximation.RBFSampler", n_components=300, random_state=0), make("preprocessing.Normalizer", norm="l1"), make("linear_model.Ridge")), "seen", X, NUMBER
    yield "found-many-steps", lambda: base("ensemble.AdaBoostClassifier", stump(), n_estimators=130, random_state=0, algorithm="SAMME"), "seen", X, LABELS["text"]
    # The nearest centre.
    yield "found-centroid", lambda: make("neighbors.NearestCentroid"), "seen", X, LABELS["text"]
    yield "found-centroid-shrunk", lambda: make("neighbors.NearestCentroid", shrink_threshold=0.3), "seen", X, many
    yield "found-centroid-manhattan", lambda: make("neighbors.NearestCentroid", metric="manhattan"), "seen", X, LABELS["boolean"]
    yield "found-centroid-pipe", lambda: pipe(make("preprocessing.StandardScaler"), make("neighbors.NearestCentroid")), "seen", POSITIVE, LABELS["negative"]
    # The ends of quantiles; a bin that holds everything.
    yield "found-quantile-edge", lambda: make("preprocessing.QuantileTransformer", n_quantiles=20), "edge", X, None
    yield "found-quantile-pipe", lambda: pipe(make("preprocessing.QuantileTransformer", n_quantiles=10), make("linear_model.Ridge")), "edge", X, NUMBER
    yield "found-one-bin", lambda: pipe(make("preprocessing.Binarizer"), make("preprocessing.KBinsDiscretizer", n_bins=2, encode="onehot-dense", strategy="quantile"), make("linear_model.Ridge")) if VERSION >= (0, 20) else None, "low", X, NUMBER
    # Clusters that are cut in two, again and again.
    yield "found-bisecting", lambda: make("cluster.BisectingKMeans", n_clusters=5, random_state=0), "seen", X, None
    yield "found-bisecting-pipe", lambda: pipe(make("preprocessing.StandardScaler"), make("cluster.BisectingKMeans", n_clusters=3, random_state=1, bisecting_strategy="largest_cluster")), "far", X, None

    # All numbers within what is taken for an end; labels longer than the classes; scores at the threshold.
    yield "found-quantile-narrow", lambda: pipe(make("preprocessing.QuantileTransformer", n_quantiles=5, output_distribution="normal"), make("linear_model.Ridge")), "narrow", X * 2e-8, NUMBER
    yield "found-radius-outlier", lambda: make("neighbors.RadiusNeighborsClassifier", radius=0.4, outlier_label="nobody near") if VERSION < (0, 22) else None, "seen", X, LABELS["text"]
    yield "found-isolation-one", lambda: make("ensemble.IsolationForest", n_estimators=1, contamination=0.2, random_state=0), "fitted", X, None


def models():
    for name, thunk, asked, data, target in table():
        try:
            estimator = thunk()
        except (AttributeError, ImportError, TypeError):
            continue
        if estimator is not None:
            yield name, estimator, asked, data, target


def answers(estimator, data):
    """What is kept: scores and probabilities of the nearest centre, which 1.7 and later have, and distances to centres that came
    from cutting in two, are left out and said to be."""
    found = all_answers(estimator, data)
    return {"predict": found["predict"]} if hasattr(estimator, "centroids_") or "NearestCentroid" in repr(estimator) or "Bisecting" in repr(estimator) else found


all_answers = corpus.answers

if __name__ == "__main__":
    corpus.models = models
    corpus.answers = answers
    corpus.main(sys.argv[1])
