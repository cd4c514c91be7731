"""Estimators and transformers of scikit-learn by their class names; see `dialect.py`."""
import numpy as np

from dialect import (
    VERSION, boosted, ensemble, estimator, first, histogram_boosted, isolation, label, labels, linear, machine, matrix,
    member, neighbors, network, numbers, regression, relabelled, scored, tree_scores)


def classifier(model, rule, **more):
    return dict({"is": "classifier", "labels": labels(model.classes_), "rule": rule}, **more)


def regressor(rule, **more):
    return dict({"is": "regressor", "rule": rule}, **more)


def step(what, **more):
    return dict({"is": "transformer", "step": what}, **more)


def logistic(model):
    scores = linear(model.coef_, model.intercept_)
    isBinary = len(model.classes_) == 2
    way = getattr(model, "multi_class", "auto")
    multinomial = way == "multinomial" or (way in ("auto", "deprecated") and not isBinary and model.solver != "liblinear")
    link = "symmetricSoftmax" if multinomial and isBinary else "softmax" if multinomial else "oneVersusRestLogistic"
    return scored(model, scores, link)


def stochastic(model):
    link = {"log": "oneVersusRestLogistic", "log_loss": "oneVersusRestLogistic", "modified_huber": "clipped"}
    return scored(model, linear(model.coef_, model.intercept_), link.get(model.loss, "none"))


def discriminant(model):
    binary = len(model.classes_) == 2
    return scored(model, linear(model.coef_, model.intercept_), "logistic" if binary else "softmax")


def tree_classifier(model):
    return scored(model, tree_scores(model), "identity", "probabilities")


def gradient_boosting(model):
    link = "logistic" if len(model.classes_) == 2 else "softmax"
    slope = {"slope": 2.0} if model.loss == "exponential" else {}
    return scored(model, boosted(model), dict({"is": link}, **slope), "scoresFromZero" if len(model.classes_) == 2 else "scores")


def encoded_first(model, value):
    """From 1.4 on categories are encoded inside the estimator, and stand before the other columns."""
    inner = getattr(model, "_preprocessor", None)
    return value if inner is None else {"is": "pipeline", "steps": [estimator(inner), value]}


def histogram_classifier(model):
    link = "logistic" if len(model.classes_) == 2 else "softmax"
    return encoded_first(model, scored(model, histogram_boosted(model), link, "scores"))


def histogram_regressor(model):
    link = "exponential" if model.loss in ("poisson", "gamma") else "identity"
    return encoded_first(model, regression(histogram_boosted(model), link))


def perceptron(model):
    return scored(model, network(model), "identity", "positiveHalf")


def vectors(model):
    a, b = first(model, "_probA", "probA_"), first(model, "_probB", "probB_")
    return classifier(
        model, "pairwise", machine=machine(model), probA=numbers(a), probB=numbers(b), breaksTies=model.break_ties,
        perClass=model.decision_function_shape == "ovr")


def near_classifier(model):
    outlier = getattr(model, "outlier_label_", None)
    more = {} if outlier is None else {"outlier": label(outlier[0])}
    return classifier(model, "neighbors", neighbors=neighbors(model), classes=[int(c) for c in model._y.ravel()], **more)


def near_regressor(model):
    y = model._y
    return regressor("neighbors", neighbors=neighbors(model), targets=matrix(y.reshape(len(y), -1)))


def gaussian_bayes(model):
    return classifier(
        model, "gaussianNaiveBayes", logPriors=numbers(np.log(model.class_prior_)), means=matrix(model.theta_),
        variances=matrix(first(model, "var_", "sigma_")))


def discrete_bayes(model):
    kind = type(model).__name__[:-2].lower()
    kind = {"multinomial": "multinomial", "complement": "complement", "bernoulli": "bernoulli", "categorical": "categorical"}[kind]
    probabilities, more = model.feature_log_prob_, {}
    if kind == "categorical":
        widths = [table.shape[1] for table in probabilities]
        more["offsets"] = [int(offset) for offset in np.cumsum([0] + widths[:-1])]
        probabilities = np.hstack(probabilities)
    if kind == "bernoulli" and model.binarize is not None:
        more["threshold"] = float(model.binarize)
    return classifier(
        model, "discreteNaiveBayes", kind=kind, logPriors=numbers(model.class_log_prior_),
        logProbabilities=matrix(probabilities), **more)


