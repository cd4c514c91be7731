"""Cases for the reference interpreter: fitted estimators as dialect values, rows, and what scikit-learn answers for them.

    python Tests/Oracle/estimators/cases.py Tests/ModelCoreTests/Cases/scikit-learn-1.9.json

Run under each scikit-learn that answers differently; the name of the file says which one made it.
"""
import json
import sys
import warnings

import numpy as np
import sklearn

warnings.simplefilter("ignore")
np.warnings = warnings  # scikit-learn 0.24 asks newer NumPys for it
from dialect import VERSION, estimator  # noqa: E402
from sklearn import (  # noqa: E402
    calibration, cluster, decomposition, discriminant_analysis, ensemble, feature_extraction, feature_selection, impute,
    isotonic, linear_model, mixture, multiclass, multioutput, naive_bayes, neighbors, neural_network, pipeline,
    preprocessing, svm, tree)
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor  # noqa: E402

if VERSION < (1, 0):
    from sklearn.experimental import enable_hist_gradient_boosting  # noqa: F401
random = np.random.RandomState(7)
X = random.randn(160, 4)
X[:, 1] *= 10
X[:, 2] = np.round(X[:, 2], 1)
score = X[:, 0] + 0.1 * X[:, 1] - X[:, 2] + 0.5 * random.randn(160)
two = np.where(score > 0, "yes", "no")
three = np.digitize(score, [-0.8, 0.8]) + 5
real = score * 3 + 1
counts = random.poisson(2, (160, 5)).astype(float)
several = np.c_[real, score ** 2]
probe = np.vstack([X[:6], random.randn(10, 4) * [2, 20, 2, 2], np.zeros((1, 4)), np.full((1, 4), 1e9)])
with_nan = np.where(random.rand(160, 4) < 0.15, np.nan, X)
probe_nan = np.vstack([np.where(random.rand(14, 4) < 0.3, np.nan, probe[:14]), np.full((1, 4), np.nan)])


def near_thresholds(model, rows):
    """Rows at thresholds of the model's first trees, and at their neighbours in single and double precision."""
    trees = [model] if hasattr(model, "tree_") else np.ravel(model.estimators_)[:2]
    extra = []
    for member in trees:
        for place in np.flatnonzero(member.tree_.children_left >= 0)[:4]:
            threshold, feature = member.tree_.threshold[place], member.tree_.feature[place]
            single = np.float32(threshold)
            for value in (threshold, np.nextafter(threshold, 9e9), np.nextafter(single, np.float32(9e9)),
                          np.nextafter(single, np.float32(-9e9))):
                row = rows[0].copy()
                row[feature] = value
                extra.append(row)
    return np.vstack([rows] + extra)


cases = []


def plain(values):
    """JSON has no NaN; numbers keep every digit."""
    if isinstance(values, dict):
        return {key: plain(value) for key, value in values.items()}
    if isinstance(values, (list, tuple)):
        return [plain(value) for value in values]
    if isinstance(values, float) and not np.isfinite(values):
        return "NaN" if np.isnan(values) else "Infinity" if values > 0 else "-Infinity"
    return values


def rows_of(inputs):
    if isinstance(inputs, dict):
        return {"columns": [
            {"strings": [None if v is None or v != v else str(v) for v in column]} if np.asarray(column, dtype=object).dtype == object
            and any(isinstance(v, str) for v in column) else {"numbers": [float(v) for v in column]}
            for column in inputs.values()]}
    return {"rows": np.asarray(inputs, dtype=float).tolist()}


def dense(values):
    values = values.toarray() if hasattr(values, "toarray") else np.asarray(values)
    return values.reshape(len(values), -1).astype(float).tolist()


