# -*- coding: utf-8 -*-
"""Fits what `sklearn_corpus.py` does not: parameters away from their defaults, odd data, estimators inside of each other.

    PYTHON Tests/Oracle/sklearn_variations.py FOLDER

Writes the same kind of folder. What a release does not know is left out.
"""
from __future__ import print_function

import sys

import numpy as np

import sklearn_corpus as corpus
from sklearn_corpus import CATEGORIES, COUNTS, INPUTS, LABELS, NAN, NUMBER, POSITIVE, POSITIVE_NUMBER, ROWS, TEXTS, TWO, VERSION, WORDS, X, binary, hist, load, make, many

CONSTANT = X.copy()
CONSTANT[:, 2] = 4.0
EMPTY = NAN.copy()
EMPTY[:, 1] = np.nan
FLOATS = np.array([[0.5, 1.0], [2.5, np.nan], [0.5, 3.0]] * 30)
HOLES = np.array([[u"a", None], [u"b", u"x"], [u"a", u"y"]] * 30, dtype=object)
PLACES = np.column_stack([np.arcsin(np.tanh(X[:, 0])), X[:, 1]])
INPUTS.update({
    "constant": CONSTANT[:ROWS], "empty": EMPTY[:ROWS], "floats": FLOATS[:ROWS], "places": PLACES[:ROWS] + 0.01,
    "zeros": COUNTS[:ROWS],
})
DATA = {
    "X": X, "positive": POSITIVE, "counts": COUNTS, "nan": NAN, "constant": CONSTANT, "empty": EMPTY, "floats": FLOATS, "categories": CATEGORIES,
    "words": WORDS, "texts": TEXTS, "places": PLACES, "zeros": COUNTS,
}


def log():
    return make("linear_model.LogisticRegression")


def tree(**parameters):
    return make("tree.DecisionTreeClassifier", max_depth=3, random_state=0, **parameters)


def base(cls, estimator, **parameters):
    known = "estimator" if VERSION >= (1, 2) else "base_estimator"
    return make(cls, **dict(parameters, **{known: estimator}))


def pipe(*steps):
    return load("pipeline.Pipeline")([("s%d" % place, step) for place, step in enumerate(steps)])