def quadratic(model):
    return classifier(
        model, "quadratic", priors=numbers(model.priors_), means=matrix(model.means_),
        rotations=[matrix(r) for r in model.rotations_], scalings=[numbers(s) for s in model.scalings_])


def bagging(model):
    members = [
        member(relabelled(m, model.classes_), [int(c) for c in columns])
        for m, columns in zip(model.estimators_, model.estimators_features_)]
    return classifier(model, "voting", members=members, soft=True)


def bagging_regressor(model):
    members = [
        member(estimator(m), [int(c) for c in columns]) for m, columns in zip(model.estimators_, model.estimators_features_)]
    return regressor("average", members=members)


def voting(model):
    weights = [1.0] * len(model.estimators_) if model.weights is None else model.weights
    members = [member(relabelled(m, model.classes_), None, w) for m, w in zip(model.estimators_, weights)]
    return classifier(model, "voting", members=members, soft=model.voting == "soft")


def voting_regressor(model):
    weights = [1.0] * len(model.estimators_) if model.weights is None else model.weights
    return regressor("average", members=[member(estimator(m), None, w) for m, w in zip(model.estimators_, weights)])


def adaptive(model):
    real = getattr(model, "algorithm", "SAMME") == "SAMME.R"
    algorithm = "real" if real else "discreteCentered" if VERSION >= (1, 3) else "discrete"
    members = [member(estimator(m), None, w) for m, w in zip(model.estimators_, model.estimator_weights_)]
    return classifier(model, "adaBoost", members=members, algorithm=algorithm)


def adaptive_regressor(model):
    members = [member(estimator(m), None, w) for m, w in zip(model.estimators_, model.estimator_weights_)]
    return regressor("weightedMedian", members=members)


def one_rest(model):
    return classifier(
        model, "oneVersusRest", members=[estimator(m) for m in model.estimators_], multilabel=bool(model.multilabel_),
        lastWins=VERSION < (1, 8))


def one_one(model):
    return classifier(model, "oneVersusOne", members=[member(estimator(m)) for m in model.estimators_])


def stacked_members(model):
    members = []
    for m, method in zip(model.estimators_, model.stack_method_):
        kind = {"predict_proba": "probabilities", "decision_function": "scores", "predict": "prediction"}[method]
        inner = estimator(m)
        if kind != "probabilities":
            inner = step("answer", inner=inner, kind=kind)
        members.append(member(inner))
    return members


def stacking(model):
    final = {"is": "classifier", "labels": labels(model.classes_), "rule": "wrapped", "inner": estimator(model.final_estimator_)}
    return classifier(
        model, "stacking", members=stacked_members(model), final=final, answer="probabilities",
        passesInputs=bool(model.passthrough))


def stacking_regressor(model):
    return regressor(
        "stacking", members=[member(estimator(m)) for m in model.estimators_], final=estimator(model.final_estimator_),
        answer="prediction", passesInputs=bool(model.passthrough))


def calibrated(model):
    parts = []
    for part in model.calibrated_classifiers_:
        inner = first(part, "estimator", "base_estimator")
        answer = "scores" if hasattr(inner, "decision_function") else "probabilities"
        calibrators = []
        for c in first(part, "calibrators", "calibrators_"):
            if hasattr(c, "a_"):
                calibrators.append({"is": "sigmoid", "a": float(c.a_), "b": float(c.b_)})
            elif hasattr(c, "beta_"):
                calibrators.append({"is": "temperature", "value": 1 / float(c.beta_)})
            else:
                calibrators.append({"is": "isotonic", "thresholds": numbers(c.X_thresholds_), "values": numbers(c.y_thresholds_)})
        classes = list(range(len(model.classes_))) if len(calibrators) == len(model.classes_) else [1]
        parts.append({"inner": estimator(inner), "answer": answer, "calibrators": calibrators, "classes": classes})
    return classifier(model, "calibrated", parts=parts)


def thresholded(model):
    answer = "scores" if model.response_method == "decision_function" else "probabilities"
    positive = 1 if model.pos_label is None else list(model.classes_).index(model.pos_label)
    threshold = model.threshold
    if threshold == "auto":
        threshold = 0.5 if answer == "probabilities" else 0.0
    return classifier(
        model, "thresholded", inner=estimator(model.estimator_), threshold=float(threshold), answer=answer, positive=positive)


