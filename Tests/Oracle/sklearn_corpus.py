# -*- coding: utf-8 -*-
"""Fits small models with the scikit-learn of the running Python, saves them, and records what they answer.

    PYTHON Tests/Oracle/sklearn_corpus.py Corpus/models/sklearn/<VERSION>

What the installed release does not have is left out. Per folder: `inputs.npz` (rows that all models are asked about),
`NAME.pkl` / `NAME.joblib` (the model; formats and protocols alternate) and `NAME.npz` with the answers: `input` names the
rows, `predict`, `predict_proba`, `decision_function`, `transform` are what the model says of them.
"""
from __future__ import print_function

import inspect
import os
import pickle
import sys
import warnings

import numpy as np
import sklearn

warnings.simplefilter("ignore")
VERSION = tuple(int(part) for part in sklearn.__version__.split(".")[:2])
PY2 = sys.version_info[0] == 2
try:
    import joblib
except ImportError:
    from sklearn.externals import joblib


def load(path):
    module, name = path.rsplit(".", 1)
    return getattr(__import__("sklearn." + module, fromlist=[name]), name)


def make(path, **parameters):
    """An estimator of this release; parameters it does not know are left out, unless they end in `!`."""
    cls = load(path)
    if cls.__init__ is object.__init__ or "__init__" not in dir(cls) or not hasattr(cls.__init__, "__code__") and PY2:
        return cls()
    known = inspect.getargspec(cls.__init__).args if PY2 else list(inspect.signature(cls.__init__).parameters)
    return cls(**dict((name, value) for name, value in parameters.items() if name in known))


# MARK: Data

random = np.random.RandomState(7)
X = np.round(random.randn(90, 5), 3)
X[:, 3] = np.round(X[:, 3] * 2) / 2
POSITIVE = np.abs(X) + 0.05
COUNTS = random.poisson(2.0, (90, 5)).astype(float)
NAN = X.copy()
NAN[random.rand(90, 5) < 0.15] = np.nan
CATEGORIES = random.randint(0, 4, (90, 3))
binary = (X[:, 0] + 0.5 * X[:, 1] > 0).astype(int)
many = np.digitize(X[:, 0] + 0.3 * X[:, 2], [-0.6, 0.5])
LABELS = {
    "binary": binary,
    "many": many,
    "text": np.array([u"low", u"mid", u"high"])[many],
    "pair": np.array([u"no", u"yes"])[binary],
    "negative": np.array([-1, 1])[binary],
    "boolean": binary.astype(bool),
}
NUMBER = 2 * X[:, 0] - X[:, 1] ** 2 + 0.1 * random.randn(90)
POSITIVE_NUMBER = np.exp(0.5 * X[:, 0]) + 0.1
TWO = np.column_stack([NUMBER, X[:, 2] - X[:, 0]])
TEXTS = np.array(
    [u"the cat sat on the mat", u"The dog, the DOG!", u"a café in Zürich", u"cats and dogs and mice", u"one two 33 four_5",
     u"it's fine", u"", u"mat mat mat cat", u"Ünïcode ﬁ test", u"x y z", u"the quick brown fox", u"dog bites man"] * 5, dtype=object)
WORDS = np.array([[u"red", u"s"], [u"green", u"m"], [u"blue", u"l"], [u"red", u"l"], [u"green", u"s"], [u"red", u"xl"]] * 15, dtype=object)
ROWS = 24
INPUTS = {
    "X": X[:ROWS] + np.round(0.1 * random.randn(ROWS, 5), 4), "positive": POSITIVE[:ROWS], "counts": COUNTS[:ROWS], "nan": NAN[:ROWS], "categories": CATEGORIES[:ROWS],
    "texts": TEXTS[:12].astype("U"), "words": WORDS[:6].astype("U"), "one": X[:ROWS, 0], "line": X[:ROWS, :1] + 0.01,
}


def inputs(name):
    data = INPUTS[name]
    if name == "sparse":
        from scipy import sparse

        return sparse.csr_matrix(data)
    if name == "texts":
        return [text for text in TEXTS[:12]]
    return data.astype(object) if name == "words" else data


# MARK: Models