def answers(model, inputs):
    result = {}
    if hasattr(model, "predict"):
        predicted = np.asarray(model.predict(inputs))
        isRegressor = getattr(model, "_estimator_type", None) == "regressor" or sklearn.base.is_regressor(model)
        if isRegressor:
            result["values"] = dense(predicted)
        elif predicted.ndim == 2:
            result["targets"] = [[text(v) for v in column] for column in predicted.T]
        else:
            result["labels"] = [text(v) for v in predicted]
    if hasattr(model, "predict_proba"):
        shares = model.predict_proba(inputs)
        if isinstance(shares, list):
            result["targetProbabilities"] = [dense(share) for share in shares]
        elif predicted.ndim == 2 and not isinstance(model, multiclass.OneVsRestClassifier):
            result["targetProbabilities"] = [dense(np.c_[1 - share, share]) for share in np.asarray(shares).T]
        else:
            result["probabilities"] = dense(shares)
    if hasattr(model, "decision_function") and not isinstance(model, multioutput.ClassifierChain):
        result["scores"] = dense(model.decision_function(inputs))
    if hasattr(model, "transform") and not isinstance(model, (discriminant_analysis.LinearDiscriminantAnalysis, ensemble.VotingClassifier, ensemble.VotingRegressor, isotonic.IsotonicRegression)):
        result["transformation"] = dense(model.transform(inputs))
    return result


def text(value):
    return str(value) if not isinstance(value, (float, np.floating)) else repr(float(value))


def case(name, model, inputs=None, exact=False, tolerance=None):
    inputs = probe if inputs is None else inputs
    given = list(inputs.values()) if isinstance(inputs, dict) else inputs
    if isinstance(inputs, dict):
        given = frame_of(inputs)
        if list(inputs) == ["text"]:
            given = list(inputs["text"])
    value = {"name": name, "model": estimator(model), "width": len(inputs) if isinstance(inputs, dict) else np.shape(inputs)[1],
             "inputs": rows_of(inputs), "expected": answers(model, given)}
    if exact:
        value["tolerance"] = 0
    if tolerance:
        value["tolerance"] = tolerance
    cases.append(plain(value))


def frame_of(columns):
    """Strings stay objects, so that None stays None."""
    import pandas

    return pandas.DataFrame({name: pandas.Series(cells, dtype=cells.dtype) for name, cells in columns.items()})


def fitted(model, target, inputs=None):
    return model.fit(X if inputs is None else inputs, target)


def trees():
    for target, name in ((two, "two"), (three, "three")):
        for kind in (tree.DecisionTreeClassifier(max_depth=4, random_state=1), tree.ExtraTreeClassifier(max_depth=4, random_state=1),
                     ensemble.RandomForestClassifier(6, max_depth=4, random_state=1, n_jobs=1),
                     ensemble.ExtraTreesClassifier(6, max_depth=4, random_state=1, class_weight="balanced")):
            model = fitted(kind, target)
            case("%s of %s classes" % (type(kind).__name__, name), model, near_thresholds(model, probe), exact=True)
        model = fitted(ensemble.GradientBoostingClassifier(n_estimators=6, max_depth=2, random_state=1), target)
        case("gradient boosting of %s classes" % name, model, near_thresholds(model, probe))
    model = fitted(ensemble.GradientBoostingClassifier(loss="exponential", n_estimators=5, max_depth=2, random_state=1), two)
    case("gradient boosting with exponential loss", model)
    for kind in (tree.DecisionTreeRegressor(max_depth=4, random_state=1), ensemble.RandomForestRegressor(6, max_depth=4, random_state=1),
                 ensemble.ExtraTreesRegressor(6, max_depth=4, random_state=1)):
        model = fitted(kind, real)
        case(type(kind).__name__, model, near_thresholds(model, probe), exact=True)
        case(type(kind).__name__ + " of two targets", fitted(kind, several), exact=True)
    model = fitted(ensemble.GradientBoostingRegressor(loss="huber", n_estimators=8, max_depth=3, random_state=1), real)
    case("GradientBoostingRegressor", model, near_thresholds(model, probe), exact=True)
    if VERSION >= (1, 3):
        model = fitted(tree.DecisionTreeClassifier(max_depth=5, random_state=1), three, with_nan)
        case("DecisionTreeClassifier with missing numbers", model, probe_nan, exact=True)
    if VERSION >= (1, 4):
        model = fitted(ensemble.RandomForestRegressor(5, max_depth=5, random_state=1), real, with_nan)
        case("RandomForestRegressor with missing numbers", model, probe_nan, exact=True)