def targets(model):
    return {"is": "classifier", "labels": [], "rule": "targets", "members": [estimator(m) for m in model.estimators_]}


def targets_regressor(model):
    return regressor("targets", members=[estimator(m) for m in model.estimators_])


def chain(model):
    return {"is": "classifier", "labels": [], "rule": "chain", "members": [estimator(m) for m in model.estimators_],
            "order": [int(o) for o in model.order_]}


def chain_regressor(model):
    return regressor("chain", members=[estimator(m) for m in model.estimators_], order=[int(o) for o in model.order_])


def transformed_target(model):
    return regressor(
        "transformedTarget", inner=estimator(model.regressor_), inverse=step("function", name=model.inverse_func.__name__))


def isotonic(model):
    return regressor(
        "isotonic", thresholds=numbers(model.X_thresholds_), values=numbers(model.y_thresholds_),
        clips=model.out_of_bounds == "clip")


def centers(model):
    return {"is": "clusterer", "centers": matrix(model.cluster_centers_)}


def mixture(model):
    value = {"is": "mixture", "covariance": model.covariance_type, "weights": numbers(model.weights_),
             "means": matrix(model.means_)}
    p = model.precisions_cholesky_
    value["precisions"] = [matrix(m) for m in p] if model.covariance_type == "full" else matrix(np.atleast_2d(p))
    if hasattr(model, "mean_precision_"):
        value["logWeights"] = numbers(model._estimate_log_weights())
        from scipy.special import digamma
        d = model.means_.shape[1]
        freedom = model.degrees_of_freedom_
        wishart = d * np.log(2.0) + np.sum(digamma(0.5 * (freedom - np.arange(0, d)[:, None])), 0)
        value["corrections"] = numbers(-0.5 * d * np.log(freedom) + 0.5 * (wishart - d / model.mean_precision_))
    return value


# Transformers


def arithmetic(*operations):
    return step("arithmetic", operations=[[name, numbers(values)] for name, values in operations if values is not None])


def standard(model):
    return arithmetic(("subtract", model.mean_ if model.with_mean else None), ("divide", model.scale_ if model.with_std else None))


def minmax(model):
    value = arithmetic(("multiply", model.scale_), ("add", model.min_))
    if getattr(model, "clip", False):
        low, high = model.feature_range
        width = len(model.scale_)
        value["operations"].append(["clip", numbers([low] * width), numbers([high] * width)])
    return value


def robust(model):
    return arithmetic(("subtract", model.center_), ("divide", model.scale_))


def maximum(model):
    return arithmetic(("divide", model.scale_))


def impute(model):
    marker = model.missing_values
    if isinstance(marker, float) and np.isnan(marker):
        marker = {"is": "nan"}
    elif marker is None:
        marker = {"is": "none"}
    else:
        marker = {"is": "string", "value": marker} if isinstance(marker, str) else {"is": "number", "value": float(marker)}
    fills = [None if isinstance(v, (float, np.floating)) and np.isnan(v) else label(v) for v in model.statistics_]
    indicators = [int(f) for f in model.indicator_.features_] if model.add_indicator else []
    return step("impute", marker=marker, fills=fills, keepsEmpty=bool(getattr(model, "keep_empty_features", False)),
                indicators=indicators)


def one_hot(model):
    columns = []
    for place, categories in enumerate(model.categories_):
        infrequent = getattr(model, "infrequent_categories_", None)
        rare = infrequent[place] if infrequent is not None and infrequent[place] is not None else []
        dropped = None
        if model.drop_idx_ is not None and model.drop_idx_[place] is not None:
            dropped = int(model.drop_idx_[place])
            if len(rare):
                mapped = model._default_to_infrequent_mappings[place]
                dropped = int(mapped[dropped]) if mapped is not None else dropped
        columns.append({
            "categories": labels(categories), "dropped": dropped,
            "infrequent": [i for i, c in enumerate(categories) if c in list(rare)]})
    unknown = {"error": "refuse", "ignore": "zeros", "infrequent_if_exist": "infrequent", "warn": "infrequent"}
    return step("oneHot", columns=columns, unknown=unknown[model.handle_unknown])