def models():
    """(name, estimator, input, X, y)."""

    def classified(name, path, label="many", data="X", **parameters):
        yield name, make(path, **parameters), data, {"X": X, "positive": POSITIVE, "counts": COUNTS, "nan": NAN}[data], LABELS[label]

    def regressed(name, path, target=NUMBER, data="X", **parameters):
        yield name, make(path, **parameters), data, {"X": X, "positive": POSITIVE, "nan": NAN}[data], target

    def transformed(name, path, data="X", y=None, **parameters):
        trained = {"X": X, "positive": POSITIVE, "counts": COUNTS, "nan": NAN, "categories": CATEGORIES, "texts": TEXTS, "words": WORDS}
        yield name, make(path, **parameters), data, trained[data], y

    wanted = [
        lambda: regressed("linear", "linear_model.LinearRegression"),
        lambda: regressed("linear-two", "linear_model.LinearRegression", TWO, fit_intercept=False),
        lambda: regressed("ridge", "linear_model.Ridge", alpha=0.5),
        lambda: regressed("ridgecv", "linear_model.RidgeCV"),
        lambda: regressed("lasso", "linear_model.Lasso", alpha=0.05),
        lambda: regressed("lassocv", "linear_model.LassoCV", cv=3),
        lambda: regressed("elasticnet", "linear_model.ElasticNet", alpha=0.05),
        lambda: regressed("lars", "linear_model.Lars"),
        lambda: regressed("omp", "linear_model.OrthogonalMatchingPursuit"),
        lambda: regressed("multitask", "linear_model.MultiTaskLasso", TWO, alpha=0.05),
        lambda: regressed("bayesian", "linear_model.BayesianRidge"),
        lambda: regressed("ard", "linear_model.ARDRegression"),
        lambda: regressed("huber", "linear_model.HuberRegressor"),
        lambda: regressed("quantile", "linear_model.QuantileRegressor", alpha=0.01, solver="highs"),
        lambda: regressed("theilsen", "linear_model.TheilSenRegressor", random_state=0, max_subpopulation=200),
        lambda: regressed("ransac", "linear_model.RANSACRegressor", random_state=0),
        lambda: regressed("poisson", "linear_model.PoissonRegressor", POSITIVE_NUMBER),
        lambda: regressed("gamma", "linear_model.GammaRegressor", POSITIVE_NUMBER),
        lambda: regressed("tweedie", "linear_model.TweedieRegressor", POSITIVE_NUMBER, power=1.5),
        lambda: regressed("tweedie-normal", "linear_model.TweedieRegressor", NUMBER, power=0),
        lambda: regressed("sgdr", "linear_model.SGDRegressor", random_state=0, max_iter=50, n_iter=50),
        lambda: regressed("par", "linear_model.PassiveAggressiveRegressor", random_state=0, max_iter=50, n_iter=50),
        lambda: regressed("linearsvr", "svm.LinearSVR", random_state=0),
        lambda: regressed("pls", "cross_decomposition.PLSRegression", n_components=2),
        lambda: regressed("pls-two", "cross_decomposition.PLSRegression", TWO, n_components=2),
        lambda: classified("logistic", "linear_model.LogisticRegression", "pair"),
        lambda: classified("logistic-many", "linear_model.LogisticRegression", "text", solver="lbfgs"),
        lambda: classified("logistic-ovr", "linear_model.LogisticRegression", "many", solver="liblinear", multi_class="ovr"),
        lambda: classified("logistic-multinomial", "linear_model.LogisticRegression", "many", solver="lbfgs", multi_class="multinomial"),
        lambda: classified("logistic-multinomial-two", "linear_model.LogisticRegression", "binary", solver="lbfgs", multi_class="multinomial"),
        lambda: classified("logisticcv", "linear_model.LogisticRegressionCV", "many", Cs=3, cv=3),
        lambda: classified("sgd-hinge", "linear_model.SGDClassifier", "many", random_state=0, max_iter=50, n_iter=50),
        lambda: classified("sgd-log", "linear_model.SGDClassifier", "pair", random_state=0, loss="log_loss" if VERSION >= (1, 1) else "log", max_iter=50, n_iter=50),
        lambda: classified("sgd-log-many", "linear_model.SGDClassifier", "many", random_state=0, loss="log_loss" if VERSION >= (1, 1) else "log", max_iter=50, n_iter=50),
        lambda: classified("sgd-huber", "linear_model.SGDClassifier", "many", random_state=0, loss="modified_huber", max_iter=50, n_iter=50),
        lambda: classified("sgd-huber-two", "linear_model.SGDClassifier", "binary", random_state=0, loss="modified_huber", max_iter=50, n_iter=50),
        lambda: classified("perceptron", "linear_model.Perceptron", "negative", random_state=0, max_iter=50, n_iter=50),
        lambda: classified("pac", "linear_model.PassiveAggressiveClassifier", "many", random_state=0, max_iter=50, n_iter=50),
        lambda: classified("ridgeclassifier", "linear_model.RidgeClassifier", "text"),
        lambda: classified("ridgeclassifier-two", "linear_model.RidgeClassifier", "boolean"),
        lambda: classified("ridgeclassifiercv", "linear_model.RidgeClassifierCV", "many"),
        lambda: classified("linearsvc", "svm.LinearSVC", "many", random_state=0),
        lambda: classified("linearsvc-two", "svm.LinearSVC", "pair", random_state=0),
        lambda: classified("lda", discriminant("LinearDiscriminantAnalysis"), "many"),
        lambda: classified("lda-two", discriminant("LinearDiscriminantAnalysis"), "pair", solver="lsqr", shrinkage="auto"),
        lambda: transformed("lda-transform", discriminant("LinearDiscriminantAnalysis"), y=many, solver="eigen"),
        lambda: classified("qda", discriminant("QuadraticDiscriminantAnalysis"), "text"),
        lambda: classified("qda-two", discriminant("QuadraticDiscriminantAnalysis"), "binary", reg_param=0.1),
        # Trees.
        lambda: classified("tree", "tree.DecisionTreeClassifier", "text", max_depth=4, random_state=0),
        lambda: classified("tree-weighted", "tree.DecisionTreeClassifier", "many", max_depth=3, random_state=0, class_weight="balanced"),
        lambda: regressed("treer", "tree.DecisionTreeRegressor", max_depth=4, random_state=0),
        lambda: regressed("treer-two", "tree.DecisionTreeRegressor", TWO, max_depth=3, random_state=0),
        lambda: classified("tree-nan", "tree.DecisionTreeClassifier", "binary", data="nan", max_depth=4, random_state=0),
        lambda: classified("extratree", "tree.ExtraTreeClassifier", "boolean", max_depth=3, random_state=0),
        lambda: classified("forest", "ensemble.RandomForestClassifier", "text", n_estimators=6, max_depth=4, random_state=0),
        lambda: classified("forest-two", "ensemble.RandomForestClassifier", "negative", n_estimators=6, max_depth=3, random_state=0),
        lambda: regressed("forestr", "ensemble.RandomForestRegressor", n_estimators=5, max_depth=3, random_state=0),
        lambda: regressed("forestr-two", "ensemble.RandomForestRegressor", TWO, n_estimators=4, max_depth=3, random_state=0),
        lambda: iter([("forest-multi", make("ensemble.RandomForestClassifier", n_estimators=4, max_depth=3, random_state=0), "X", X, np.column_stack([many, binary]))]),
        lambda: classified("extratrees", "ensemble.ExtraTreesClassifier", "many", n_estimators=5, max_depth=3, random_state=0),
        lambda: regressed("extratreesr", "ensemble.ExtraTreesRegressor", n_estimators=5, max_depth=3, random_state=0),
        lambda: classified("gbc", "ensemble.GradientBoostingClassifier", "pair", n_estimators=6, max_depth=2, random_state=0),
        lambda: classified("gbc-many", "ensemble.GradientBoostingClassifier", "text", n_estimators=4, max_depth=2, random_state=0),
        lambda: classified("gbc-exponential", "ensemble.GradientBoostingClassifier", "binary", n_estimators=5, max_depth=2, random_state=0, loss="exponential"),
        lambda: classified("gbc-zero", "ensemble.GradientBoostingClassifier", "binary", n_estimators=5, max_depth=2, random_state=0, init="zero"),
        lambda: regressed("gbr", "ensemble.GradientBoostingRegressor", n_estimators=6, max_depth=2, random_state=0),
        lambda: regressed("gbr-huber", "ensemble.GradientBoostingRegressor", n_estimators=5, max_depth=2, random_state=0, loss="huber"),
        lambda: regressed("gbr-quantile", "ensemble.GradientBoostingRegressor", n_estimators=5, max_depth=2, random_state=0, loss="quantile", alpha=0.8),
        lambda: regressed("gbr-lad", "ensemble.GradientBoostingRegressor", n_estimators=5, max_depth=2, random_state=0, loss="absolute_error" if VERSION >= (1, 0) else "lad"),
        lambda: classified("hgb", hist("HistGradientBoostingClassifier"), "pair", data="nan", max_iter=5, max_leaf_nodes=6, min_samples_leaf=5),
        lambda: classified("hgb-many", hist("HistGradientBoostingClassifier"), "many", max_iter=4, max_leaf_nodes=6, min_samples_leaf=5),
        lambda: regressed("hgbr", hist("HistGradientBoostingRegressor"), data="nan", max_iter=5, max_leaf_nodes=6, min_samples_leaf=5),
        lambda: regressed("hgbr-poisson", hist("HistGradientBoostingRegressor"), POSITIVE_NUMBER, max_iter=5, max_leaf_nodes=6, min_samples_leaf=5, loss="poisson"),
        lambda: categorical_boosting(),
        lambda: classified("ada", "ensemble.AdaBoostClassifier", "many", n_estimators=5, random_state=0),
        lambda: classified("ada-two", "ensemble.AdaBoostClassifier", "pair", n_estimators=5, random_state=0),
        lambda: classified("ada-samme", "ensemble.AdaBoostClassifier", "many", n_estimators=5, random_state=0, algorithm="SAMME"),
        lambda: regressed("adar", "ensemble.AdaBoostRegressor", n_estimators=5, random_state=0),
        lambda: classified("bagging", "ensemble.BaggingClassifier", "text", n_estimators=4, random_state=0, max_features=0.6),
        lambda: regressed("baggingr", "ensemble.BaggingRegressor", n_estimators=4, random_state=0, max_features=0.6),
        lambda: iter([("isolation", make("ensemble.IsolationForest", n_estimators=6, max_samples=40, random_state=0, contamination=0.1), "X", X, None)]),
        lambda: iter([("isolation-auto", make("ensemble.IsolationForest", n_estimators=5, random_state=0, contamination="auto"), "X", X, None)]) if VERSION >= (0, 20) else iter([]),
        lambda: voting(),
        lambda: stacking(),
        # Support vectors.
        lambda: classified("svc", "svm.SVC", "text", random_state=0),
        lambda: classified("svc-two", "svm.SVC", "pair", kernel="poly", degree=2, coef0=1.0, random_state=0),
        lambda: classified("svc-linear", "svm.SVC", "many", kernel="linear", decision_function_shape="ovo"),
        lambda: classified("svc-probability", "svm.SVC", "many", probability=True, random_state=0) if VERSION < (1, 8) else iter([]),
        lambda: classified("svc-probability-two", "svm.SVC", "pair", probability=True, random_state=0, gamma=0.2) if VERSION < (1, 8) else iter([]),
        lambda: classified("svc-sigmoid", "svm.SVC", "binary", kernel="sigmoid", gamma=0.1),
        lambda: classified("nusvc", "svm.NuSVC", "many", nu=0.3),
        lambda: regressed("svr", "svm.SVR", gamma=0.3),
        lambda: regressed("nusvr", "svm.NuSVR", gamma=0.3),
        lambda: iter([("oneclass", make("svm.OneClassSVM", nu=0.2, gamma=0.2), "X", X, None)]),
        lambda: iter([("sgdoneclass", make("linear_model.SGDOneClassSVM", nu=0.2, random_state=0), "X", X, None)]),
        # Neighbours.
        lambda: classified("knn", "neighbors.KNeighborsClassifier", "text", n_neighbors=3),
        lambda: classified("knn-distance", "neighbors.KNeighborsClassifier", "many", n_neighbors=6, weights="distance", p=1),
        lambda: regressed("knnr", "neighbors.KNeighborsRegressor", n_neighbors=4, weights="distance", algorithm="brute"),
        lambda: regressed("knnr-two", "neighbors.KNeighborsRegressor", TWO, n_neighbors=4, metric="canberra"),
        lambda: regressed("knnr-minkowski", "neighbors.KNeighborsRegressor", n_neighbors=3, p=3),
        lambda: sparse_models(),
        lambda: named_models(),
        lambda: regressed("radiusr", "neighbors.RadiusNeighborsRegressor", radius=3.0),
        # Naive Bayes.
        lambda: classified("gnb", "naive_bayes.GaussianNB", "text"),
        lambda: classified("mnb", "naive_bayes.MultinomialNB", "many", data="counts"),
        lambda: classified("mnb-two", "naive_bayes.MultinomialNB", "pair", data="counts", fit_prior=False),
        lambda: classified("cnb", "naive_bayes.ComplementNB", "many", data="counts"),
        lambda: classified("bnb", "naive_bayes.BernoulliNB", "many", binarize=0.2),
        lambda: iter([("catnb", make("naive_bayes.CategoricalNB"), "categories", CATEGORIES, many)]),
        # Clusters and mixtures.
        lambda: iter([("kmeans", make("cluster.KMeans", n_clusters=3, random_state=0, n_init=2), "X", X, None)]),
        lambda: iter([("minibatch", make("cluster.MiniBatchKMeans", n_clusters=3, random_state=0, n_init=2), "X", X, None)]),
    ] + [
        (lambda kind: lambda: iter([("mixture-" + kind, make("mixture.GaussianMixture", n_components=2, covariance_type=kind, random_state=0), "X", X, None)]))(kind)
        for kind in ("full", "tied", "diag", "spherical")
    ] + [
        lambda: iter([("bayesmixture", make("mixture.BayesianGaussianMixture", n_components=3, random_state=0), "X", X, None)]),
        lambda: classified("mlp", "neural_network.MLPClassifier", "text", hidden_layer_sizes=(6, 4), random_state=0, max_iter=40),
        lambda: classified("mlp-two", "neural_network.MLPClassifier", "pair", hidden_layer_sizes=(5,), activation="tanh", random_state=0, max_iter=40),
        lambda: regressed("mlpr", "neural_network.MLPRegressor", hidden_layer_sizes=(5,), activation="logistic", random_state=0, max_iter=60),
        lambda: regressed("mlpr-two", "neural_network.MLPRegressor", TWO, hidden_layer_sizes=(5,), activation="identity", random_state=0, max_iter=40),
        lambda: composed(),
        lambda: iter([("isotonic", make("isotonic.IsotonicRegression", out_of_bounds="clip"), "one", X[:, 0], NUMBER)]),
        lambda: iter([("dummy", make("dummy.DummyClassifier", strategy="prior"), "X", X, many)]),
        lambda: iter([("dummyr", make("dummy.DummyRegressor", strategy="median"), "X", X, NUMBER)]),
        # Steps.
        lambda: transformed("standard", "preprocessing.StandardScaler"),
        lambda: transformed("standard-mean", "preprocessing.StandardScaler", with_std=False),
        lambda: transformed("minmax", "preprocessing.MinMaxScaler", feature_range=(-1, 2), clip=True),
        lambda: transformed("maxabs", "preprocessing.MaxAbsScaler"),
        lambda: transformed("robust", "preprocessing.RobustScaler"),
        lambda: transformed("normalizer", "preprocessing.Normalizer", norm="l1"),
        lambda: transformed("binarizer", "preprocessing.Binarizer", threshold=0.1),
        lambda: transformed("polynomial", "preprocessing.PolynomialFeatures", degree=2),
        lambda: transformed("polynomial-interaction", "preprocessing.PolynomialFeatures", degree=3, interaction_only=True, include_bias=False),
        lambda: transformed("power", "preprocessing.PowerTransformer"),
        lambda: transformed("power-box", "preprocessing.PowerTransformer", data="positive", method="box-cox", standardize=False),
        lambda: transformed("quantile-uniform", "preprocessing.QuantileTransformer", n_quantiles=20, random_state=0),
        lambda: transformed("quantile-normal", "preprocessing.QuantileTransformer", n_quantiles=20, random_state=0, output_distribution="normal"),
        lambda: transformed("bins", "preprocessing.KBinsDiscretizer", n_bins=4, encode="ordinal"),
        lambda: transformed("bins-onehot", "preprocessing.KBinsDiscretizer", n_bins=3, encode="onehot-dense", strategy="uniform"),
        lambda: transformed("onehot", "preprocessing.OneHotEncoder", data="categories", sparse=False, sparse_output=False, categories="auto"),
        lambda: transformed("onehot-legacy", "preprocessing.OneHotEncoder", data="categories") if VERSION < (0, 22) else iter([]),
        lambda: transformed("onehot-words", "preprocessing.OneHotEncoder", data="words", handle_unknown="ignore") if VERSION >= (0, 20) else iter([]),
        lambda: transformed("onehot-drop", "preprocessing.OneHotEncoder", data="words", drop="first") if VERSION >= (0, 21) else iter([]),
        lambda: transformed("onehot-infrequent", "preprocessing.OneHotEncoder", data="words", min_frequency=20, handle_unknown="infrequent_if_exist") if VERSION >= (1, 1) else iter([]),
        lambda: transformed("ordinal", "preprocessing.OrdinalEncoder", data="words"),
        lambda: transformed("target", "preprocessing.TargetEncoder", data="words", y=NUMBER, random_state=0),
        lambda: transformed("imputer", "preprocessing.Imputer", data="nan", strategy="median"),
        lambda: transformed("simpleimputer", "impute.SimpleImputer", data="nan", strategy="mean", add_indicator=True),
        lambda: transformed("simpleimputer-constant", "impute.SimpleImputer", data="nan", strategy="constant", fill_value=-9.0),
        lambda: transformed("indicator", "impute.MissingIndicator", data="nan"),
        lambda: transformed("pca", "decomposition.PCA", n_components=3),
        lambda: transformed("pca-whiten", "decomposition.PCA", n_components=3, whiten=True),
        lambda: transformed("randomizedpca", "decomposition.RandomizedPCA", n_components=3, random_state=0),
        lambda: transformed("incrementalpca", "decomposition.IncrementalPCA", n_components=2),
        lambda: transformed("svd", "decomposition.TruncatedSVD", n_components=3, random_state=0),
        lambda: transformed("ica", "decomposition.FastICA", n_components=2, random_state=0),
        lambda: transformed("projection", "random_projection.GaussianRandomProjection", n_components=3, random_state=0),
        lambda: transformed("projection-sparse", "random_projection.SparseRandomProjection", n_components=3, random_state=0),
        lambda: transformed("kbest", "feature_selection.SelectKBest", y=many, k=2),
        lambda: transformed("percentile", "feature_selection.SelectPercentile", y=many, percentile=50),
        lambda: transformed("fpr", "feature_selection.SelectFpr", y=many, alpha=0.2),
        lambda: transformed("variance", "feature_selection.VarianceThreshold", threshold=0.5),
        lambda: selection(),
        lambda: transformed("count", "feature_extraction.text.CountVectorizer", data="texts", ngram_range=(1, 2), stop_words=["and"]),
        lambda: transformed("tfidf", "feature_extraction.text.TfidfVectorizer", data="texts"),
        lambda: transformed("tfidf-chars", "feature_extraction.text.TfidfVectorizer", data="texts", analyzer="char_wb", ngram_range=(2, 3), sublinear_tf=True, strip_accents="unicode", min_df=10),
        lambda: transformed("tfidf-plain", "feature_extraction.text.TfidfVectorizer", data="texts", use_idf=False, norm=None, binary=True, lowercase=False, max_features=8),
        lambda: texts(),
        lambda: columns(),
        lambda: iter([("labels", make("preprocessing.LabelEncoder"), None, LABELS["text"], None)]),
    ]
    for one in wanted:
        try:
            produced = list(one())
        except (AttributeError, ImportError, TypeError) as problem:
            print("  not in %s: %s" % (sklearn.__version__, problem))
            continue
        for model in produced:
            yield model


