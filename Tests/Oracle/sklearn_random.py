# -*- coding: utf-8 -*-
"""Fits estimators by chance: which, with which parameters, on what kind of rows, behind which steps; and records what they answer.

    PYTHON Tests/Oracle/sklearn_random.py FOLDER SEED COUNT

Runs with every release from 0.17 on and the Python it needs. Per model: the file, and NAME.npz with the rows that it is asked about
(`rows`, or `column.PLACE.NAME` where columns are of several types) and its answers (`predict`, `predict_proba`, `decision_function`,
`transform`). `random_models.py` holds what becomes of them against that.
"""
from __future__ import print_function

import os
import resource
import sys
import warnings

import numpy as np

import sklearn_corpus as corpus
from sklearn_corpus import VERSION, load, make

warnings.simplefilter("ignore")
try:
    from sklearn.experimental import enable_hist_gradient_boosting  # noqa: F401
except ImportError:
    pass
try:
    from sklearn.experimental import enable_iterative_imputer  # noqa: F401
except ImportError:
    pass

TRUTH = [True, False]
KERNEL = {"C": [0.1, 1.0, 30.0], "kernel": ["linear", "rbf", "poly", "sigmoid"], "gamma": ["scale", "auto", 0.05, 0.7], "degree": [2, 3, 4], "coef0": [0.0, 1.0, -0.5],
          "shrinking": TRUTH, "random_state": [0, 1]}
TREE = {"max_depth": [None, 1, 2, 3, 6], "min_samples_leaf": [1, 2, 7], "max_features": [None, "sqrt", 0.5, 1], "random_state": [0, 1, 2], "max_leaf_nodes": [None, None, 2, 9],
        "ccp_alpha": [0.0, 0.0, 0.02], "splitter": ["best", "random"], "min_impurity_decrease": [0.0, 0.0, 0.01]}
WEIGHED = {"class_weight": [None, None, "balanced"]}
GINI = {"criterion": ["gini", "entropy"]}
SQUARE = {"criterion": ["squared_error" if VERSION >= (1, 0) else "mse", "friedman_mse", "absolute_error" if VERSION >= (1, 0) else "mae"]}
FOREST = dict(TREE, n_estimators=[1, 3, 8], bootstrap=TRUTH, warm_start=TRUTH)
BOOST = {"n_estimators": [1, 4, 9], "learning_rate": [0.05, 0.3, 1.0], "max_depth": [1, 2, 3, None], "subsample": [1.0, 0.6], "max_features": [None, 0.5], "random_state": [0, 1],
         "max_leaf_nodes": [None, 3, 5], "n_iter_no_change": [None, None, 2], "warm_start": TRUTH, "init": [None, None, "zero"]}
HIST = {"max_iter": [1, 3, 8], "learning_rate": [0.1, 0.5], "max_leaf_nodes": [3, 6, 31], "max_depth": [None, 2], "min_samples_leaf": [2, 5, 20], "l2_regularization": [0.0, 1.0],
        "max_bins": [4, 16, 255], "random_state": [0, 1], "early_stopping": [False, True], "warm_start": [False, False, True]}
MLP = {"hidden_layer_sizes": [(3,), (5, 4), (1,), ()], "activation": ["relu", "tanh", "logistic", "identity"], "solver": ["lbfgs", "adam", "sgd"], "max_iter": [30, 80],
       "alpha": [1e-4, 0.1], "random_state": [0, 1], "early_stopping": [False, False, True]}
NEAR = {"n_neighbors": [1, 2, 3, 5, 8], "weights": ["uniform", "distance"], "algorithm": ["auto", "ball_tree", "kd_tree", "brute"], "p": [1, 2, 3, 1.5], "leaf_size": [3, 30],
        "metric": ["minkowski", "minkowski", "euclidean", "manhattan", "chebyshev", "canberra", "braycurtis", "cosine", "hamming"]}
STOP = {"max_iter": [5, 200], "n_iter": [5, 40], "tol": [1e-4], "random_state": [0, 1], "fit_intercept": TRUTH, "average": [False, False, True, 5]}
SHRINK = {"alpha": [0.001, 0.1, 2.0], "fit_intercept": TRUTH, "normalize": [False, False, True], "positive": [False, False, True], "max_iter": [500]}
LOG = "log_loss" if VERSION >= (1, 1) else "log"