def histogram_trees():
    for target, name in ((two, "two"), (three, "three")):
        model = ensemble.HistGradientBoostingClassifier(max_iter=6, max_leaf_nodes=6, min_samples_leaf=5).fit(with_nan, target)
        case("HistGradientBoostingClassifier of %s classes" % name, model, probe_nan)
    model = ensemble.HistGradientBoostingRegressor(max_iter=8, max_leaf_nodes=6, min_samples_leaf=5).fit(with_nan, real)
    case("HistGradientBoostingRegressor", model, np.vstack([probe_nan, probe]), exact=True)
    model = ensemble.HistGradientBoostingRegressor(loss="poisson", max_iter=6, max_leaf_nodes=6).fit(X, np.abs(real))
    case("HistGradientBoostingRegressor of counts", model)
    if VERSION >= (1, 0):
        category = np.floor(np.abs(with_nan[:, 3]) * 8)
        inputs = np.c_[X[:, 0], category]
        model = ensemble.HistGradientBoostingRegressor(
            max_iter=8, max_leaf_nodes=6, min_samples_leaf=3, categorical_features=[1]).fit(inputs, np.sin(np.nan_to_num(category)) + X[:, 0])
        rows = np.c_[np.repeat(probe[:12, 0], 2), list(range(18)) + [-1, np.nan, 40, 3, 77, 100]]
        case("HistGradientBoostingRegressor with categories", model, rows, exact=True)


def linear_models():
    l = linear_model
    for target, name in ((two, "two"), (three, "three")):
        case("LogisticRegression of %s classes" % name, fitted(l.LogisticRegression(max_iter=500), target))
        case("SGDClassifier with logistic loss of %s classes" % name,
             fitted(l.SGDClassifier(loss="log" if VERSION < (1, 1) else "log_loss", random_state=1), target))
        case("SGDClassifier with modified Huber loss of %s classes" % name, fitted(l.SGDClassifier(loss="modified_huber", random_state=1), target))
        case("RidgeClassifier of %s classes" % name, fitted(l.RidgeClassifier(), target))
        case("LinearSVC of %s classes" % name, fitted(svm.LinearSVC(dual=True, max_iter=200, random_state=1), target))
        case("Perceptron of %s classes" % name, fitted(l.Perceptron(random_state=1), target))
        case("LinearDiscriminantAnalysis of %s classes" % name, fitted(discriminant_analysis.LinearDiscriminantAnalysis(), target))
        case("QuadraticDiscriminantAnalysis of %s classes" % name, fitted(discriminant_analysis.QuadraticDiscriminantAnalysis(), target), probe[:17])
        if VERSION < (1, 7):
            case("LogisticRegression one against the rest of %s classes" % name, fitted(l.LogisticRegression(multi_class="ovr"), target))
            case("LogisticRegression, multinomial, of %s classes" % name, fitted(l.LogisticRegression(multi_class="multinomial"), target))
    for model in (l.LinearRegression(), l.Ridge(), l.Lasso(alpha=0.1), l.ElasticNet(alpha=0.1)):
        case(type(model).__name__, fitted(model, real))
    case("LinearRegression of two targets", fitted(l.LinearRegression(), several))
    small = probe[:17] / [1, 10, 1, 1]
    for model in (l.PoissonRegressor(), l.GammaRegressor(), l.TweedieRegressor(power=1.5, link="log")):
        case(type(model).__name__, fitted(model, np.abs(real) + 0.1, X / [1, 10, 1, 1]), small)


def networks():
    inputs, rows = X / [1, 10, 1, 1], probe[:17] / [1, 10, 1, 1]
    for activation in ("relu", "tanh", "logistic", "identity"):
        for target, name in ((two, "two"), (three, "three")):
            model = neural_network.MLPClassifier(hidden_layer_sizes=(5, 3), activation=activation, max_iter=80, random_state=1).fit(inputs, target)
            case("MLPClassifier with %s of %s classes" % (activation, name), model, rows)
    case("MLPRegressor", neural_network.MLPRegressor(hidden_layer_sizes=(6,), max_iter=80, random_state=1).fit(inputs, real), rows)
    case("MLPRegressor of two targets", neural_network.MLPRegressor(hidden_layer_sizes=(6,), max_iter=80, random_state=1).fit(inputs, several), rows)


