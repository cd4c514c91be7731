"""Fits pipelines with scikit-learn, XGBoost and LightGBM, and has sklearn2pmml write them as PMML.

    python pmml_sklearn.py FOLDER [NAME ...]

Each is a document, NAME.pmml, and rows for it, NAME.jsonl: ordinary ones, and ones with missing cells, cells that no
training row had, and numbers far outside. `pmml_cases.py FOLDER` has JPMML-Evaluator answer them.
"""

import json
import os
import sys
import traceback
import warnings

import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.calibration import CalibratedClassifierCV
from sklearn.cluster import KMeans, MiniBatchKMeans
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
from sklearn.cross_decomposition import PLSRegression
from sklearn.decomposition import PCA, IncrementalPCA, TruncatedSVD
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis, QuadraticDiscriminantAnalysis
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.ensemble import (
    AdaBoostClassifier, AdaBoostRegressor, BaggingClassifier, BaggingRegressor, ExtraTreesClassifier,
    ExtraTreesRegressor, GradientBoostingClassifier, GradientBoostingRegressor, HistGradientBoostingClassifier,
    HistGradientBoostingRegressor, IsolationForest, RandomForestClassifier, RandomForestRegressor, StackingClassifier,
    StackingRegressor, VotingClassifier, VotingRegressor)
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.feature_selection import SelectKBest, f_regression
from sklearn.impute import SimpleImputer
from sklearn.linear_model import (
    BayesianRidge, ElasticNet, GammaRegressor, HuberRegressor, Lasso, LinearRegression, LogisticRegression, Perceptron,
    PoissonRegressor, QuantileRegressor, Ridge, RidgeClassifier, SGDClassifier, SGDRegressor, TweedieRegressor)
from sklearn.multiclass import OneVsRestClassifier
from sklearn.multioutput import MultiOutputClassifier, MultiOutputRegressor
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import FeatureUnion, Pipeline, make_pipeline
from sklearn.preprocessing import (
    Binarizer, FunctionTransformer, KBinsDiscretizer, MaxAbsScaler, MinMaxScaler, Normalizer, OneHotEncoder,
    OrdinalEncoder, PolynomialFeatures, PowerTransformer, QuantileTransformer, RobustScaler, SplineTransformer,
    StandardScaler, TargetEncoder)
from sklearn.svm import SVC, SVR, LinearSVC, LinearSVR, NuSVC, NuSVR, OneClassSVM
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor, ExtraTreeClassifier
from sklearn2pmml import sklearn2pmml
from sklearn2pmml.decoration import Alias, CategoricalDomain, ContinuousDomain, OrdinalDomain
from sklearn2pmml.ensemble import EstimatorChain, GBDTLRClassifier, SelectFirstClassifier, SelectFirstRegressor
from sklearn2pmml.expression import ExpressionRegressor
from sklearn2pmml.pipeline import PMMLPipeline
from sklearn2pmml.preprocessing import (
    AggregateTransformer, ConcatTransformer, CutTransformer, ExpressionTransformer, LookupTransformer,
    MatchesTransformer, MultiLookupTransformer, PMMLLabelBinarizer, PowerFunctionTransformer, ReplaceTransformer,
    StringLengthTransformer, StringNormalizer, SubstringTransformer)
from sklearn2pmml.ruleset import RuleSetClassifier
from sklearn2pmml.util import Expression

warnings.filterwarnings("ignore")
random = np.random.RandomState(20)
COUNT = 150
NUMBERS = pd.DataFrame({
    "a": random.normal(0, 1, COUNT), "b": random.uniform(-3, 5, COUNT), "c": random.gamma(2.0, 2.0, COUNT) + 0.1,
    "d": random.randint(0, 9, COUNT).astype(float)})
SIGNAL = NUMBERS.a * 2 - NUMBERS.b + np.log(NUMBERS.c) * 1.5 + (NUMBERS.d > 4) * 2
NUMBER = SIGNAL + random.normal(0, 0.3, COUNT)
POSITIVE = np.exp(SIGNAL / 4) + 0.05
YES = np.where(SIGNAL + random.normal(0, 1, COUNT) > SIGNAL.median(), "yes", "no")
COLOR = np.array(["red", "green", "blue"])[np.digitize(SIGNAL + random.normal(0, 0.5, COUNT), [-1.5, 1.5])]
CLASS = np.digitize(SIGNAL, [-1.5, 1.5])
HOLES = NUMBERS.mask(random.uniform(size=NUMBERS.shape) < 0.1)
MIXED = pd.DataFrame({
    "a": NUMBERS.a, "c": NUMBERS.c, "city": random.choice(["Oslo", "Bergen", "São Paulo", "New York"], COUNT),
    "size": random.choice(["S", "M", "L"], COUNT), "flag": random.choice([True, False], COUNT),
    "count": random.randint(0, 5, COUNT)})