CLASSIFIERS = {
    "linear_model.LogisticRegression": dict(WEIGHED, C=[0.01, 1.0, 100.0], penalty=["l2", "l2", "l1", "elasticnet", None, "none"], solver=["liblinear", "lbfgs", "newton-cg", "sag", "saga"],
                                            fit_intercept=TRUTH, multi_class=["ovr", "multinomial", "auto"], intercept_scaling=[1.0, 3.0], l1_ratio=[None, 0.4], random_state=[0], max_iter=[20, 200]),
    "linear_model.LogisticRegressionCV": {"Cs": [2, [0.1, 10.0]], "cv": [2, 3], "solver": ["liblinear", "lbfgs"], "multi_class": ["ovr", "multinomial", "auto"], "refit": TRUTH, "fit_intercept": TRUTH},
    "linear_model.SGDClassifier": dict(STOP, loss=["hinge", LOG, "modified_huber", "squared_hinge", "perceptron", "huber"], penalty=["l2", "l1", "elasticnet"], alpha=[1e-4, 0.05]),
    "linear_model.Perceptron": dict(STOP, penalty=[None, "l1"]),
    "linear_model.PassiveAggressiveClassifier": dict(STOP, loss=["hinge", "squared_hinge"], C=[0.1, 1.0]),
    "linear_model.RidgeClassifier": dict(WEIGHED, alpha=[0.1, 10.0], fit_intercept=TRUTH, normalize=[False, True]),
    "linear_model.RidgeClassifierCV": dict(WEIGHED, fit_intercept=TRUTH, alphas=[(0.1, 1.0, 10.0)]),
    "svm.LinearSVC": dict(WEIGHED, C=[0.01, 1.0], loss=["hinge", "squared_hinge"], penalty=["l1", "l2"], dual=TRUTH, multi_class=["ovr", "crammer_singer"], fit_intercept=TRUTH, intercept_scaling=[1.0, 5.0],
                          random_state=[0]),
    "svm.SVC": dict(KERNEL, **dict(WEIGHED, probability=TRUTH, decision_function_shape=["ovr", "ovo"], break_ties=[False, False, True])),
    "svm.NuSVC": dict(KERNEL, nu=[0.1, 0.3], probability=TRUTH, decision_function_shape=["ovr", "ovo"]),
    "tree.DecisionTreeClassifier": dict(TREE, **dict(GINI, **WEIGHED)), "tree.ExtraTreeClassifier": dict(TREE, **GINI),
    "ensemble.RandomForestClassifier": dict(FOREST, **dict(GINI, class_weight=[None, "balanced", "balanced_subsample"], max_samples=[None, 0.5])),
    "ensemble.ExtraTreesClassifier": dict(FOREST, **GINI),
    "ensemble.GradientBoostingClassifier": dict(BOOST, loss=[LOG if VERSION >= (1, 1) else "deviance", "exponential"]),
    "ensemble.HistGradientBoostingClassifier": dict(HIST, class_weight=[None, "balanced"]),
    "ensemble.AdaBoostClassifier": {"n_estimators": [1, 4, 9], "learning_rate": [0.3, 1.0, 1.7], "algorithm": ["SAMME", "SAMME.R"], "random_state": [0, 1]},
    "neighbors.KNeighborsClassifier": NEAR,
    "neighbors.RadiusNeighborsClassifier": {"radius": [1.5, 4.0], "weights": ["uniform", "distance"], "p": [1, 2], "outlier_label": ["most_frequent"]},
    "neighbors.NearestCentroid": {"metric": ["euclidean", "manhattan"], "shrink_threshold": [None, None, 0.2], "priors": ["uniform", "empirical"]},
    "naive_bayes.GaussianNB": {"var_smoothing": [1e-9, 1e-2]}, "naive_bayes.BernoulliNB": {"alpha": [0.1, 1.0], "binarize": [0.0, 0.5], "fit_prior": TRUTH},
    "naive_bayes.MultinomialNB": {"alpha": [0.1, 1.0], "fit_prior": TRUTH}, "naive_bayes.ComplementNB": {"alpha": [0.1, 1.0], "norm": TRUTH, "fit_prior": TRUTH},
    "discriminant_analysis.LinearDiscriminantAnalysis": {"solver": ["svd", "lsqr", "eigen"], "shrinkage": [None, "auto", 0.3], "n_components": [None, 1]},
    "discriminant_analysis.QuadraticDiscriminantAnalysis": {"reg_param": [0.0, 0.2], "solver": ["svd", "eigen"], "shrinkage": [None, 0.2]},
    "neural_network.MLPClassifier": MLP, "dummy.DummyClassifier": {"strategy": ["prior", "most_frequent"]},
    "semi_supervised.LabelSpreading": {"kernel": ["rbf", "knn"], "gamma": [0.2, 2.0], "n_neighbors": [3], "alpha": [0.2]},
}
REGRESSORS = {
    "linear_model.LinearRegression": {"fit_intercept": TRUTH, "normalize": [False, True], "positive": [False, True]},
    "linear_model.Ridge": dict(SHRINK, solver=["auto", "svd", "cholesky", "lsqr", "sag"]), "linear_model.Lasso": SHRINK, "linear_model.ElasticNet": dict(SHRINK, l1_ratio=[0.1, 0.9]),
    "linear_model.Lars": {"fit_intercept": TRUTH, "n_nonzero_coefs": [2, 10], "normalize": TRUTH}, "linear_model.LassoLars": {"alpha": [0.01, 1.0], "fit_intercept": TRUTH},
    "linear_model.OrthogonalMatchingPursuit": {"fit_intercept": TRUTH}, "linear_model.BayesianRidge": {"fit_intercept": TRUTH, "alpha_1": [1e-6, 1.0]}, "linear_model.ARDRegression": {"fit_intercept": TRUTH},
    "linear_model.HuberRegressor": {"epsilon": [1.1, 2.0], "fit_intercept": TRUTH}, "linear_model.TheilSenRegressor": {"random_state": [0], "max_subpopulation": [100], "fit_intercept": TRUTH},
    "linear_model.RANSACRegressor": {"random_state": [0, 1]}, "linear_model.QuantileRegressor": {"alpha": [0.01], "quantile": [0.2, 0.8], "solver": ["highs"]},
    "linear_model.TweedieRegressor": {"power": [0, 1, 1.5, 2, 3], "link": ["auto", "log", "identity"], "alpha": [0.1, 1.0], "fit_intercept": TRUTH},
    "linear_model.PoissonRegressor": {"alpha": [0.0, 1.0], "fit_intercept": TRUTH}, "linear_model.GammaRegressor": {"alpha": [0.1, 1.0]},
    "linear_model.SGDRegressor": dict(STOP, loss=["huber", "epsilon_insensitive", "squared_epsilon_insensitive"], penalty=["l2", "l1"]),
    "linear_model.PassiveAggressiveRegressor": dict(STOP, C=[0.1]), "svm.LinearSVR": {"C": [0.1, 1.0], "fit_intercept": TRUTH, "epsilon": [0.0, 0.1], "random_state": [0]},
    "svm.SVR": dict(KERNEL, epsilon=[0.01, 0.3]), "svm.NuSVR": dict(KERNEL, nu=[0.2, 0.6]), "kernel_ridge.KernelRidge": {"alpha": [0.1], "kernel": ["linear", "rbf", "poly", "laplacian", "sigmoid"], "gamma": [None, 0.2], "coef0": [0.0, 1.0]},
    "tree.DecisionTreeRegressor": dict(TREE, **SQUARE), "tree.ExtraTreeRegressor": dict(TREE, **SQUARE), "ensemble.RandomForestRegressor": dict(FOREST, **SQUARE), "ensemble.ExtraTreesRegressor": dict(FOREST, **SQUARE),
    "ensemble.GradientBoostingRegressor": dict(BOOST, loss=["squared_error" if VERSION >= (1, 0) else "ls", "absolute_error" if VERSION >= (1, 0) else "lad", "huber", "quantile"], alpha=[0.2, 0.9]),
    "ensemble.HistGradientBoostingRegressor": dict(HIST, loss=["squared_error" if VERSION >= (1, 0) else "least_squares", "absolute_error" if VERSION >= (1, 0) else "least_absolute_deviation", "poisson", "gamma", "quantile"], quantile=[0.3]),
    "ensemble.AdaBoostRegressor": {"n_estimators": [1, 4, 7], "learning_rate": [0.3, 1.0], "loss": ["linear", "square", "exponential"], "random_state": [0, 1]},
    "neighbors.KNeighborsRegressor": NEAR, "neighbors.RadiusNeighborsRegressor": {"radius": [3.0, 6.0], "weights": ["uniform", "distance"], "p": [1, 2]},
    "neural_network.MLPRegressor": MLP, "cross_decomposition.PLSRegression": {"n_components": [1, 2], "scale": TRUTH}, "dummy.DummyRegressor": {"strategy": ["mean", "median"]},
    "isotonic.IsotonicRegression": {"increasing": [True, False, "auto"], "out_of_bounds": ["clip", "nan"], "y_min": [None, -1.0]},
}
TRANSFORMERS = {
    "preprocessing.StandardScaler": {"with_mean": TRUTH, "with_std": TRUTH}, "preprocessing.MinMaxScaler": {"feature_range": [(0, 1), (-2, 3)], "clip": TRUTH}, "preprocessing.MaxAbsScaler": {},
    "preprocessing.RobustScaler": {"with_centering": TRUTH, "with_scaling": TRUTH, "quantile_range": [(25.0, 75.0), (10.0, 60.0)], "unit_variance": TRUTH}, "preprocessing.Normalizer": {"norm": ["l1", "l2", "max"]},
    "preprocessing.Binarizer": {"threshold": [0.0, 0.3]}, "preprocessing.PolynomialFeatures": {"degree": [2, 3, (2, 3)], "interaction_only": TRUTH, "include_bias": TRUTH, "order": ["C", "F"]},
    "preprocessing.QuantileTransformer": {"n_quantiles": [5, 20], "output_distribution": ["uniform", "normal"]}, "preprocessing.PowerTransformer": {"method": ["yeo-johnson", "box-cox"], "standardize": TRUTH},
    "preprocessing.KBinsDiscretizer": {"n_bins": [2, 4], "encode": ["ordinal", "onehot", "onehot-dense"], "strategy": ["uniform", "quantile", "kmeans"]},
    "preprocessing.SplineTransformer": {"n_knots": [3, 5], "degree": [1, 2, 3], "knots": ["uniform", "quantile"], "extrapolation": ["constant", "linear", "continue", "periodic"], "include_bias": TRUTH},
    "decomposition.PCA": {"n_components": [None, 1, 2, 0.8], "whiten": TRUTH, "svd_solver": ["auto", "full", "randomized"], "random_state": [0]},
    "decomposition.TruncatedSVD": {"n_components": [1, 2], "random_state": [0]}, "decomposition.FastICA": {"n_components": [2], "random_state": [0], "whiten": ["unit-variance", "arbitrary-variance"] if VERSION >= (1, 1) else [True]},
    "decomposition.IncrementalPCA": {"n_components": [2], "whiten": TRUTH}, "decomposition.KernelPCA": {"n_components": [2], "kernel": ["linear", "rbf", "poly", "cosine"]}, "decomposition.FactorAnalysis": {"n_components": [1, 2]},
    "decomposition.NMF": {"n_components": [2, 3], "random_state": [0], "init": ["nndsvda", "random"]},
    "feature_selection.SelectKBest": {"k": [1, 2, "all"]}, "feature_selection.SelectPercentile": {"percentile": [30, 70]}, "feature_selection.VarianceThreshold": {"threshold": [0.0, 0.3]},
    "kernel_approximation.RBFSampler": {"n_components": [4], "gamma": [0.3], "random_state": [0]}, "kernel_approximation.Nystroem": {"n_components": [4], "kernel": ["rbf", "poly", "sigmoid"], "gamma": [0.1], "random_state": [0]},
    "kernel_approximation.AdditiveChi2Sampler": {"sample_steps": [1, 2, 3]}, "cluster.KMeans": {"n_clusters": [2, 3], "random_state": [0], "n_init": [2]}, "cluster.MiniBatchKMeans": {"n_clusters": [2, 3], "random_state": [0], "n_init": [2]},
    "random_projection.GaussianRandomProjection": {"n_components": [2], "random_state": [0]}, "random_projection.SparseRandomProjection": {"n_components": [2], "random_state": [0], "density": ["auto", 0.5]},
    "discriminant_analysis.LinearDiscriminantAnalysis": {"n_components": [1], "solver": ["svd", "eigen"]}, "preprocessing.Imputer": {"strategy": ["mean", "median", "most_frequent"]},
    "impute.SimpleImputer": {"strategy": ["mean", "median", "most_frequent", "constant"], "add_indicator": TRUTH, "fill_value": [None, -3.5]}, "impute.KNNImputer": {"n_neighbors": [1, 3], "weights": ["uniform", "distance"]},
    "ensemble.RandomTreesEmbedding": {"n_estimators": [2, 4], "max_depth": [2, 3], "random_state": [0]},
}
OTHERS = {
    "cluster.KMeans": {"n_clusters": [1, 2, 4], "random_state": [0], "n_init": [2], "algorithm": ["full", "elkan", "lloyd", "auto"]}, "cluster.MiniBatchKMeans": {"n_clusters": [2, 5], "random_state": [0], "n_init": [2]},
    "cluster.BisectingKMeans": {"n_clusters": [2, 3, 5], "random_state": [0], "bisecting_strategy": ["biggest_inertia", "largest_cluster"]}, "cluster.Birch": {"n_clusters": [2, 3, None], "threshold": [0.5, 2.0]},
    "mixture.GaussianMixture": {"n_components": [1, 2, 3], "covariance_type": ["full", "tied", "diag", "spherical"], "random_state": [0], "reg_covar": [1e-6, 1e-3]},
    "mixture.BayesianGaussianMixture": {"n_components": [2, 3], "covariance_type": ["full", "tied", "diag", "spherical"], "random_state": [0], "weight_concentration_prior_type": ["dirichlet_process", "dirichlet_distribution"]},
    "ensemble.IsolationForest": {"n_estimators": [1, 5, 9], "max_samples": ["auto", 0.4, 20], "max_features": [1.0, 0.6], "contamination": ["auto", 0.1, 0.3], "random_state": [0, 1], "bootstrap": TRUTH},
    "svm.OneClassSVM": {"kernel": ["rbf", "linear", "poly", "sigmoid"], "nu": [0.1, 0.5], "gamma": ["scale", "auto", 0.2], "degree": [2, 3]}, "linear_model.SGDOneClassSVM": {"nu": [0.2], "random_state": [0], "fit_intercept": TRUTH},
    "neighbors.LocalOutlierFactor": {"n_neighbors": [3, 8], "novelty": [True], "contamination": ["auto", 0.1], "p": [1, 2]}, "covariance.EllipticEnvelope": {"random_state": [0], "contamination": [0.1]},
}
LABELS = [[0, 1, 2, 3], [-1, 1, 2, 5], [u"no", u"yes", u"perhaps", u"Zürich, \"x\""], [u"b", u"a", u"", u" a"], [1000000007, 3, -12, 0], [1.0, 0.0, 2.0, 5.0], [True, False]]
WORDS = [u"red", u"green", u"Blue", u"", u"été", u"a b"]