def ordinal(model):
    columns = []
    for categories in model.categories_:
        column = {"categories": labels(categories), "codes": [float(i) for i in range(len(categories))]}
        if model.handle_unknown == "use_encoded_value":
            column["unknown"] = float(model.unknown_value)
        if any(isinstance(c, float) and np.isnan(c) for c in categories):
            column["missing"] = float(getattr(model, "encoded_missing_value", np.nan))
        columns.append(column)
    return step("ordinal", columns=columns)


def target_encoder(model):
    columns = []
    for categories, codes in zip(model.categories_, model.encodings_):
        columns.append({"categories": labels(categories), "codes": numbers(codes), "unknown": float(model.target_mean_)})
    return step("ordinal", columns=columns)


def bins(model):
    return step("discretize", edges=[numbers(e) for e in model.bin_edges_], oneHot=model.encode != "ordinal",
                nudges=VERSION < (1, 3))


def power(model):
    value = step("power", method="yeoJohnson" if model.method == "yeo-johnson" else "boxCox", lambdas=numbers(model.lambdas_))
    return step("sequence", steps=[value, standard(model._scaler)]) if model.standardize else value


def projection(model, mean=None, scale=None):
    return step("project", components=matrix(model.components_), mean=None if mean is None else numbers(mean),
                scale=None if scale is None else numbers(scale), afterwards=VERSION >= (1, 5))


def principal(model):
    return projection(model, model.mean_, np.sqrt(model.explained_variance_) if model.whiten else None)


def text(model):
    analyzer = {"word": {"is": "words", "pattern": model.token_pattern}, "char": {"is": "characters"},
                "char_wb": {"is": "charactersInWords"}}[model.analyzer]
    terms = [term for term, _ in sorted(model.vocabulary_.items(), key=lambda item: item[1])]
    low, high = model.ngram_range
    weighted = hasattr(model, "_tfidf")
    idf = numbers(model.idf_) if weighted and model.use_idf else None
    return step(
        "text", analyzer=analyzer, lowercases=bool(model.lowercase), accents=model.strip_accents or "none",
        stopWords=sorted(model.get_stop_words() or []) if model.analyzer == "word" else [], low=low, high=high,
        vocabulary=terms, binary=bool(model.binary),
        sublinear=bool(weighted and model.sublinear_tf), idf=idf, norm=model.norm if weighted else None)


def column_transformer(model):
    branches, names = [], list(getattr(model, "feature_names_in_", getattr(model, "_feature_names_in", None) if VERSION < (1, 0) else []))
    for name, inner, columns in model.transformers_:
        if isinstance(inner, str) and inner == "drop":
            continue
        if isinstance(columns, slice):
            columns = range(*columns.indices(model.n_features_in_))
        if isinstance(columns, (str, int)):
            columns = [columns]
        if np.asarray(columns).dtype == bool:
            columns = np.flatnonzero(columns)
        columns = [names.index(c) if isinstance(c, str) else int(c) for c in columns]
        weight = (model.transformer_weights or {}).get(name, 1)
        branches.append({"name": name, "columns": columns, "weight": float(weight),
                         "transformer": step("passthrough") if isinstance(inner, str) else estimator(inner)})
    return step("branches", branches=branches)


def union(model):
    weights = model.transformer_weights or {}
    return step("branches", branches=[
        {"name": name, "columns": None, "weight": float(weights.get(name, 1)), "transformer": estimator(inner)}
        for name, inner in model.transformer_list])


def pipeline(model):
    return {"is": "pipeline", "steps": [estimator(inner) for _, inner in model.steps if inner not in ("passthrough", None)]}


def selection(model):
    return step("select", columns=[int(i) for i in model.get_support(indices=True)])


def linear_regressor(link):
    return lambda model: regression(linear(model.coef_, model.intercept_), link)


def linear_classifier(link):
    return lambda model: scored(model, linear(model.coef_, model.intercept_), link)