def kernels():
    inputs, rows = (X / [1, 10, 1, 1])[:80], probe[:17] / [1, 10, 1, 1]
    for kernel in ("linear", "poly", "rbf", "sigmoid"):
        for target, name in ((two[:80], "two"), (three[:80], "three")):
            for probability in (False, True):
                if VERSION >= (1, 9) and probability and kernel != "rbf":
                    continue
                model = svm.SVC(kernel=kernel, probability=probability, coef0=0.5, degree=3, random_state=1).fit(inputs, target)
                case("SVC with kernel %s of %s classes%s" % (kernel, name, " with probabilities" if probability else ""), model, rows)
        case("SVR with kernel %s" % kernel, svm.SVR(kernel=kernel).fit(inputs, real[:80]), rows)
        case("OneClassSVM with kernel %s" % kernel, svm.OneClassSVM(kernel=kernel, nu=0.2).fit(inputs), rows)
    four = np.digitize(score[:80], [-1.2, 0, 1.2])
    case("SVC of four classes, breaking ties", svm.SVC(break_ties=True).fit(inputs, four), rows)
    case("SVC of four classes by pairs", svm.SVC(decision_function_shape="ovo", probability=True, random_state=3).fit(inputs, four), rows)
    case("NuSVC", svm.NuSVC(nu=0.2).fit(inputs, four), rows)
    case("NuSVR", svm.NuSVR().fit(inputs, real[:80]), rows)


def near():
    inputs, rows = X[:60] / [1, 10, 1, 1], np.vstack([probe[:17] / [1, 10, 1, 1], X[:3] / [1, 10, 1, 1]])
    n = neighbors
    for weights in ("uniform", "distance"):
        n_brute = ("braycurtis",)  # no triangle inequality: a ball tree overlooks neighbours
        for metric, more in (("euclidean", {}), ("manhattan", {}), ("chebyshev", {}), ("minkowski", {"p": 3}), ("canberra", {}),
                             ("braycurtis", {}), ("hamming", {}), ("seuclidean", {"metric_params": {"V": [1.0, 2, 3, 4]}}),
                             ("mahalanobis", {"metric_params": {"VI": np.diag([1.0, 2, 3, 4])}})):
            # Before, all rows were compared by SciPy, whose denominator is of sums.
            if metric == "braycurtis" and VERSION < (1, 1):
                continue
            data = (np.round(inputs) if metric == "hamming" else inputs)
            # A row of zeros is as far from every row as from every other by Bray and Curtis.
            seen = np.round(rows) if metric == "hamming" else rows[:16] if metric == "braycurtis" else rows
            model = n.KNeighborsClassifier(5, weights=weights, metric=metric, algorithm="brute" if metric in n_brute else "ball_tree", **more).fit(data, three[:60])
            # Ties at the last place are settled by the order a tree is walked in; none with real distances.
            if metric != "hamming":
                case("KNeighborsClassifier, %s, by %s" % (metric, weights), model, seen)
            else:
                model = n.KNeighborsClassifier(60, weights=weights, metric=metric, algorithm="brute").fit(data, three[:60])
                case("KNeighborsClassifier, %s, by %s" % (metric, weights), model, seen)
        case("KNeighborsClassifier, cosine, by %s" % weights,
             n.KNeighborsClassifier(4, weights=weights, metric="cosine").fit(inputs, two[:60]), rows[:16], tolerance=1e-7)
        case("KNeighborsRegressor by %s" % weights, n.KNeighborsRegressor(4, weights=weights, algorithm="kd_tree").fit(inputs, real[:60]), rows)
        case("KNeighborsRegressor of two targets by %s" % weights,
             n.KNeighborsRegressor(4, weights=weights, algorithm="kd_tree").fit(inputs, several[:60]), rows)
        case("RadiusNeighborsClassifier by %s" % weights,
             n.RadiusNeighborsClassifier(1.3, weights=weights, algorithm="kd_tree", outlier_label=5).fit(inputs, three[:60]), rows)
        case("RadiusNeighborsRegressor by %s" % weights,
             n.RadiusNeighborsRegressor(1.3, weights=weights, algorithm="kd_tree").fit(inputs, real[:60]), rows)
    places = np.radians(np.c_[random.uniform(-60, 60, 40), random.uniform(-170, 170, 40)])
    case("KNeighborsRegressor, haversine", n.KNeighborsRegressor(3, metric="haversine", weights="distance", algorithm="ball_tree").fit(places, real[:40]), places[:6] + 0.1)