class Chance(np.random.RandomState):
    def pick(self, choices):
        return choices[self.randint(len(choices))]

    def likely(self, share):
        return self.rand() < share

    def parameters(self, choices):
        """Some of the parameters; the others keep their defaults."""
        return dict((name, self.pick(choices[name])) for name in sorted(choices) if self.likely(0.65) or name in ("random_state", "novelty"))

    def estimator(self, table):
        path = self.pick(sorted(table))
        return path, make(path, **self.parameters(table[path]))


def numbers(chance, rows, width):
    columns = []
    for _ in range(width):
        kind = chance.randint(9)
        column = chance.randn(rows)
        if kind == 0:
            column = column * 900 + 3e4
        elif kind == 1:
            column = column * 1e-3
        elif kind == 2:
            column = np.round(column * 2) / 2
        elif kind == 3:
            column = chance.randint(0, 5, rows).astype(float)
        elif kind == 4:
            column = (column > 0.3).astype(float)
        elif kind == 5:
            column = np.abs(column) + 0.1
        columns.append(column)
    return np.column_stack(columns)


def signal(X):
    scaled = (X - X.mean(axis=0)) / (X.std(axis=0) + 1e-12)
    return scaled[:, 0] + 0.6 * scaled[:, -1] * scaled[:, 0] + 0.4 * np.sin(scaled.sum(axis=1))