READERS = {
    "LogisticRegression": logistic, "LogisticRegressionCV": logistic, "SGDClassifier": stochastic,
    "RidgeClassifier": linear_classifier("none"), "LinearSVC": linear_classifier("none"),
    "Perceptron": linear_classifier("none"), "PassiveAggressiveClassifier": linear_classifier("none"),
    "LinearDiscriminantAnalysis": discriminant, "QuadraticDiscriminantAnalysis": quadratic,
    "LinearRegression": linear_regressor("identity"), "Ridge": linear_regressor("identity"),
    "Lasso": linear_regressor("identity"), "ElasticNet": linear_regressor("identity"),
    "PoissonRegressor": linear_regressor("exponential"), "GammaRegressor": linear_regressor("exponential"),
    "TweedieRegressor": linear_regressor("exponential"),
    "DecisionTreeClassifier": tree_classifier, "ExtraTreeClassifier": tree_classifier,
    "RandomForestClassifier": tree_classifier, "ExtraTreesClassifier": tree_classifier,
    "DecisionTreeRegressor": lambda model: regression(tree_scores(model)),
    "ExtraTreeRegressor": lambda model: regression(tree_scores(model)),
    "RandomForestRegressor": lambda model: regression(tree_scores(model)),
    "ExtraTreesRegressor": lambda model: regression(tree_scores(model)),
    "GradientBoostingClassifier": gradient_boosting, "GradientBoostingRegressor": lambda model: regression(boosted(model)),
    "HistGradientBoostingClassifier": histogram_classifier, "HistGradientBoostingRegressor": histogram_regressor,
    "MLPClassifier": perceptron, "MLPRegressor": lambda model: regression(network(model)),
    "SVC": vectors, "NuSVC": vectors, "SVR": lambda model: regression(dict(machine(model), **{"is": "supportVectors"})),
    "NuSVR": lambda model: regression(dict(machine(model), **{"is": "supportVectors"})),
    "OneClassSVM": lambda model: {"is": "oneClass", "machine": machine(model)}, "IsolationForest": isolation,
    "KNeighborsClassifier": near_classifier, "RadiusNeighborsClassifier": near_classifier,
    "KNeighborsRegressor": near_regressor, "RadiusNeighborsRegressor": near_regressor,
    "GaussianNB": gaussian_bayes, "MultinomialNB": discrete_bayes, "ComplementNB": discrete_bayes,
    "BernoulliNB": discrete_bayes, "CategoricalNB": discrete_bayes,
    "BaggingClassifier": bagging, "BaggingRegressor": bagging_regressor, "VotingClassifier": voting,
    "VotingRegressor": voting_regressor, "AdaBoostClassifier": adaptive, "AdaBoostRegressor": adaptive_regressor,
    "OneVsRestClassifier": one_rest, "OneVsOneClassifier": one_one, "StackingClassifier": stacking,
    "StackingRegressor": stacking_regressor, "CalibratedClassifierCV": calibrated,
    "FixedThresholdClassifier": thresholded, "MultiOutputClassifier": targets, "MultiOutputRegressor": targets_regressor,
    "ClassifierChain": chain, "RegressorChain": chain_regressor, "TransformedTargetRegressor": transformed_target,
    "IsotonicRegression": isotonic, "KMeans": centers, "MiniBatchKMeans": centers, "GaussianMixture": mixture,
    "BayesianGaussianMixture": mixture,
    "StandardScaler": standard, "MinMaxScaler": minmax, "RobustScaler": robust, "MaxAbsScaler": maximum,
    "Normalizer": lambda model: step("normalize", norm=model.norm),
    "Binarizer": lambda model: step("binarize", threshold=float(model.threshold)),
    "SimpleImputer": impute, "OneHotEncoder": one_hot, "OrdinalEncoder": ordinal, "TargetEncoder": target_encoder,
    "KBinsDiscretizer": bins, "PolynomialFeatures": lambda model: step("polynomial", exponents=[[int(e) for e in row] for row in model.powers_]),
    "PowerTransformer": power, "QuantileTransformer": lambda model: step(
        "quantile", references=numbers(model.references_), quantiles=[numbers(q) for q in model.quantiles_.T],
        normal=model.output_distribution == "normal"),
    "PCA": principal, "TruncatedSVD": projection, "GaussianRandomProjection": projection,
    "CountVectorizer": text, "TfidfVectorizer": text, "ColumnTransformer": column_transformer, "FeatureUnion": union,
    "Pipeline": pipeline, "SelectKBest": selection, "VarianceThreshold": selection, "RFE": selection,
    # Histogram boosting keeps its own check of the input in one, a partial function without a name.
    "FunctionTransformer": lambda model: step("passthrough") if not hasattr(model.func, "__name__") else step("function", name=model.func.__name__),
    "GridSearchCV": lambda model: estimator(model.best_estimator_),
}