def bayes():
    n = naive_bayes
    for target, name in ((two, "two"), (three, "three")):
        case("GaussianNB of %s classes" % name, fitted(n.GaussianNB(), target), probe[:17])
        for model in (n.MultinomialNB(), n.ComplementNB(), n.ComplementNB(norm=True), n.BernoulliNB(binarize=1.5), n.CategoricalNB(min_categories=12)):
            case("%s of %s classes" % (type(model).__name__, name), model.fit(counts, target), counts[:12])
    case("BernoulliNB of zeros and ones", n.BernoulliNB(binarize=None).fit((counts > 2) * 1.0, three), (counts[:9] > 2) * 1.0)


def ensembles():
    e, t = ensemble, tree.DecisionTreeClassifier
    base = "base_estimator" if VERSION < (1, 2) else "estimator"
    for target, name in ((two, "two"), (three, "three")):
        model = e.BaggingClassifier(**{base: t(max_depth=3), "n_estimators": 5, "max_features": 3, "random_state": 1})
        case("BaggingClassifier of %s classes" % name, fitted(model, target))
        model = e.BaggingClassifier(**{base: linear_model.RidgeClassifier(), "n_estimators": 4, "random_state": 1})
        case("BaggingClassifier without probabilities of %s classes" % name, fitted(model, target))
        for algorithm in ("SAMME", "SAMME.R") if VERSION < (1, 6) else ("SAMME",):
            more = {"algorithm": algorithm} if VERSION < (1, 8) else {}
            model = e.AdaBoostClassifier(n_estimators=5, random_state=1, **{base: t(max_depth=1)}, **more)
            case("AdaBoostClassifier %s of %s classes" % (algorithm, name), fitted(model, target))
        parts = [("a", t(max_depth=2)), ("b", naive_bayes.GaussianNB()), ("c", linear_model.LogisticRegression(max_iter=500))]
        for kind in ("hard", "soft"):
            case("VotingClassifier, %s, of %s classes" % (kind, name), fitted(e.VotingClassifier(parts, voting=kind, weights=[1, 2, 1.5]), target), probe[:17])
        parts = [("a", t(max_depth=2)), ("b", svm.LinearSVC(dual=True, max_iter=200, random_state=1)), ("c", linear_model.LogisticRegression(max_iter=500))]
        for passthrough in (False, True):
            model = e.StackingClassifier(parts, t(max_depth=3), cv=3, passthrough=passthrough)
            case("StackingClassifier of %s classes%s" % (name, " with inputs" if passthrough else ""), fitted(model, target))
        for method in ("sigmoid", "isotonic") + (("temperature",) if VERSION >= (1, 8) else ()):
            for inner in (naive_bayes.GaussianNB(), linear_model.LogisticRegression(max_iter=500)):
                if method == "temperature" and isinstance(inner, naive_bayes.GaussianNB):
                    continue  # its certain probabilities have no logarithm that could be optimised
                model = fitted(calibration.CalibratedClassifierCV(inner, method=method, cv=3), target)
                case("CalibratedClassifierCV, %s over %s of %s classes" % (method, type(inner).__name__, name), model, probe[:17])
        for inner in (linear_model.LogisticRegression(max_iter=500), svm.LinearSVC(dual=True, max_iter=200, random_state=1), t(max_depth=3)):
            case("OneVsRestClassifier over %s of %s classes" % (type(inner).__name__, name), fitted(multiclass.OneVsRestClassifier(inner), target))
            if VERSION < (1, 0) and isinstance(inner, t) and name == "two":
                continue  # compared a probability with 0 then
            case("OneVsOneClassifier over %s of %s classes" % (type(inner).__name__, name), fitted(multiclass.OneVsOneClassifier(inner), target))
    flags = np.c_[score > 0, X[:, 0] > 0.5, X[:, 2] < 0].astype(int)
    case("OneVsRestClassifier of several labels", fitted(multiclass.OneVsRestClassifier(linear_model.LogisticRegression()), flags))
    case("MultiOutputClassifier", fitted(multioutput.MultiOutputClassifier(t(max_depth=3)), np.c_[two, np.where(X[:, 0] > 0, "a", "b")]))
    case("ClassifierChain", fitted(multioutput.ClassifierChain(linear_model.LogisticRegression(), order=[2, 0, 1]), flags))
    case("RegressorChain", fitted(multioutput.RegressorChain(linear_model.Ridge(), order=[1, 0]), several))
    case("MultiOutputRegressor", fitted(multioutput.MultiOutputRegressor(tree.DecisionTreeRegressor(max_depth=3)), several))
    r = tree.DecisionTreeRegressor
    case("BaggingRegressor", fitted(e.BaggingRegressor(**{base: r(max_depth=3), "n_estimators": 5, "random_state": 1}), real))
    case("AdaBoostRegressor", fitted(e.AdaBoostRegressor(**{base: r(max_depth=3), "n_estimators": 7, "random_state": 1}), real))
    parts = [("a", r(max_depth=3)), ("b", linear_model.Ridge())]
    case("VotingRegressor", fitted(e.VotingRegressor(parts, weights=[2, 1]), real))
    case("StackingRegressor", fitted(e.StackingRegressor(parts, linear_model.Ridge(), cv=3, passthrough=True), real))
    case("IsolationForest", e.IsolationForest(n_estimators=8, max_features=3, max_samples=64, random_state=1, contamination=0.1).fit(X))
    model = TransformedTargetRegressor(linear_model.Ridge(), func=np.log, inverse_func=np.exp)
    case("TransformedTargetRegressor", model.fit(X / [1, 10, 1, 1], np.abs(real) + 0.1), probe[:17] / [1, 10, 1, 1])
    case("IsotonicRegression", isotonic.IsotonicRegression(out_of_bounds="clip").fit(X[:, 0], real), np.r_[probe[:17, :1], X[:9, :1]])
    if VERSION >= (1, 5):
        from sklearn.model_selection import FixedThresholdClassifier
        for response in ("predict_proba", "decision_function"):
            for positive in ("yes", "no"):
                model = FixedThresholdClassifier(linear_model.LogisticRegression(), threshold=0.3, response_method=response, pos_label=positive)
                case("FixedThresholdClassifier, %s of %s" % (response, positive), fitted(model, two))