def discriminant(name):
    return "discriminant_analysis." + name


def hist(name):
    if VERSION < (1, 0):
        __import__("sklearn.experimental.enable_hist_gradient_boosting")
    return "ensemble." + name


def sparse_models():
    """Fitted on sparse rows: support vectors and neighbours are kept sparse."""
    from scipy import sparse

    rows = sparse.csr_matrix(COUNTS)
    INPUTS["sparse"] = COUNTS[:ROWS]
    yield "svc-sparse", make("svm.SVC", kernel="rbf", gamma=0.1), "sparse", rows, LABELS["text"]
    yield "svr-sparse", make("svm.SVR", kernel="linear"), "sparse", rows, NUMBER
    yield "knn-sparse", make("neighbors.KNeighborsRegressor", n_neighbors=5, weights="distance", metric="manhattan", algorithm="brute"), "sparse", rows + sparse.csr_matrix(np.abs(X) * (COUNTS > 0)), NUMBER
    sparsified = make("linear_model.SGDClassifier", random_state=0, max_iter=50, n_iter=50, penalty="l1")
    yield "sgd-sparse", sparsified.fit(X, many).sparsify(), "X", None, None


def named_models():
    """Fitted on a table with names; one class; weights for rows are among the others' parameters."""
    yield "tree-one", make("tree.DecisionTreeClassifier"), "X", X, np.zeros(90, dtype=int)
    yield "forest-bootstrap", make("ensemble.RandomForestClassifier", n_estimators=4, max_depth=3, random_state=0, class_weight="balanced", bootstrap=False, max_features=None), "X", X, LABELS["boolean"]
    try:
        import pandas
    except ImportError:
        return
    frame = pandas.DataFrame(X, columns=["a", "b b", "c", "d", "e"])
    INPUTS["named"] = frame.iloc[:ROWS]
    yield "forest-named", make("ensemble.RandomForestRegressor", n_estimators=4, max_depth=3, random_state=0), "named", frame, NUMBER
    yield "logistic-named", make("linear_model.LogisticRegression"), "named", frame, LABELS["text"]