def table():
    """(name, thunk that makes the estimator, rows, target)."""
    L = LABELS
    yield "imputer-frequent", lambda: make("impute.SimpleImputer", strategy="most_frequent"), "words", None
    yield "imputer-empty", lambda: make("impute.SimpleImputer"), "empty", None
    yield "imputer-empty-kept", lambda: make("impute.SimpleImputer", keep_empty_features=True), "empty", None
    yield "imputer-constant-empty", lambda: make("impute.SimpleImputer", strategy="constant", fill_value=7.0), "empty", None
    yield "imputer-zeros", lambda: make("impute.SimpleImputer", missing_values=0, strategy="median", add_indicator=True), "zeros", None
    yield "old-imputer-zeros", lambda: make("preprocessing.Imputer", missing_values=0, strategy="most_frequent"), "zeros", None
    yield "indicator-all", lambda: make("impute.MissingIndicator", features="all"), "nan", None
    yield "onehot-floats", lambda: make("preprocessing.OneHotEncoder", handle_unknown="ignore"), "floats", None
    yield "onehot-binary", lambda: make("preprocessing.OneHotEncoder", drop="if_binary"), "categories", None
    yield "onehot-two", lambda: make("preprocessing.OneHotEncoder", min_frequency=20, drop="first", handle_unknown="infrequent_if_exist"), "words", None
    yield "onehot-most", lambda: make("preprocessing.OneHotEncoder", max_categories=3), "categories", None
    yield "ordinal-unknown", lambda: make("preprocessing.OrdinalEncoder", handle_unknown="use_encoded_value", unknown_value=-1), "categories", None
    yield "ordinal-missing", lambda: make("preprocessing.OrdinalEncoder", encoded_missing_value=-2), "floats", None
    yield "ordinal-nan", lambda: make("preprocessing.OrdinalEncoder"), "floats", None
    yield "ordinal-rare", lambda: make("preprocessing.OrdinalEncoder", max_categories=3), "categories", None
    yield "scaler-constant", lambda: make("preprocessing.StandardScaler"), "constant", None
    yield "scaler-nan", lambda: make("preprocessing.StandardScaler"), "nan", None
    yield "robust-range", lambda: make("preprocessing.RobustScaler", quantile_range=(10, 90), unit_variance=True, with_centering=False), "constant", None
    yield "minmax-constant", lambda: make("preprocessing.MinMaxScaler"), "constant", None
    yield "normalizer-max", lambda: make("preprocessing.Normalizer", norm="max"), "positive", None
    yield "bins-quantile", lambda: make("preprocessing.KBinsDiscretizer", n_bins=5, encode="onehot", strategy="quantile"), "X", None
    yield "bins-kmeans", lambda: make("preprocessing.KBinsDiscretizer", n_bins=3, encode="ordinal", strategy="kmeans"), "X", None
    yield "bins-constant", lambda: make("preprocessing.KBinsDiscretizer", n_bins=3, encode="onehot-dense", strategy="uniform"), "constant", None
    yield "polynomial-range", lambda: make("preprocessing.PolynomialFeatures", degree=(2, 3) if VERSION >= (1, 0) else 3, include_bias=False), "X", None
    yield "polynomial-one", lambda: make("preprocessing.PolynomialFeatures", degree=1), "X", None
    yield "power-plain", lambda: make("preprocessing.PowerTransformer", standardize=False), "X", None
    yield "power-box-standard", lambda: make("preprocessing.PowerTransformer", method="box-cox"), "positive", None
    yield "pca-share", lambda: make("decomposition.PCA", n_components=0.9), "X", None
    yield "pca-random", lambda: make("decomposition.PCA", n_components=2, svd_solver="randomized", whiten=True, random_state=0), "X", None
    yield "ipca-whiten", lambda: make("decomposition.IncrementalPCA", n_components=2, whiten=True), "X", None
    yield "svd-arpack", lambda: make("decomposition.TruncatedSVD", n_components=2, algorithm="arpack"), "counts", None
    for kind in ("SelectFdr", "SelectFwe"):
        yield kind.lower(), (lambda kind: lambda: make("feature_selection." + kind, alpha=0.2))(kind), "X", many
    for mode, parameter in (("k_best", 3), ("percentile", 40), ("fpr", 0.3)):
        yield "univariate-" + mode, (lambda m, p: lambda: make("feature_selection.GenericUnivariateSelect", mode=m, param=p))(mode, parameter), "X", many
    yield "kbest-all", lambda: make("feature_selection.SelectKBest", k="all"), "X", many
    yield "variance-zero", lambda: make("feature_selection.VarianceThreshold"), "constant", None
    yield "frommodel-median", lambda: load("feature_selection.SelectFromModel")(make("ensemble.ExtraTreesRegressor", n_estimators=3, max_depth=3, random_state=0), threshold="0.7*median"), "X", NUMBER
    yield "frommodel-most", lambda: make("feature_selection.SelectFromModel", estimator=log(), max_features=2, threshold=-np.inf), "X", many
    yield "frommodel-tree", lambda: make("feature_selection.SelectFromModel", estimator=tree()), "X", many
    yield "rfecv", lambda: make("feature_selection.RFECV", estimator=make("linear_model.Ridge"), cv=3), "X", NUMBER
    # Text.
    vector = "feature_extraction.text.TfidfVectorizer"
    yield "text-chars", lambda: make("feature_extraction.text.CountVectorizer", analyzer="char", ngram_range=(1, 3), max_features=40), "texts", None
    yield "text-ascii", lambda: make(vector, strip_accents="ascii", token_pattern=u"(?u)\\b\\w+\\b"), "texts", None
    yield "text-english", lambda: make(vector, stop_words="english", norm="l1", smooth_idf=False), "texts", None
    yield "text-letters", lambda: make(vector, token_pattern=u"[a-z]+", ngram_range=(2, 2)), "texts", None
    yield "text-group", lambda: make("feature_extraction.text.CountVectorizer", token_pattern=u"(\\w)\\w+"), "texts", None
    yield "text-vocabulary", lambda: make("feature_extraction.text.CountVectorizer", vocabulary=[u"cat", u"dog", u"mat"], binary=True), "texts", None
    yield "text-frequent", lambda: make(vector, min_df=2, max_df=0.5, sublinear_tf=True), "texts", None
    yield "text-union", lambda: pipe(load("pipeline.FeatureUnion")([("w", make(vector)), ("c", make("feature_extraction.text.CountVectorizer", analyzer="char_wb", ngram_range=(2, 2)))], transformer_weights={"c": 0.5}), make("naive_bayes.MultinomialNB")), "texts", np.array([0, 1, 2] * 20)
    # Linear.
    for name in ("l1", "l2"):
        yield "logistic-" + name, (lambda n: lambda: make("linear_model.LogisticRegression", penalty=n, solver="liblinear", C=0.5, class_weight="balanced"))(name), "X", L["negative"]
    yield "logistic-bare", lambda: make("linear_model.LogisticRegression", fit_intercept=False), "X", L["boolean"]
    yield "logistic-saga", lambda: make("linear_model.LogisticRegression", solver="saga", max_iter=300, random_state=0), "X", L["text"]
    yield "logistic-newton", lambda: make("linear_model.LogisticRegression", solver="newton-cg", multi_class="multinomial"), "X", L["text"]
    yield "sgd-average", lambda: make("linear_model.SGDClassifier", average=True, random_state=0, loss="squared_hinge", max_iter=40, n_iter=40), "X", L["boolean"]
    yield "sgdr-huber", lambda: make("linear_model.SGDRegressor", loss="huber", random_state=0, average=5, max_iter=40, n_iter=40), "X", NUMBER
    yield "ridge-bare", lambda: make("linear_model.Ridge", fit_intercept=False, solver="lsqr"), "X", TWO
    yield "tweedie-log", lambda: make("linear_model.TweedieRegressor", power=0, link="log"), "X", POSITIVE_NUMBER
    yield "svr-intercept", lambda: make("svm.LinearSVR", fit_intercept=False, random_state=0), "X", NUMBER
    yield "lda-components", lambda: make("discriminant_analysis.LinearDiscriminantAnalysis", n_components=1), "X", L["text"]
    yield "lda-priors", lambda: make("discriminant_analysis.LinearDiscriminantAnalysis", priors=[0.2, 0.8], solver="eigen"), "X", L["pair"]
    # Trees.
    yield "tree-entropy", lambda: make("tree.DecisionTreeClassifier", criterion="entropy", max_leaf_nodes=7, random_state=0), "X", L["negative"]
    yield "tree-multi", lambda: make("tree.DecisionTreeClassifier", max_depth=3, random_state=0), "X", np.column_stack([many, binary])
    yield "tree-ten", lambda: make("tree.DecisionTreeClassifier", max_depth=5, random_state=0, class_weight="balanced"), "X", (np.argsort(np.argsort(X[:, 0])) // 9).astype(int)
    yield "forest-ten", lambda: make("ensemble.RandomForestClassifier", n_estimators=7, max_depth=4, random_state=0, class_weight="balanced_subsample"), "X", (np.argsort(np.argsort(X[:, 0])) // 9).astype(int)
    for kind in ("mae", "absolute_error", "friedman_mse", "poisson"):
        yield "treer-" + kind, (lambda k: lambda: make("tree.DecisionTreeRegressor", criterion=k, max_depth=3, random_state=0))(kind), "X", POSITIVE_NUMBER
    yield "forest-nan", lambda: make("ensemble.RandomForestClassifier", n_estimators=4, max_depth=4, random_state=0), "nan", L["text"]
    yield "forestr-nan", lambda: make("ensemble.RandomForestRegressor", n_estimators=4, max_depth=4, random_state=0), "nan", NUMBER
    yield "extratree-nan", lambda: make("ensemble.ExtraTreesClassifier", n_estimators=4, max_depth=4, random_state=0), "nan", binary
    yield "tree-monotonic", lambda: make("tree.DecisionTreeRegressor", max_depth=4, monotonic_cst=[1, 0, 0, 0, 0]), "X", NUMBER
    gbr, gbc = "ensemble.GradientBoostingRegressor", "ensemble.GradientBoostingClassifier"
    yield "gbr-subsample", lambda: make(gbr, n_estimators=8, subsample=0.6, max_features=2, random_state=0, learning_rate=0.3), "X", NUMBER
    yield "gbr-early", lambda: make(gbr, n_estimators=30, n_iter_no_change=3, validation_fraction=0.2, random_state=0), "X", NUMBER
    yield "gbr-zero", lambda: make(gbr, n_estimators=4, init="zero", random_state=0), "X", NUMBER
    yield "gbc-leaves", lambda: make(gbc, n_estimators=4, max_leaf_nodes=5, max_depth=None, random_state=0), "X", L["negative"]
    yield "gbc-zero-many", lambda: make(gbc, n_estimators=3, init="zero", random_state=0), "X", L["text"]
    for loss in ("absolute_error", "least_absolute_deviation", "gamma"):
        yield "hgbr-" + loss, (lambda l: lambda: make(hist("HistGradientBoostingRegressor"), loss=l, max_iter=5, min_samples_leaf=5))(loss), "X", POSITIVE_NUMBER
    yield "hgbr-quantile", lambda: make(hist("HistGradientBoostingRegressor"), loss="quantile", quantile=0.7, max_iter=5, min_samples_leaf=5), "X", NUMBER
    yield "hgb-early", lambda: make(hist("HistGradientBoostingClassifier"), max_iter=20, early_stopping=True, random_state=0, l2_regularization=1.0, min_samples_leaf=5), "X", L["text"]
    # Ensembles.
    yield "ada-logistic", lambda: base("ensemble.AdaBoostClassifier", log(), n_estimators=3, random_state=0), "X", L["text"]
    for loss in ("square", "exponential"):
        yield "adar-" + loss, (lambda l: lambda: make("ensemble.AdaBoostRegressor", n_estimators=4, loss=l, random_state=0, learning_rate=0.5))(loss), "X", NUMBER
    yield "bagging-knn", lambda: base("ensemble.BaggingClassifier", make("neighbors.KNeighborsClassifier", n_neighbors=3), n_estimators=3, random_state=0, bootstrap_features=True), "X", L["boolean"]
    yield "bagging-pipe", lambda: base("ensemble.BaggingRegressor", pipe(make("preprocessing.StandardScaler"), make("linear_model.Ridge")), n_estimators=3, random_state=0), "X", TWO
    yield "isolation-features", lambda: make("ensemble.IsolationForest", n_estimators=5, max_features=0.5, random_state=0, contamination=0.2), "X", None
    yield "voting-drop", lambda: make("ensemble.VotingClassifier", estimators=[("a", log()), ("b", None if VERSION < (0, 22) else "drop"), ("c", tree())], voting="soft", weights=[1, 5, 2]), "X", L["text"]
    yield "voting-pipe", lambda: make("ensemble.VotingClassifier", estimators=[("a", pipe(make("preprocessing.StandardScaler"), log())), ("c", base("ensemble.BaggingClassifier", tree(), n_estimators=2, random_state=0))], voting="soft"), "X", L["text"]
    yield "stacking-predict", lambda: make("ensemble.StackingClassifier", estimators=[("a", log()), ("b", make("naive_bayes.GaussianNB"))], stack_method="predict", cv=3), "X", many
    yield "stacking-predict-text", lambda: make("ensemble.StackingClassifier", estimators=[("a", log()), ("b", tree())], stack_method="predict", cv=3), "X", L["text"]
    yield "stacking-scores", lambda: make("ensemble.StackingClassifier", estimators=[("a", log()), ("b", make("svm.LinearSVC", random_state=0))], stack_method="decision_function", cv=3, passthrough=True), "X", L["text"]
    yield "stackingr-passthrough", lambda: make("ensemble.StackingRegressor", estimators=[("a", make("linear_model.Ridge")), ("b", make("neighbors.KNeighborsRegressor"))], cv=3, passthrough=True, final_estimator=make("ensemble.RandomForestRegressor", n_estimators=3, max_depth=3, random_state=0)), "X", NUMBER
    # Support vectors.
    for kind in ("linear", "poly", "rbf", "sigmoid"):
        for gamma in ("auto", "scale"):
            yield "svc-%s-%s" % (kind, gamma), (lambda k, g: lambda: make("svm.SVC", kernel=k, gamma=g, coef0=0.5, class_weight="balanced", random_state=0))(kind, gamma), "X", L["text"]
            yield "svr-%s-%s" % (kind, gamma), (lambda k, g: lambda: make("svm.SVR", kernel=k, gamma=g, coef0=0.5))(kind, gamma), "X", NUMBER
    yield "svc-ties", lambda: make("svm.SVC", break_ties=True, decision_function_shape="ovr"), "X", L["text"]
    if VERSION < (1, 8):
        yield "nusvc-probability", lambda: make("svm.NuSVC", probability=True, nu=0.3, random_state=0), "X", L["text"]
    # Neighbours.
    inverse = np.linalg.inv(np.cov(X.T))
    for kind, parameters in (("cosine", None), ("braycurtis", None), ("mahalanobis", {"VI": inverse}), ("seuclidean", {"V": X.var(axis=0)}), ("chebyshev", None)):
        yield "knn-" + kind, (lambda k, p: lambda: make("neighbors.KNeighborsRegressor", n_neighbors=1 if k == "chebyshev" else 4, metric=k, metric_params=p, algorithm="brute"))(kind, parameters), "positive" if kind in ("braycurtis", "chebyshev") else "X", NUMBER
    yield "knn-weighted", lambda: make("neighbors.KNeighborsRegressor", n_neighbors=4, metric="minkowski", p=3, metric_params={"w": np.array([1, 2, 0.5, 1, 3.0])}), "X", NUMBER
    yield "knn-haversine", lambda: make("neighbors.KNeighborsRegressor", n_neighbors=3, metric="haversine", algorithm="ball_tree"), "places", NUMBER
    yield "knn-multi", lambda: make("neighbors.KNeighborsClassifier", n_neighbors=3, weights="distance"), "X", np.column_stack([many, binary])
    yield "radius", lambda: make("neighbors.RadiusNeighborsClassifier", radius=2.0, outlier_label=0), "X", many
    yield "radius-far", lambda: make("neighbors.RadiusNeighborsClassifier", radius=0.7, outlier_label=u"mid", weights="distance"), "X", L["text"]
    # Bayes.
    yield "gnb-priors", lambda: make("naive_bayes.GaussianNB", priors=[0.5, 0.3, 0.2], var_smoothing=1e-3), "X", L["text"]
    yield "bnb-none", lambda: make("naive_bayes.BernoulliNB", binarize=None), "ones", binary
    yield "cnb-norm", lambda: make("naive_bayes.ComplementNB", norm=True, alpha=0.5), "counts", L["text"]
    yield "cnb-two", lambda: make("naive_bayes.ComplementNB"), "counts", L["pair"]
    yield "catnb-more", lambda: make("naive_bayes.CategoricalNB", min_categories=6), "categories", L["pair"]
    # Mixtures.
    for kind in ("tied", "diag", "spherical"):
        yield "bayesmixture-" + kind, (lambda k: lambda: make("mixture.BayesianGaussianMixture", n_components=2, covariance_type=k, weight_concentration_prior_type="dirichlet_distribution", random_state=0))(kind), "X", None
    # Networks.
    for kind in ("identity", "logistic", "tanh", "relu"):
        yield "mlp-" + kind, (lambda k: lambda: make("neural_network.MLPClassifier", (4,), activation=k, solver="lbfgs", max_iter=30, random_state=0))(kind), "X", L["text"]
    # Calibration.
    calibrated = lambda inner, **p: base("calibration.CalibratedClassifierCV", inner, **p)
    yield "calibrated-tree", lambda: calibrated(tree(), cv=3), "X", L["pair"]
    yield "calibrated-svc", lambda: calibrated(make("svm.SVC", gamma=0.2), cv=3, method="isotonic"), "X", L["text"]
    yield "calibrated-one", lambda: calibrated(log(), cv=3, ensemble=False), "X", L["text"]
    yield "calibrated-forest", lambda: calibrated(make("ensemble.RandomForestClassifier", n_estimators=3, max_depth=2, random_state=0), cv=3, method="isotonic"), "X", L["boolean"]
    yield "calibrated-pipe", lambda: calibrated(pipe(make("preprocessing.StandardScaler"), make("naive_bayes.GaussianNB")), cv=3), "X", L["negative"]
    yield "calibrated-temperature-two", lambda: calibrated(tree(), cv=3, method="temperature") if VERSION >= (1, 8) else None, "X", L["pair"]
    # Several.
    yield "ovr-tree", lambda: load("multiclass.OneVsRestClassifier")(tree()), "X", L["text"]
    yield "ovr-two", lambda: load("multiclass.OneVsRestClassifier")(log()), "X", L["pair"]
    yield "ovr-regressor", lambda: load("multiclass.OneVsRestClassifier")(make("linear_model.Ridge")), "X", L["text"]
    yield "ovo-probability", lambda: load("multiclass.OneVsOneClassifier")(make("naive_bayes.GaussianNB")), "X", L["text"]
    yield "ovo-two", lambda: load("multiclass.OneVsOneClassifier")(log()), "X", L["pair"]
    yield "multi-pipe", lambda: make("multioutput.MultiOutputClassifier", estimator=pipe(make("preprocessing.StandardScaler"), log())), "X", np.column_stack([many, binary])
    yield "chain-many", lambda: make("multioutput.ClassifierChain", base_estimator=log(), estimator=log()), "X", np.column_stack([many, binary])
    yield "targetr-minmax", lambda: make("compose.TransformedTargetRegressor", regressor=make("linear_model.Ridge"), transformer=make("preprocessing.MinMaxScaler")), "X", TWO
    yield "targetr-pipe", lambda: pipe(make("preprocessing.StandardScaler"), make("compose.TransformedTargetRegressor", regressor=make("ensemble.RandomForestRegressor", n_estimators=3, max_depth=3, random_state=0), transformer=make("preprocessing.StandardScaler"))), "X", NUMBER
    yield "tuned", lambda: make("model_selection.TunedThresholdClassifierCV", estimator=log(), cv=3), "X", L["boolean"]
    yield "threshold-first", lambda: make("model_selection.FixedThresholdClassifier", estimator=log(), threshold=0.6, pos_label=u"no"), "X", L["pair"]
    yield "threshold-scores", lambda: make("model_selection.FixedThresholdClassifier", estimator=make("svm.LinearSVC", random_state=0), threshold=0.1, response_method="decision_function"), "X", L["pair"]
    yield "grid-pipe", lambda: load(("model_selection" if VERSION >= (0, 18) else "grid_search") + ".GridSearchCV")(pipe(make("preprocessing.StandardScaler"), make("svm.SVC", gamma=0.2)), {"s1__C": [0.5, 2.0]}, cv=3), "X", L["text"]
    yield "nested", lambda: pipe(pipe(make("preprocessing.StandardScaler"), make("preprocessing.PolynomialFeatures", degree=2)), pipe(make("feature_selection.SelectKBest", k=6), make("linear_model.LinearRegression"))), "X", NUMBER
    yield "transform-last", lambda: pipe(make("preprocessing.StandardScaler"), make("decomposition.PCA", n_components=2)), "X", None
    yield "lda-step", lambda: pipe(make("discriminant_analysis.LinearDiscriminantAnalysis", n_components=2), log()), "X", L["text"]
    for strategy in ("most_frequent", "constant"):
        yield "dummy-" + strategy, (lambda s: lambda: make("dummy.DummyClassifier", strategy=s, constant=u"low"))(strategy), "X", L["text"]
    yield "dummyr-quantile", lambda: make("dummy.DummyRegressor", strategy="quantile", quantile=0.3), "X", NUMBER


def columns():
    if VERSION < (0, 20):
        return
    transformer = load("compose.ColumnTransformer")
    scaler = lambda: make("preprocessing.StandardScaler")
    mask = np.array([True, False, True, False, False])
    yield "columns-mask", transformer([("m", scaler(), mask), ("s", "passthrough", slice(3, None))], transformer_weights={"m": 3.0}), "X", X, None
    yield "columns-rest", transformer([("m", make("preprocessing.MinMaxScaler"), [0])], remainder=scaler()), "X", X, None
    yield "columns-negative", transformer([("m", scaler(), [-1, 0]), ("one", "passthrough", 2 if VERSION < (0, 0) else [2])]), "X", X, None
    try:
        import pandas
    except ImportError:
        return
    frame = pandas.DataFrame({"age": X[:, 0], "note": np.resize(TEXTS, 90), "colour": WORDS[:, 0], "height": X[:, 1]})
    INPUTS["notes"] = frame.iloc[:ROWS]
    number = load("compose.make_column_selector")(dtype_include=np.number) if VERSION >= (0, 22) else ["age", "height"]
    yield "columns-text", pipe(
        transformer([("t", make("feature_extraction.text.TfidfVectorizer"), "note"), ("n", scaler(), number), ("c", make("preprocessing.OneHotEncoder"), ["colour"])]),
        make("linear_model.Ridge")), "notes", frame, NUMBER
    yield "columns-names", transformer([("n", scaler(), slice("age", "age")), ("c", make("preprocessing.OneHotEncoder"), ["colour"])]), "notes", frame, None


INPUTS["ones"] = (X > 0)[:ROWS].astype(float)
DATA["ones"] = (X > 0).astype(float)


def models():
    for name, thunk, data, target in table():
        try:
            estimator = thunk()
        except (AttributeError, ImportError, TypeError) as problem:
            continue
        if estimator is not None:
            yield name, estimator, data, DATA[data], target
    for model in columns():
        yield model


if __name__ == "__main__":
    corpus.models = models
    corpus.main(sys.argv[1])