def clusters():
    inputs, rows = X / [1, 10, 1, 1], probe[:17] / [1, 10, 1, 1]
    case("KMeans", cluster.KMeans(4, n_init=2, random_state=1).fit(inputs), rows)
    case("MiniBatchKMeans", cluster.MiniBatchKMeans(3, n_init=2, random_state=1).fit(inputs), rows)
    for covariance in ("full", "tied", "diag", "spherical"):
        case("GaussianMixture, %s" % covariance, mixture.GaussianMixture(3, covariance_type=covariance, random_state=1).fit(inputs), rows)
        model = mixture.BayesianGaussianMixture(n_components=3, covariance_type=covariance, random_state=1, max_iter=40)
        case("BayesianGaussianMixture, %s" % covariance, model.fit(inputs), rows)


def numbers_steps():
    p = preprocessing
    case("StandardScaler", p.StandardScaler().fit(X))
    case("StandardScaler without mean", p.StandardScaler(with_mean=False).fit(X))
    case("MinMaxScaler", p.MinMaxScaler((-1, 2)).fit(X))
    case("MinMaxScaler that clips", p.MinMaxScaler(clip=True).fit(X))
    case("RobustScaler", p.RobustScaler().fit(X))
    case("MaxAbsScaler", p.MaxAbsScaler().fit(X))
    for norm in ("l1", "l2", "max"):
        case("Normalizer %s" % norm, p.Normalizer(norm).fit(X))
    case("Binarizer", p.Binarizer(threshold=0.3).fit(X))
    for encode in ("ordinal", "onehot"):
        for strategy in ("uniform", "quantile"):
            model = p.KBinsDiscretizer(4, encode=encode, strategy=strategy).fit(X)
            edges = np.array([model.bin_edges_[i][[1, 2]] for i in range(4)]).T
            case("KBinsDiscretizer, %s, %s" % (encode, strategy), model, np.vstack([probe, edges, np.nextafter(edges, -9e9)]))
    case("PolynomialFeatures", p.PolynomialFeatures(3).fit(X))
    case("PolynomialFeatures of interactions", p.PolynomialFeatures(3, interaction_only=True, include_bias=False).fit(X))
    for method in ("yeo-johnson", "box-cox"):
        for standardize in (False, True):
            data = np.abs(X) + 0.1 if method == "box-cox" else X
            rows = np.abs(probe) + 0.1 if method == "box-cox" else np.vstack([probe, probe_nan])
            case("PowerTransformer, %s%s" % (method, ", standardised" if standardize else ""), p.PowerTransformer(method=method, standardize=standardize).fit(data), rows[:17])
    for output in ("uniform", "normal"):
        data = np.vstack([X, np.repeat(X[:1], 30, 0)])
        model = p.QuantileTransformer(n_quantiles=20, output_distribution=output, random_state=1).fit(data)
        case("QuantileTransformer, %s" % output, model, np.vstack([probe, probe_nan, data[:3], model.quantiles_[[0, 5, -1]]]))
    i = impute.SimpleImputer
    for strategy in ("mean", "median", "most_frequent"):
        case("SimpleImputer by %s" % strategy, i(strategy=strategy, add_indicator=strategy == "median").fit(with_nan), probe_nan)
    case("SimpleImputer of zeros", i(missing_values=0.0, strategy="mean").fit(X), probe)
    empty = np.c_[with_nan, np.full(160, np.nan)]
    case("SimpleImputer with an empty column", i().fit(empty), np.c_[probe_nan, np.full(15, np.nan)])
    case("PCA", decomposition.PCA(3).fit(X))
    case("PCA, whitened", decomposition.PCA(3, whiten=True).fit(X))
    case("TruncatedSVD", decomposition.TruncatedSVD(3, random_state=1).fit(X))
    case("SelectKBest", feature_selection.SelectKBest(k=2).fit(X, three))
    for name in ("log1p", "exp", "sqrt", "square", "absolute", "tanh", "sin", "cos", "log2", "log10", "log", "expm1", "negative", "reciprocal"):
        case("FunctionTransformer of %s" % name, p.FunctionTransformer(getattr(np, name)).fit(X), np.abs(probe[:12]) / 20 + 0.1)
    case("FeatureUnion with weights", pipeline.FeatureUnion([("a", p.StandardScaler()), ("b", decomposition.PCA(2))], transformer_weights={"b": 0.5}).fit(X))
    case("Pipeline", pipeline.Pipeline([("s", p.StandardScaler()), ("p", decomposition.PCA(3)), ("c", linear_model.LogisticRegression())]).fit(X, three))