def categorical_boosting():
    if VERSION >= (0, 24):
        data = np.column_stack([CATEGORIES.astype(float), X[:, :2]])
        INPUTS["boosting"] = data[:ROWS]
        yield "hgb-categories", make(hist("HistGradientBoostingRegressor"), max_iter=5, max_leaf_nodes=6, min_samples_leaf=3, categorical_features=[0, 2]), "boosting", data, NUMBER + 3 * (CATEGORIES[:, 0] % 2)


def voting():
    tree, logistic, bayes = make("tree.DecisionTreeClassifier", max_depth=2, random_state=0), make("linear_model.LogisticRegression"), make("naive_bayes.GaussianNB")
    members = [("tree", tree), ("logistic", logistic), ("bayes", bayes)]
    yield "voting-hard", make("ensemble.VotingClassifier", estimators=members, voting="hard"), "X", X, LABELS["text"]
    yield "voting-soft", make("ensemble.VotingClassifier", estimators=members, voting="soft", weights=[1, 2, 1]), "X", X, LABELS["text"]
    if VERSION >= (0, 21):
        regressors = [("linear", make("linear_model.LinearRegression")), ("tree", make("tree.DecisionTreeRegressor", max_depth=2, random_state=0))]
        yield "votingr", make("ensemble.VotingRegressor", estimators=regressors, weights=[1, 3]), "X", X, NUMBER