def classes(chance, value, count=None):
    labels = chance.pick(LABELS)
    count = min(count or chance.pick([2, 2, 3, 4]), len(labels))
    cuts = np.percentile(value, np.linspace(0, 100, count + 1)[1:-1])
    # Labels of mixed kinds would become texts: each list is of one kind.
    return np.array(labels[:count])[np.digitize(value, cuts)]


def asked(chance, X, holes):
    """Rows seen, rows near, rows far, edges, zeros."""
    rows = np.vstack([X[:8], X[8:16] + 0.01 * chance.randn(8, X.shape[1]) * X.std(axis=0), X[16:22] * 3 - X[:6], X.min(axis=0)[None], X.max(axis=0)[None], np.zeros((1, X.shape[1]))])
    if holes:
        rows[chance.rand(*rows.shape) < 0.15] = np.nan
    return rows


def wrapped(chance, path, estimator, kind):
    """Sometimes an ensemble, a search, or something that asks several of them."""
    if not chance.likely(0.25):
        return path, estimator
    regression = kind == "regressor"
    other = chance.estimator(REGRESSORS if regression else CLASSIFIERS)[1]
    tail = "Regressor" if regression else "Classifier"
    inner = {"base_estimator": estimator, "estimator": estimator}
    choices = [
        lambda: make("ensemble.Bagging" + tail, n_estimators=3, max_samples=chance.pick([1.0, 0.6]), max_features=chance.pick([1.0, 0.7]), bootstrap_features=chance.likely(0.3), random_state=1, **inner),
        lambda: make("ensemble.AdaBoost" + tail, n_estimators=3, random_state=0, algorithm=chance.pick(["SAMME", "SAMME.R"]), **inner) if VERSION < (1, 6) else make("ensemble.AdaBoost" + tail, n_estimators=3, random_state=0, **inner),
        lambda: make("ensemble.Voting" + tail, estimators=[("a", estimator), ("b", other)], weights=chance.pick([None, [2, 1]]), voting=chance.pick(["soft", "hard"])),
        lambda: make("ensemble.Stacking" + tail, estimators=[("a", estimator), ("b", other)], passthrough=chance.likely(0.5), cv=2, stack_method=chance.pick(["auto", "auto", "predict"])),
        lambda: make("feature_selection.RFE", n_features_to_select=1, step=chance.pick([1, 0.5]), **inner),
        lambda: load(("model_selection" if VERSION >= (0, 18) else "grid_search") + ".GridSearchCV")(estimator, {}, cv=2),
    ]
    if regression:
        choices += [
            lambda: make("compose.TransformedTargetRegressor", regressor=estimator, transformer=make("preprocessing.StandardScaler")),
            lambda: make("compose.TransformedTargetRegressor", regressor=estimator, func=np.log1p, inverse_func=np.expm1),
            lambda: make("multioutput.MultiOutputRegressor", estimator=estimator), lambda: make("multioutput.RegressorChain", base_estimator=estimator, estimator=estimator)]
    else:
        choices += [
            lambda: make("multiclass.OneVsRestClassifier", **inner), lambda: make("multiclass.OneVsOneClassifier", **inner), lambda: make("multiclass.OutputCodeClassifier", random_state=0, **inner),
            lambda: make("calibration.CalibratedClassifierCV", method=chance.pick(["sigmoid", "isotonic"]), cv=2, ensemble=chance.pick([True, False]), **inner),
            lambda: make("multioutput.MultiOutputClassifier", estimator=estimator)]
    thunk = chance.pick(choices)
    made = thunk()
    return type(made).__name__ + "(" + path.split(".")[-1] + ")", made