def categories():
    p = preprocessing
    colours = random.choice(["red", "green", "blue", "grün", "rot", "e\u0301"], 160, p=[0.4, 0.3, 0.1, 0.1, 0.05, 0.05])
    data = {"colour": colours.astype(object), "size": random.choice([1.0, 2.0, 5.0, 9.0], 160), "weight": X[:, 0]}
    frame = frame_of(data)
    rows = {"colour": np.array(["red", "e\u0301", "grün", "rot", "green"], dtype=object), "size": np.array([1.0, 9, 5, 2, 2])}
    odd = {"colour": np.array(["red", "violet", "\u00e9", "rot"], dtype=object), "size": np.array([1.0, 3, 5, 2])}
    two_columns = frame[["colour", "size"]]
    case("OneHotEncoder", p.OneHotEncoder().fit(two_columns), rows)
    case("OneHotEncoder that ignores", p.OneHotEncoder(handle_unknown="ignore").fit(two_columns), odd)
    case("OneHotEncoder that drops the first", p.OneHotEncoder(drop="first").fit(two_columns), rows)
    if VERSION >= (1, 2):
        for drop in (None, "first"):
            model = p.OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=20, drop=drop).fit(two_columns)
            case("OneHotEncoder with rare categories%s" % (", dropping the first" if drop else ""), model, odd)
    case("OrdinalEncoder", p.OrdinalEncoder().fit(two_columns), rows)
    case("OrdinalEncoder of unknown categories", p.OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1).fit(two_columns), odd)
    if VERSION >= (1, 3):
        case("TargetEncoder", p.TargetEncoder(random_state=1).fit(two_columns, real), odd)
    missing = {"colour": np.array(["red", None, "rot", "green"], dtype=object), "size": np.array([1.0, 2, 5, 2])}
    column = ColumnTransformer([
        ("words", pipeline.Pipeline([("i", impute.SimpleImputer(missing_values=None, strategy="most_frequent")), ("o", p.OneHotEncoder(handle_unknown="ignore"))]), ["colour"]),
        ("numbers", p.StandardScaler(), ["weight"]), ("rest", "passthrough", ["size"]), ("none", "drop", ["size"])], transformer_weights={"numbers": 2.0})
    rows = {"colour": missing["colour"], "size": missing["size"], "weight": np.array([0.5, -1, 2, 0])}
    case("ColumnTransformer", column.fit(frame), rows)
    case("Pipeline over mixed columns", pipeline.Pipeline([("c", column), ("m", linear_model.LogisticRegression())]).fit(frame, two), rows)