TEXT = pd.Series([" ".join(random.choice(["the", "cat", "sat", "on", "a", "mat", "dog", "ran"], 5)) for _ in range(COUNT)],
                 name="text")
COLUMNS = ["a", "b", "c", "d"]


def holes(frame, column):
    copy = frame.copy()
    copy.loc[::9, column] = None
    return copy


def mixed(*steps, city="city"):
    return ColumnTransformer([("numbers", StandardScaler(), ["a", "c"]), *steps], verbose_feature_names_out=False)


class Case:
    """What is fitted: the steps, the rows and the target. Rows that were not seen are made of `rows`."""

    def __init__(self, steps, rows=NUMBERS, target=NUMBER, name="y", **options):
        self.steps, self.rows, self.target, self.name, self.options = steps, rows, target, name, options


def number(*steps, **options):
    return Case(steps, **options)


def classes(*steps, **options):
    return Case(steps, **{"target": COLOR, **options})


def two(*steps, **options):
    return Case(steps, **{"target": YES, **options})


def cases():
    forest = dict(n_estimators=7, max_depth=4, random_state=1)
    yield "linear", number(LinearRegression())
    yield "ridge-scaled", number(StandardScaler(), Ridge())
    yield "lasso", number(MinMaxScaler(), Lasso(0.01))
    yield "elastic-net", number(RobustScaler(), ElasticNet(0.01))
    yield "bayesian-ridge", number(MaxAbsScaler(), BayesianRidge())
    yield "huber", number(HuberRegressor())
    yield "quantile-regressor", number(QuantileRegressor(quantile=0.7, alpha=0.01))
    yield "sgd-regressor", number(StandardScaler(), SGDRegressor(random_state=1))
    yield "poisson", number(PoissonRegressor(), target=POSITIVE)
    yield "gamma", number(GammaRegressor(), target=POSITIVE)
    yield "tweedie", number(TweedieRegressor(power=1.5), target=POSITIVE)
    yield "tree-regressor", number(DecisionTreeRegressor(max_depth=4, random_state=1))
    yield "forest-regressor", number(RandomForestRegressor(**forest))
    yield "extra-trees-regressor", number(ExtraTreesRegressor(**forest))
    yield "boosting-regressor", number(GradientBoostingRegressor(n_estimators=9, random_state=1))
    yield "boosting-huber", number(GradientBoostingRegressor(loss="huber", n_estimators=5, random_state=1))
    yield "histogram-regressor", number(HistGradientBoostingRegressor(max_iter=9, random_state=1), rows=HOLES)
    yield "histogram-poisson", number(HistGradientBoostingRegressor(loss="poisson", max_iter=5, random_state=1), target=POSITIVE)
    yield "adaboost-regressor", number(AdaBoostRegressor(DecisionTreeRegressor(max_depth=3), n_estimators=6, random_state=1))
    yield "bagging-regressor", number(BaggingRegressor(DecisionTreeRegressor(max_depth=4), n_estimators=5, random_state=1))
    yield "bagging-linear", number(BaggingRegressor(LinearRegression(), n_estimators=4, max_features=3, random_state=1))
    yield "voting-regressor", number(VotingRegressor([("l", LinearRegression()), ("t", DecisionTreeRegressor(max_depth=3))], weights=[2, 1]))
    yield "stacking-regressor", number(StackingRegressor([("l", LinearRegression()), ("t", DecisionTreeRegressor(max_depth=3))], Ridge()))
    yield "transformed-target", number(TransformedTargetRegressor(LinearRegression(), func=np.log, inverse_func=np.exp), target=POSITIVE)
    yield "neighbors-regressor", number(KNeighborsRegressor(4))
    yield "neighbors-weighted", number(KNeighborsRegressor(4, weights="distance", metric="manhattan"))
    for kernel in ("linear", "poly", "rbf", "sigmoid"):
        yield "svr-" + kernel, number(StandardScaler(), SVR(kernel=kernel))
    yield "nu-svr", number(StandardScaler(), NuSVR())
    yield "linear-svr", number(StandardScaler(), LinearSVR(random_state=1))
    for activation in ("relu", "tanh", "logistic", "identity"):
        yield "perceptron-" + activation, number(StandardScaler(), MLPRegressor(hidden_layer_sizes=(5, 3), activation=activation, max_iter=300, random_state=1))
    yield "least-squares-parts", number(PLSRegression(2))
    yield "dummy-regressor", number(DummyRegressor())
    yield "two-targets", Case([MultiOutputRegressor(LinearRegression())], target=np.c_[NUMBER, POSITIVE], name=["y1", "y2"])
    yield "isolation-forest", Case([IsolationForest(n_estimators=9, random_state=1)], target=None)
    yield "one-class", Case([StandardScaler(), OneClassSVM(nu=0.2)], target=None)
    yield "k-means", Case([StandardScaler(), KMeans(4, n_init=2, random_state=1)], target=None)
    yield "mini-batch", Case([MiniBatchKMeans(3, n_init=2, random_state=1)], target=None)

    yield "logistic-two", two(StandardScaler(), LogisticRegression())
    yield "logistic-three", classes(StandardScaler(), LogisticRegression())
    yield "logistic-rest", classes(StandardScaler(), OneVsRestClassifier(LogisticRegression()))
    yield "logistic-whole", classes(LogisticRegression(), target=CLASS)
    yield "discriminants", classes(LinearDiscriminantAnalysis())
    yield "ridge-classifier", classes(RidgeClassifier())
    yield "ridge-classifier-two", two(RidgeClassifier())
    yield "sgd-hinge", classes(StandardScaler(), SGDClassifier(random_state=1))
    yield "sgd-log", classes(StandardScaler(), SGDClassifier(loss="log_loss", random_state=1))
    yield "sgd-huber", two(StandardScaler(), SGDClassifier(loss="modified_huber", random_state=1))
    yield "perceptron", two(StandardScaler(), Perceptron(random_state=1))
    yield "linear-svc", classes(StandardScaler(), LinearSVC(random_state=1))
    yield "linear-svc-two", two(StandardScaler(), LinearSVC(random_state=1))
    for kernel in ("linear", "poly", "rbf", "sigmoid"):
        yield "svc-" + kernel, classes(StandardScaler(), SVC(kernel=kernel))
    yield "svc-two", two(StandardScaler(), SVC())
    yield "nu-svc", classes(StandardScaler(), NuSVC(nu=0.3))
    yield "tree", classes(DecisionTreeClassifier(max_depth=4, random_state=1))
    yield "tree-two", two(DecisionTreeClassifier(max_depth=4, random_state=1))
    yield "extra-tree", classes(ExtraTreeClassifier(max_depth=4, random_state=1))
    yield "forest", classes(RandomForestClassifier(**forest))
    yield "forest-holes", classes(RandomForestClassifier(**forest), rows=HOLES)
    yield "forest-whole", classes(RandomForestClassifier(**forest), target=CLASS)
    yield "extra-trees", two(ExtraTreesClassifier(**forest))
    yield "boosting-two", two(GradientBoostingClassifier(n_estimators=7, random_state=1))
    yield "boosting-three", classes(GradientBoostingClassifier(n_estimators=5, random_state=1))
    yield "boosting-exponential", two(GradientBoostingClassifier(loss="exponential", n_estimators=5, random_state=1))
    yield "histogram-two", two(HistGradientBoostingClassifier(max_iter=7, random_state=1), rows=HOLES)
    yield "histogram-three", classes(HistGradientBoostingClassifier(max_iter=5, random_state=1))
    yield "adaboost-two", two(AdaBoostClassifier(DecisionTreeClassifier(max_depth=2), n_estimators=5, random_state=1))
    yield "adaboost-three", classes(AdaBoostClassifier(DecisionTreeClassifier(max_depth=2), n_estimators=5, random_state=1))
    yield "bagging", classes(BaggingClassifier(DecisionTreeClassifier(max_depth=4), n_estimators=5, random_state=1))
    yield "voting-hard", classes(VotingClassifier([("l", LogisticRegression()), ("t", DecisionTreeClassifier(max_depth=3)), ("n", GaussianNB())]))
    yield "voting-soft", classes(VotingClassifier([("l", LogisticRegression()), ("t", DecisionTreeClassifier(max_depth=3))], voting="soft", weights=[1, 2]))
    yield "stacking", two(StackingClassifier([("l", LogisticRegression()), ("t", DecisionTreeClassifier(max_depth=3))], LogisticRegression()))
    yield "calibrated-sigmoid", two(CalibratedClassifierCV(LinearSVC(random_state=1), cv=2))
    yield "calibrated-isotonic", classes(CalibratedClassifierCV(GaussianNB(), method="isotonic", cv=2))
    yield "neighbors", classes(KNeighborsClassifier(5))
    yield "neighbors-distance", classes(KNeighborsClassifier(5, weights="distance"))
    yield "neighbors-chebyshev", two(KNeighborsClassifier(3, metric="chebyshev"))
    yield "gaussian-bayes", classes(GaussianNB())
    yield "quadratic-discriminants", classes(QuadraticDiscriminantAnalysis())
    yield "neural-two", two(StandardScaler(), MLPClassifier((4,), max_iter=300, random_state=1))
    yield "neural-three", classes(StandardScaler(), MLPClassifier((5, 4), activation="tanh", max_iter=300, random_state=1))
    yield "dummy", classes(DummyClassifier(strategy="prior"))
    yield "two-classifiers", Case([MultiOutputClassifier(DecisionTreeClassifier(max_depth=3))],
                                  target=pd.DataFrame({"y1": YES, "y2": COLOR}), name=["y1", "y2"])

    # Boosters.
    from lightgbm import LGBMClassifier, LGBMRegressor
    from xgboost import XGBClassifier, XGBRegressor, XGBRFClassifier
    yield "xgb-regressor", number(XGBRegressor(n_estimators=8, max_depth=3), rows=HOLES)
    yield "xgb-poisson", number(XGBRegressor(objective="count:poisson", n_estimators=5, max_depth=3), target=POSITIVE)
    yield "xgb-dart", number(XGBRegressor(booster="dart", rate_drop=0.3, n_estimators=6, max_depth=3, random_state=1))
    yield "xgb-linear", number(XGBRegressor(booster="gblinear", n_estimators=9))
    yield "xgb-two", two(XGBClassifier(n_estimators=6, max_depth=3), rows=HOLES, target=(YES == "yes").astype(int))
    yield "xgb-three", classes(XGBClassifier(n_estimators=4, max_depth=3), target=CLASS)
    yield "xgb-forest", two(XGBRFClassifier(n_estimators=5, max_depth=3), target=(YES == "yes").astype(int))
    yield "lgbm-regressor", number(LGBMRegressor(n_estimators=8, min_child_samples=5, verbose=-1), rows=HOLES)
    yield "lgbm-two", two(LGBMClassifier(n_estimators=6, min_child_samples=5, verbose=-1))
    yield "lgbm-three", classes(LGBMClassifier(n_estimators=4, min_child_samples=5, verbose=-1))
    yield "lgbm-forest", two(LGBMClassifier(boosting_type="rf", bagging_freq=1, bagging_fraction=0.7, n_estimators=5, min_child_samples=5, verbose=-1))
    yield "lgbm-tweedie", number(LGBMRegressor(objective="tweedie", n_estimators=5, min_child_samples=5, verbose=-1), target=POSITIVE)

    # Transformers of numbers, before a linear model that keeps them apart.
    yield "polynomial", number(PolynomialFeatures(2, include_bias=False), LinearRegression())
    yield "interactions", number(PolynomialFeatures(3, interaction_only=True, include_bias=True), Ridge())
    yield "components", number(StandardScaler(), PCA(2), LinearRegression())
    yield "components-white", number(PCA(3, whiten=True), LinearRegression())
    yield "components-parts", number(IncrementalPCA(2), LinearRegression())
    yield "singular", number(TruncatedSVD(2, random_state=1), LinearRegression())
    yield "power", number(PowerTransformer(), LinearRegression())
    yield "power-box", number(PowerTransformer("box-cox"), LinearRegression(), rows=NUMBERS[["c"]])
    yield "bins-ordinal", number(KBinsDiscretizer(4, encode="ordinal", strategy="uniform"), LinearRegression())
    yield "bins-onehot", number(KBinsDiscretizer(3, encode="onehot-dense", strategy="quantile"), LinearRegression())
    yield "binarizer", number(Binarizer(threshold=0.5), LinearRegression())
    yield "spline", number(SplineTransformer(4, degree=3, extrapolation="error"), LinearRegression(), rows=NUMBERS[["a"]])
    # Of whole numbers its curve would stand still at some places and have two values there.
    yield "quantiles", number(QuantileTransformer(n_quantiles=20), LinearRegression(), rows=NUMBERS[["a", "b", "c"]])
    yield "logs", number(FunctionTransformer(np.log1p), LinearRegression(), rows=NUMBERS[["c", "d"]])
    yield "best", number(StandardScaler(), SelectKBest(f_regression, k=2), LinearRegression())
    yield "union", number(FeatureUnion([("s", StandardScaler()), ("p", PCA(2))]), LinearRegression())
    for strategy in ("mean", "median", "most_frequent"):
        yield "impute-" + strategy, number(SimpleImputer(strategy=strategy), LinearRegression(), rows=HOLES)
    yield "impute-constant", number(SimpleImputer(strategy="constant", fill_value=-1), LinearRegression(), rows=HOLES)
    yield "impute-indicator", number(SimpleImputer(add_indicator=True), LinearRegression(), rows=HOLES)
    for function in ("min", "max", "mean", "sum"):
        yield "aggregate-" + function, number(FeatureUnion([("i", FunctionTransformer()), ("a", AggregateTransformer(function))]), LinearRegression())

    # Columns of several kinds.
    hot = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    yield "onehot", number(mixed(("city", hot, ["city", "size"])), LinearRegression(), rows=MIXED)
    yield "onehot-tree", two(mixed(("city", hot, ["city", "size"])), DecisionTreeClassifier(max_depth=4, random_state=1), rows=MIXED)
    yield "onehot-rare", number(mixed(("city", OneHotEncoder(min_frequency=38, handle_unknown="infrequent_if_exist", sparse_output=False), ["city"])), LinearRegression(), rows=MIXED)
    yield "ordinal", number(mixed(("size", OrdinalEncoder(), ["size", "city"])), DecisionTreeRegressor(max_depth=4, random_state=1), rows=MIXED)
    yield "ordinal-unknown", number(mixed(("size", OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), ["size"])), LinearRegression(), rows=MIXED)
    yield "target-encoder", number(mixed(("city", TargetEncoder(random_state=1), ["city"])), LinearRegression(), rows=MIXED)
    yield "booleans", two(mixed(("flag", OneHotEncoder(sparse_output=False), ["flag"]), ("count", OneHotEncoder(sparse_output=False), ["count"])), LogisticRegression(), rows=MIXED)
    yield "impute-text", number(mixed(("city", make_pipeline(SimpleImputer(strategy="most_frequent"), hot), ["city"])), LinearRegression(), rows=holes(MIXED, "city"))
    yield "histogram-categories", two(ColumnTransformer([("n", "passthrough", ["a", "c"]), ("k", OrdinalEncoder(), ["city", "size"])]),
                                      HistGradientBoostingClassifier(categorical_features=[2, 3], max_iter=6, random_state=1), rows=MIXED)
    # Domains say what becomes of values that are missing, not listed, or far out.
    for treatment in ("as_is", "as_missing", "return_invalid"):
        yield "domain-" + treatment, number(
            ColumnTransformer([("n", make_pipeline(ContinuousDomain(invalid_value_treatment=treatment, missing_value_replacement=0.5), StandardScaler()), ["a", "c"]),
                               ("k", make_pipeline(CategoricalDomain(invalid_value_treatment=treatment, missing_value_replacement="Oslo"), hot), ["city"])]),
            LinearRegression(), rows=MIXED)
    yield "domain-as-value", number(
        ColumnTransformer([("n", make_pipeline(ContinuousDomain(invalid_value_treatment="as_value", invalid_value_replacement=0), StandardScaler()), ["a"]),
                           ("k", make_pipeline(CategoricalDomain(invalid_value_treatment="as_value", invalid_value_replacement="Oslo"), hot), ["city"])]),
        LinearRegression(), rows=MIXED)
    for treatment in ("as_missing_values", "as_extreme_values"):
        yield "outliers-" + treatment.split("_")[1], number(
            ColumnTransformer([("n", make_pipeline(ContinuousDomain(outlier_treatment=treatment, low_value=-1, high_value=2, missing_value_replacement=0.25, with_data=False), StandardScaler()), ["a", "c"])]),
            LinearRegression(), rows=MIXED)
    yield "domain-marker", number(
        ColumnTransformer([("n", make_pipeline(ContinuousDomain(missing_values=-999, missing_value_replacement=1.5), SimpleImputer()), ["a", "c"]),
                           ("s", make_pipeline(OrdinalDomain(), OrdinalEncoder()), ["size"])]),
        LinearRegression(), rows=MIXED)
    # Expressions.
    yield "expression", number(ColumnTransformer([
        ("e", ExpressionTransformer("X['a'] * 2 + numpy.log(X['c']) if X['c'] > 1 else -X['a']"), ["a", "c"]),
        ("f", ExpressionTransformer("numpy.sqrt(abs(X[0])) ** 2 // 1 + X[1] % 3"), ["a", "count"]), ("p", "passthrough", ["c"])]), LinearRegression(), rows=MIXED)
    yield "expression-text", number(ColumnTransformer([
        ("e", make_pipeline(CategoricalDomain(invalid_value_treatment="as_is"), ExpressionTransformer("1.5 if X[0] in ['Oslo', 'Bergen'] else (0.0 if X[0] is None else -1.0)", dtype=float)), ["city"]),
        ("p", "passthrough", ["a"])]), LinearRegression(), rows=MIXED)
    yield "lookup", number(ColumnTransformer([
        ("l", make_pipeline(LookupTransformer({"Oslo": "u", "Bergen": "v", "New York": "w"}, default_value="x"), OneHotEncoder(sparse_output=False)), ["city"]), ("p", "passthrough", ["a"])]), LinearRegression(), rows=MIXED)
    yield "lookup-two", number(ColumnTransformer([
        ("l", MultiLookupTransformer({("Oslo", "S"): 1.0, ("Oslo", "M"): 2.0, ("Bergen", "S"): 3.0}, default_value=0.0), ["city", "size"]), ("p", "passthrough", ["a"])]), LinearRegression(), rows=MIXED)
    yield "cut", number(ColumnTransformer([
        ("c", make_pipeline(CutTransformer(bins=[-5, -1, 0, 1, 5], labels=["w", "x", "y", "z"]), OneHotEncoder(sparse_output=False)), ["a"]), ("p", "passthrough", ["c"])]), LinearRegression(), rows=MIXED)
    yield "strings", number(ColumnTransformer([
        ("u", make_pipeline(StringNormalizer("uppercase"), hot), ["city"]), ("s", make_pipeline(SubstringTransformer(0, 2), hot), ["city"]),
        ("c", make_pipeline(ConcatTransformer("-"), hot), ["city", "size"]), ("n", StringLengthTransformer(), ["city"])]), LinearRegression(), rows=MIXED)
    yield "patterns", number(ColumnTransformer([
        ("m", MatchesTransformer("o.*$"), ["city"]), ("r", make_pipeline(ReplaceTransformer("[aeiou]+", "_"), hot), ["city"])]), LinearRegression(), rows=MIXED)
    yield "alias", number(ColumnTransformer([
        ("a", Alias(ExpressionTransformer("X[0] / X[1]"), "ratio", prefit=True), ["a", "c"]), ("b", PowerFunctionTransformer(2), ["a"])]), LinearRegression(), rows=MIXED)
    # Ensembles of sklearn2pmml's own.
    yield "chain", Case([EstimatorChain([("first", DecisionTreeClassifier(max_depth=2), str(True)), ("second", LogisticRegression(), str(True))])], target=YES)
    yield "select-first", number(SelectFirstRegressor([("low", LinearRegression(), "X['a'] < 0"), ("high", DecisionTreeRegressor(max_depth=3), str(True))]))
    yield "select-first-classes", classes(SelectFirstClassifier([("low", LogisticRegression(), "X['a'] < 0"), ("high", DecisionTreeClassifier(max_depth=3), str(True))]))
    yield "boosted-logistic", two(GBDTLRClassifier(GradientBoostingClassifier(n_estimators=3, max_depth=2, random_state=1), LogisticRegression()))
    yield "rules", two(RuleSetClassifier([("X['a'] > 0.5 and X['b'] < 1", "yes"), ("X['c'] > 4 or X['d'] == 3", "no")], default_score="yes"))
    yield "expression-model", number(ExpressionRegressor(Expression("X['a'] * 3 + numpy.exp(X['b'] / 4)"), normalization_method="none"))
    # Text.
    yield "count-words", Case([CountVectorizer(), LinearRegression()], rows=TEXT)
    yield "tfidf", Case([TfidfVectorizer(norm=None, ngram_range=(1, 2), max_features=12), LinearRegression()], rows=TEXT)
    yield "tfidf-sublinear", Case([TfidfVectorizer(norm=None, sublinear_tf=True), LogisticRegression()], rows=TEXT, target=YES)