def piped(chance, path, estimator):
    steps, names = [], []
    for place in range(chance.pick([0, 0, 1, 1, 2, 3])):
        name, step = chance.estimator(TRANSFORMERS)
        if chance.likely(0.1):
            step = load("pipeline.FeatureUnion")([("u", step), ("v", chance.estimator(TRANSFORMERS)[1])], transformer_weights=chance.pick([None, {"u": 2.0}]))
            name = "pipeline.FeatureUnion"
        steps.append(("s%d" % place, step))
        names.append(name.split(".")[-1])
    if not steps:
        return path, estimator
    return "+".join(names + [path.split(".")[-1]]), load("pipeline.Pipeline")(steps + [("last", estimator)])


def mixed(chance, rows):
    """A frame of numbers, words, whole numbers; and a transformer for its columns."""
    import pandas

    names = [chance.pick([u"age", u"a b", u"größe", u"x", u"1"]) + suffix for suffix in ("", u"_", u"__", u".c")]
    words = np.array([chance.pick(WORDS) for _ in range(rows)], dtype=object)
    frame = pandas.DataFrame({names[0]: chance.randn(rows), names[1]: words, names[2]: chance.randint(0, 4, rows), names[3]: np.exp(chance.randn(rows))}, columns=names)
    encoder = chance.pick([
        lambda: make("preprocessing.OneHotEncoder", handle_unknown="ignore"), lambda: make("preprocessing.OneHotEncoder", drop=chance.pick(["first", "if_binary", None])),
        lambda: make("preprocessing.OrdinalEncoder"), lambda: make("preprocessing.OneHotEncoder", handle_unknown=chance.pick(["ignore", "infrequent_if_exist"]), min_frequency=chance.pick([4, 0.2]), max_categories=chance.pick([None, 3])),
        lambda: make("preprocessing.TargetEncoder", random_state=0, smooth=chance.pick(["auto", 2.0]))])()
    fill = load("impute.SimpleImputer")(strategy="most_frequent")
    if chance.likely(0.3):
        frame.loc[frame.index[::5], names[0]] = np.nan
    numeric = load("pipeline.Pipeline")([("i", fill if chance.likely(0.5) else make("impute.SimpleImputer", strategy="median", add_indicator=chance.likely(0.5))), ("s", chance.estimator(TRANSFORMERS)[1])])
    parts = [("n", numeric, [names[0], names[3]]), ("w", encoder, [names[1]])]
    if chance.likely(0.4):
        parts.append(("t", make("preprocessing." + chance.pick(["OneHotEncoder", "KBinsDiscretizer", "OrdinalEncoder"])), [names[2]]))
    transformer = load("compose.ColumnTransformer")(parts, remainder=chance.pick(["drop", "passthrough"]), sparse_threshold=chance.pick([0, 0.3, 1.0]))
    return frame, transformer