def stacking():
    if VERSION >= (0, 22):
        members = [("tree", make("tree.DecisionTreeClassifier", max_depth=2, random_state=0)), ("bayes", make("naive_bayes.GaussianNB"))]
        yield "stacking", make("ensemble.StackingClassifier", estimators=members, cv=3), "X", X, LABELS["text"]
        yield "stacking-two", make("ensemble.StackingClassifier", estimators=members, cv=3, passthrough=True), "X", X, LABELS["pair"]
        regressors = [("linear", make("linear_model.LinearRegression")), ("tree", make("tree.DecisionTreeRegressor", max_depth=2, random_state=0))]
        yield "stackingr", make("ensemble.StackingRegressor", estimators=regressors, cv=3), "X", X, NUMBER


def composed():
    logistic = lambda: make("linear_model.LogisticRegression")
    pipeline = load("pipeline.Pipeline")
    scaler = lambda: make("preprocessing.StandardScaler")
    yield "pipeline", pipeline([("scale", scaler()), ("pca", make("decomposition.PCA", n_components=3)), ("classify", logistic())]), "X", X, LABELS["text"]
    yield "pipeline-knn", pipeline([("scale", make("preprocessing.MinMaxScaler")), ("knn", make("neighbors.KNeighborsRegressor", n_neighbors=3))]), "X", X, NUMBER
    yield "pipeline-kmeans", pipeline([("scale", scaler()), ("kmeans", make("cluster.KMeans", n_clusters=3, random_state=0, n_init=2)), ("linear", make("linear_model.LinearRegression"))]), "X", X, NUMBER
    if VERSION >= (0, 18):
        yield "pipeline-steps", pipeline([("scale", scaler()), ("nothing", None if VERSION < (0, 21) else "passthrough"), ("linear", make("linear_model.Ridge"))]), "X", X, NUMBER
    yield "union", pipeline([("union", load("pipeline.FeatureUnion")([("scale", scaler()), ("pca", make("decomposition.PCA", n_components=2))], transformer_weights={"pca": 2.0})), ("linear", make("linear_model.LinearRegression"))]), "X", X, NUMBER
    module = "model_selection" if VERSION >= (0, 18) else "grid_search"
    yield "grid", load(module + ".GridSearchCV")(logistic(), {"C": [0.1, 1.0]}, cv=3), "X", X, LABELS["pair"]
    yield "ovr", load("multiclass.OneVsRestClassifier")(logistic()), "X", X, LABELS["text"]
    yield "ovr-svm", load("multiclass.OneVsRestClassifier")(make("svm.LinearSVC", random_state=0)), "X", X, many
    yield "ovr-multilabel", load("multiclass.OneVsRestClassifier")(logistic()), "X", X, np.column_stack([binary, X[:, 2] > 0]).astype(int)
    yield "ovo", load("multiclass.OneVsOneClassifier")(make("svm.LinearSVC", random_state=0)), "X", X, LABELS["text"]
    if VERSION >= (0, 18):
        yield "multi", load("multioutput.MultiOutputClassifier")(logistic()), "X", X, np.column_stack([many, binary])
        yield "multir", load("multioutput.MultiOutputRegressor")(make("ensemble.GradientBoostingRegressor", n_estimators=3, max_depth=2)), "X", X, TWO
    if VERSION >= (0, 20):
        yield "chain", load("multioutput.ClassifierChain")(logistic(), order=[1, 0]), "X", X, np.column_stack([X[:, 2] > 0, binary]).astype(int)
        yield "chainr", load("multioutput.RegressorChain")(make("linear_model.Ridge"), order=[1, 0]), "X", X, TWO
        yield "targetr", load("compose.TransformedTargetRegressor")(make("linear_model.LinearRegression"), transformer=scaler()), "X", X, NUMBER
        yield "targetr-log", load("compose.TransformedTargetRegressor")(make("linear_model.LinearRegression"), func=np.log1p, inverse_func=np.expm1), "X", X, POSITIVE_NUMBER
    calibrated = load("calibration.CalibratedClassifierCV")
    yield "calibrated", calibrated(make("naive_bayes.GaussianNB"), cv=3), "X", X, LABELS["text"]
    yield "calibrated-isotonic", calibrated(make("svm.LinearSVC", random_state=0), cv=3, method="isotonic"), "X", X, LABELS["pair"]
    yield "bagging-svc", make("ensemble.BaggingClassifier", **{("estimator" if VERSION >= (1, 2) else "base_estimator"): make("svm.LinearSVC", random_state=0), "n_estimators": 3, "random_state": 0}), "X", X, LABELS["text"]
    if VERSION >= (1, 5):
        yield "threshold", load("model_selection.FixedThresholdClassifier")(logistic(), threshold=0.3), "X", X, LABELS["pair"]
    if VERSION >= (1, 8):
        yield "calibrated-temperature", calibrated(logistic(), cv=3, method="temperature"), "X", X, LABELS["text"]