def cell(value):
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return None
    return value.item() if hasattr(value, "item") else value


def rows_of(frame):
    """Ordinary rows, and ones that nobody meant to send."""
    if isinstance(frame, pd.Series):
        return [{frame.name: text} for text in list(frame[:12]) + ["", "The CAT, the dog!", "nothing known", None]]
    plain = [{key: cell(value) for key, value in row.items()} for row in frame[:14].to_dict("records")]
    rows = list(plain)
    for index, name in enumerate(frame.columns):
        base = dict(plain[index % len(plain)])
        is_number = frame[name].dtype.kind in "fi"
        wild = [None] + ([1e9, -1e9, 0.0] if is_number else [] if frame[name].dtype.kind == "b" else ["", "Atlantis", "oslo "])
        if is_number and frame[name].dtype.kind == "i":
            wild = [None, 99, -99, 0]
        rows += [{**base, name: value} for value in wild]
    rows.append({name: None for name in frame.columns})
    # What stands at a boundary: a number of the training rows, and its neighbours.
    for name in frame.columns:
        if frame[name].dtype.kind == "f":
            middle = float(frame[name].dropna().median())
            rows += [{**plain[0], name: value} for value in (middle, float(np.nextafter(middle, 9e9)), float(np.nextafter(middle, -9e9)))]
    return rows