def one(chance):
    """(title, fitted estimator, rows asked about)."""
    kind = chance.pick(["classifier"] * 5 + ["regressor"] * 5 + ["transformer"] * 2 + ["other"] * 2)
    rows, width = chance.pick([40, 75, 130]), chance.pick([1, 2, 3, 5, 7])
    table = {"classifier": CLASSIFIERS, "regressor": REGRESSORS, "transformer": TRANSFORMERS, "other": OTHERS}[kind]
    path, estimator = chance.estimator(table)
    if kind in ("classifier", "regressor"):
        path, estimator = wrapped(chance, path, estimator, kind)
    X = numbers(chance, rows, 1 if "isotonic" in path else width)
    if chance.likely(0.3):
        X = np.abs(X)
    frame = transformer = None
    if VERSION >= (0, 20) and chance.likely(0.15) and kind != "transformer":
        frame, transformer = mixed(chance, rows)
        estimator = load("pipeline.Pipeline")([("columns", transformer), ("last", estimator)])
        path = "columns+" + path.split(".")[-1]
        X = np.column_stack([frame.iloc[:, 0].fillna(0), frame.iloc[:, 3]])
    elif "isotonic" not in path:
        path, estimator = piped(chance, path, estimator)
    value = signal(X)
    if kind == "classifier":
        target = classes(chance, value)
        if "MultiOutput" in path or chance.likely(0.05):
            target = np.column_stack([target, classes(chance, X[:, -1], 2).astype(target.dtype) if target.dtype.kind in "if" else target[::-1]])
    else:
        target = value * chance.pick([1.0, 1.0, 50.0]) + chance.pick([0.0, 1000.0])
        if chance.likely(0.3):
            target = np.exp(np.clip(value, -3, 3))
        if "MultiOutput" in path or "Chain" in path or chance.likely(0.05):
            target = np.column_stack([target, X[:, 0]])
    data = X
    holes = False
    if frame is not None:
        data = frame
    elif chance.likely(0.15):
        holes = True
        data = X.copy()
        data[chance.rand(*X.shape) < 0.12] = np.nan
    elif chance.likely(0.1):
        from scipy import sparse

        data = chance.pick([sparse.csr_matrix, sparse.csc_matrix])(np.where(np.abs(X) < np.median(np.abs(X)), 0, X))
    elif chance.likely(0.1):
        data = X.astype(np.float32)
    elif VERSION >= (0, 24) and chance.likely(0.15):
        import pandas

        data = pandas.DataFrame(X, columns=[u"%s %d" % (chance.pick([u"größe", u"a", u"x"]), place) for place in range(X.shape[1])])
    weights = {}
    if kind in ("classifier", "regressor") and chance.likely(0.2) and "Pipeline" not in type(estimator).__name__:
        weights = {"sample_weight": chance.pick([0.1, 1.0, 7.0]) * chance.rand(rows) * (chance.rand(rows) > 0.1)}
    if "isotonic" in path:
        data = X.ravel() if not hasattr(data, "columns") else X.ravel()
    fitted = estimator.fit(data, target, **weights)
    if frame is not None:
        ask = frame.iloc[:24].copy()
        if holes or chance.likely(0.5):
            ask.iloc[3, 3] = 0.0
    elif hasattr(data, "toarray"):
        ask = type(data)(np.where(np.abs(X[:24]) < 0.5, 0, X[:24]))
    elif hasattr(data, "columns"):
        ask = data.iloc[:24]
    elif "isotonic" in path:
        ask = np.concatenate([X.ravel()[:12], [X.min() - 1, X.max() + 1, np.median(X)]])
    else:
        ask = asked(chance, X, holes)
    return path, fitted, ask