def selection():
    yield "frommodel", load("feature_selection.SelectFromModel")(make("ensemble.RandomForestRegressor", n_estimators=4, max_depth=2, random_state=0)), "X", X, NUMBER
    yield "frommodel-linear", load("feature_selection.SelectFromModel")(make("linear_model.Lasso", alpha=0.1), threshold=0.2), "X", X, NUMBER
    yield "rfe", load("feature_selection.RFE")(make("linear_model.LinearRegression"), n_features_to_select=2), "X", X, NUMBER
    if VERSION >= (0, 24):
        yield "sequential", load("feature_selection.SequentialFeatureSelector")(make("linear_model.LinearRegression"), n_features_to_select=2, cv=3), "X", X, NUMBER
    function = load("preprocessing.FunctionTransformer")
    yield "function", (function(np.log1p, validate=True) if VERSION >= (0, 20) else function(np.log1p)), "positive", POSITIVE, None
    yield "function-identity", (function(None, validate=True) if VERSION >= (0, 20) else function(None)), "X", X, None


def texts():
    pipeline = load("pipeline.Pipeline")
    labels = np.array([0, 1, 2] * 20)
    yield "tfidf-pipeline", pipeline([("tfidf", make("feature_extraction.text.TfidfVectorizer")), ("logistic", make("linear_model.LogisticRegression"))]), "texts", TEXTS, labels
    yield "count-tfidf", pipeline([("count", make("feature_extraction.text.CountVectorizer")), ("tfidf", make("feature_extraction.text.TfidfTransformer")), ("bayes", make("naive_bayes.MultinomialNB"))]), "texts", TEXTS, labels