def write(folder, name, case):
    steps = [("step%d" % place, clone(step) if hasattr(step, "get_params") else step) for place, step in enumerate(case.steps)]
    pipeline = PMMLPipeline(steps)
    if case.target is None:
        pipeline.fit(case.rows)
    elif isinstance(case.name, list):
        pipeline.fit(case.rows, pd.DataFrame(np.asarray(case.target), columns=case.name))
    else:
        pipeline.fit(case.rows, pd.Series(case.target, name=case.name))
    sklearn2pmml(pipeline, os.path.join(folder, name + ".pmml"))
    with open(os.path.join(folder, name + ".jsonl"), "w", encoding="utf-8") as file:
        for row in rows_of(case.rows):
            own = {"own": own_answer(pipeline, case, row)} if name in BY_THE_LIBRARY else {}
            file.write(json.dumps({"row": row, **own}, ensure_ascii=False) + "\n")


# Where JPMML-Evaluator answers NaN, or by chance: likelihoods so small that their product is 0, neighbours at a distance of
# 0 that weigh by its inverse, votes of which all classes have as many.
BY_THE_LIBRARY = {"gaussian-bayes", "calibrated-isotonic", "neighbors-distance", "neighbors-weighted", "voting-hard"}


def own_answer(pipeline, case, row):
    """What scikit-learn itself says; None where it refuses the row."""
    try:
        rows = pd.DataFrame([row])[list(case.rows.columns)]
        answer = {"y": cell(pipeline.predict(rows)[0])}
        if hasattr(pipeline, "predict_proba") and name_of_vote(pipeline) != "hard":
            for label, share in zip(pipeline.classes_, pipeline.predict_proba(rows)[0]):
                answer["probability(%s)" % label] = cell(share)
        return answer
    except Exception:
        return None


def name_of_vote(pipeline):
    return getattr(pipeline.steps[-1][1], "voting", None)


def main(folder, names):
    os.makedirs(folder, exist_ok=True)
    written, refused = 0, []
    for name, case in cases():
        if (names and name not in names) or os.path.exists(os.path.join(folder, name + ".jsonl")):
            continue
        try:
            write(folder, name, case)
            written += 1
        except Exception as error:
            lines = [line for line in str(error).splitlines() if line.strip()] or [repr(error)]
            refused.append((name, lines[-1][:200]))
            if os.environ.get("TRACE"):
                traceback.print_exc()
            for ending in (".pmml", ".jsonl"):
                if os.path.exists(os.path.join(folder, name + ending)):
                    os.remove(os.path.join(folder, name + ending))
    print("%d documents written, %d that sklearn2pmml does not write" % (written, len(refused)))
    for name, reason in refused:
        print("  %-24s %s" % (name, reason))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