def flat(ask):
    if hasattr(ask, "columns"):
        found = {}
        for place, name in enumerate(ask.columns):
            values = np.asarray(ask[name])
            try:
                found[u"column.%d.%s" % (place, name)] = values.astype(float)
            except (TypeError, ValueError):
                found[u"column.%d.%s" % (place, name)] = values.astype("U")
        return found
    return {"rows": ask.toarray() if hasattr(ask, "toarray") else np.asarray(ask).reshape(len(ask), -1)}


#: Seconds of processor time for one model. Some machines of old releases never end on rows that are not scaled.
LIMIT = 10


def attempt(folder, seed, tried):
    """Whether a model was made and written."""
    chance = Chance((seed * 1000003 + tried) % 2 ** 32)
    title, fitted, ask = one(chance)
    found = corpus.answers(fitted, ask)
    if not found or any(part.dtype.kind == "O" for part in found.values()):
        return False
    name = "%04d" % (tried + 1)
    corpus.save(fitted, folder, name, tried + 1)
    found["title"] = np.array(title)
    if isinstance(ask, np.ndarray) and ask.dtype.kind == "f":
        # How much the library's own answers move where each cell moves by one unit in the last place.
        for way in (np.inf, -np.inf):
            for key, value in corpus.answers(fitted, np.nextafter(ask, np.array(way, ask.dtype))).items():
                if value.dtype.kind == "f":
                    moved = np.nan_to_num(np.abs(value - found[key]))
                    found["moved." + key] = np.maximum(found.get("moved." + key, 0), moved)
    found.update(flat(ask))
    np.savez_compressed(os.path.join(folder, name + ".npz"), **found)
    return True


def apart(folder, seed, tried):
    """The same in a process of its own: what runs in C hears of no time limit."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT))
        try:
            os._exit(0 if attempt(folder, seed, tried) else 1)
        except BaseException:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    if status == 0:
        return True
    for left in os.listdir(folder):
        if left.startswith("%04d." % (tried + 1)):
            os.remove(os.path.join(folder, left))
    return False


def main(folder, seed, count):
    if not os.path.isdir(folder):
        os.makedirs(folder)
    written, tried = 0, 0
    while written < count and tried < 60 * count:
        written += apart(folder, seed, tried)
        tried += 1
    import sklearn

    print("%s, seed %d: %d models of %d tried" % (sklearn.__version__, seed, written, tried))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