def columns():
    if VERSION < (0, 20):
        return
    transformer = load("compose.ColumnTransformer")
    data = np.empty((90, 4), dtype=object)
    data[:, :2] = X[:, :2]
    data[:, 2:] = WORDS
    INPUTS["mixed"] = data[:ROWS]
    impute = load("pipeline.Pipeline")([("impute", make("impute.SimpleImputer")), ("scale", make("preprocessing.StandardScaler"))])
    encode = make("preprocessing.OneHotEncoder", handle_unknown="ignore")
    yield "columns", transformer([("numbers", impute, [0, 1]), ("words", encode, [2, 3])]), "mixed", data, None
    yield "columns-remainder", transformer([("scale", make("preprocessing.StandardScaler"), [1, 3])], remainder="passthrough"), "X", X, None
    yield "columns-drop", transformer([("scale", make("preprocessing.StandardScaler"), slice(0, 2)), ("none", "drop", [2]), ("keep", "passthrough", [4])]), "X", X, None
    try:
        import pandas
    except ImportError:
        return
    frame = pandas.DataFrame({"age": X[:, 0], "size": WORDS[:, 1], "colour": WORDS[:, 0], "height": X[:, 1]})
    INPUTS["frame"] = frame.iloc[:ROWS]
    yield "columns-frame", load("pipeline.Pipeline")([
        ("columns", transformer([("words", make("preprocessing.OneHotEncoder", handle_unknown="ignore"), ["colour", "size"]), ("numbers", make("preprocessing.StandardScaler"), ["height"])], remainder="passthrough")),
        ("logistic", make("linear_model.LogisticRegression"))]), "frame", frame, LABELS["pair"]