def texts():
    t = feature_extraction.text
    corpus = ["A cat sat on the mat.", "The dog's bone, the dog!", "Cats & dogs: naïve café Σίσυφος ΟΔΟΣ", "  spaced   out\ttext ", "one1 two_2 x 3",
              "Ünïcödé ﬁne ½ Å e\u0301 한국어 テキスト", "", "the the the the cat", "ΟΔΟΣ οδος don't"]
    probes = corpus + ["cat dog mat", "a b c", "ÀÉÎ õü ß ẞ İstanbul", "x  y", "İ ΑΣ ΑΣ."]
    kinds = {
        "": {}, " in pairs": {"ngram_range": (1, 2)}, " in pairs and triples": {"ngram_range": (2, 3)}, " of characters": {"analyzer": "char", "ngram_range": (2, 4)},
        " of characters in words": {"analyzer": "char_wb", "ngram_range": (2, 5)}, " with case": {"lowercase": False},
        " without accents": {"strip_accents": "unicode"}, " in ASCII": {"strip_accents": "ascii"}, " without stop words": {"stop_words": "english", "ngram_range": (1, 2)},
        " of single letters": {"token_pattern": r"(?u)\b\w+\b"}, " of a class": {"token_pattern": r"[a-zA-Z]{2,}"}, " of a group": {"token_pattern": r"(\w+)'\w"},
        " of alternatives": {"token_pattern": r"\d+|[^\W\d_]+|\S"}, " of non-spaces": {"token_pattern": r"\S+"}, " lazily": {"token_pattern": r"\b\w{1,3}?(?:a|o)\w*"}}
    for name, options in kinds.items():
        case("CountVectorizer" + name, t.CountVectorizer(**options).fit(corpus), {"text": np.array(probes, dtype=object)}, exact=True)
    case("CountVectorizer, binary", t.CountVectorizer(binary=True).fit(corpus), {"text": np.array(probes, dtype=object)}, exact=True)
    for name, options in {"": {}, ", sublinear": {"sublinear_tf": True}, ", l1": {"norm": "l1"}, " without norm": {"norm": None}, " without idf": {"use_idf": False}}.items():
        case("TfidfVectorizer" + name, t.TfidfVectorizer(**options).fit(corpus), {"text": np.array(probes, dtype=object)})


if __name__ == "__main__":
    for group in (trees, histogram_trees, linear_models, networks, kernels, near, bayes, ensembles, clusters, numbers_steps, categories, texts):
        group()
    lines = ",\n".join(json.dumps(value, separators=(",", ":"), ensure_ascii=False) for value in cases)
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        out.write("[\n" + lines + "\n]\n")
    print("%d cases of scikit-learn %s" % (len(cases), sklearn.__version__))