# MARK: Saving

def save(estimator, folder, name, number):
    way = number % 6
    if way in (0, 1, 2):
        protocol = (2, pickle.HIGHEST_PROTOCOL, 0)[way]
        with open(os.path.join(folder, name + ".pkl"), "wb") as stream:
            pickle.dump(estimator, stream, protocol=protocol)
        return
    compress = 0 if way == 3 else 3
    if way == 5 and VERSION >= (0, 19) and not PY2:
        compress = [("gzip", 3), ("bz2", 3), ("xz", 3), ("lzma", 3)][number // 6 % 4]
    joblib.dump(estimator, os.path.join(folder, name + ".joblib"), compress=compress)


def dense(answer):
    if hasattr(answer, "toarray"):
        answer = answer.toarray()
    if isinstance(answer, list) and answer and hasattr(answer[0], "shape"):
        return dict(("%d" % place, part) for place, part in enumerate(answer))
    answer = np.asarray(answer)
    if answer.dtype == object:
        try:
            answer = answer.astype(float)
        except (TypeError, ValueError):
            answer = answer.astype("U")
    return {"": answer}


def answers(estimator, data):
    found = {}
    for method in ("predict", "predict_proba", "decision_function", "transform"):
        try:
            said = getattr(estimator, method)(data)
        except (AttributeError, NotImplementedError, ValueError, TypeError):
            continue
        for suffix, part in dense(said).items():
            found[method + ("." + suffix if suffix else "")] = part
    return found


def main(folder):
    if not os.path.isdir(folder):
        os.makedirs(folder)
    written = 0
    for number, (name, estimator, input_name, data, target) in enumerate(models()):
        try:
            if data is not None:
                estimator.fit(data, target) if target is not None else estimator.fit(data)
        except Exception as problem:
            print("  %s does not fit: %r" % (name, problem))
            continue
        if input_name is None:
            found = {"classes": np.asarray(estimator.classes_)}
        else:
            found = answers(estimator, inputs(input_name))
        if not found:
            print("  %s answers nothing" % name)
            continue
        try:
            save(estimator, folder, name, number)
        except Exception as problem:
            print("  %s is not saved: %r" % (name, problem))
            continue
        found["input"] = np.array(input_name or "")
        np.savez_compressed(os.path.join(folder, name + ".npz"), **found)
        written += 1
    flat = {}
    for name, data in INPUTS.items():
        if hasattr(data, "columns") or data.dtype == object:
            names = list(data.columns) if hasattr(data, "columns") else list(range(data.shape[1]))
            for place, column in enumerate(names):
                values = np.asarray(data[column] if hasattr(data, "columns") else data[:, place])
                try:
                    flat["%s.%d.%s" % (name, place, column)] = values.astype(float)
                except ValueError:
                    flat["%s.%d.%s" % (name, place, column)] = values.astype("U")
        else:
            flat[name] = data
    np.savez_compressed(os.path.join(folder, "inputs.npz"), **flat)
    print("%s: %d models" % (sklearn.__version__, written))


if __name__ == "__main__":
    main(sys.argv[1])
