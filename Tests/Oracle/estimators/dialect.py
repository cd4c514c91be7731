"""Fitted scikit-learn estimators as values of the estimator dialect, read from the live objects.

`cases.py` writes cases with this; the reader of pickles is another, independent way to the same values.
"""
import numpy as np
import sklearn

VERSION = tuple(int(part) for part in sklearn.__version__.split(".")[:2])


def numbers(values):
    return [float(value) for value in np.asarray(values, dtype=float).ravel()]


def matrix(values):
    values = np.asarray(values, dtype=float)
    return {"shape": list(values.shape), "values": numbers(values)}


def label(value):
    if value is None:
        return None
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return {"integer": int(value)}
    if isinstance(value, (float, np.floating)):
        return {"number": float(value)}
    return str(value)


def labels(values):
    return [label(value) for value in values]


def first(estimator, *names):
    for name in names:
        if hasattr(estimator, name):
            return getattr(estimator, name)
    raise AttributeError(names)


# Trees


def tree(tree_, values, **more):
    """A scikit-learn tree, whatever its leaves are to hold (one row of numbers a node)."""
    nodes, leaves, missing = [], [], getattr(tree_, "missing_go_to_left", None)
    has_missing = missing is not None and bool(np.any(missing))
    for place in range(tree_.node_count):
        if tree_.children_left[place] < 0:
            nodes.append([0, 0, 0, 0, 0, 0, len(leaves)])
            leaves.append(values[place])
        else:
            rule = 0 if not has_missing else 1 if missing[place] else 2
            nodes.append(
                [1, rule, int(tree_.feature[place]), float(tree_.threshold[place]), int(tree_.children_left[place]),
                 int(tree_.children_right[place]), 0])
    width = int(np.asarray(values[0]).size)
    return dict({"nodes": nodes, "values": numbers(leaves), "width": width}, **more)


def ensemble(trees, outputs, **more):
    return dict({"is": "trees", "trees": trees, "outputs": outputs, "input": "single"}, **more)


def shares(tree_):
    """Each node's class fractions, as `predict_proba` has them."""
    values = tree_.value[:, 0, :]
    if VERSION >= (1, 3):
        return values
    sums = values.sum(axis=1)
    sums[sums == 0] = 1
    return values / sums[:, None]


def tree_scores(model, aggregation="sum"):
    members = [model] if hasattr(model, "tree_") else model.estimators_
    if hasattr(model, "classes_"):
        trees = [tree(member.tree_, shares(member.tree_)) for member in members]
    else:
        trees = [tree(member.tree_, member.tree_.value[:, :, 0]) for member in members]
    return ensemble(trees, trees[0]["width"], aggregation="sum" if hasattr(model, "tree_") else "mean")


def boosted(model):
    raw = model._raw_predict_init(np.zeros((1, model.n_features_in_), dtype=np.float32))[0]
    outputs = model.estimators_.shape[1]
    trees = []
    for stage in model.estimators_:
        for output, member in enumerate(stage):
            trees.append(tree(member.tree_, member.tree_.value[:, :, 0], weight=float(model.learning_rate), first=output))
    return ensemble(trees, outputs, base=numbers(raw))


def histogram_boosted(model):
    predictors = model._predictors
    outputs = len(predictors[0])
    known, mapping = model._bin_mapper.make_known_categories_bitsets()
    trees = []
    for stage in predictors:
        for output, predictor in enumerate(stage):
            trees.append(histogram_tree(predictor, known, mapping, output))
    return dict(ensemble(trees, outputs, base=numbers(model._baseline_prediction)), input="double")


def members_of(bits):
    return [value for value in range(256) if bits[value // 32] >> (value % 32) & 1]


def histogram_tree(predictor, known, mapping, output):
    nodes, leaves, sets = [], [], []
    for node in predictor.nodes:
        if node["is_leaf"]:
            nodes.append([0, 0, 0, 0, 0, 0, len(leaves)])
            leaves.append(node["value"])
            continue
        feature, left, right = int(node["feature_idx"]), int(node["left"]), int(node["right"])
        goes_left = bool(node["missing_go_to_left"])
        if not node["is_categorical"]:
            nodes.append([1, 1 if goes_left else 2, feature, float(node["num_threshold"]), left, right, 0])
            continue
        chosen = set(members_of(predictor.raw_left_cat_bitsets[node["bitset_idx"]]))
        if goes_left:  # what is unknown goes left, so the set is what goes right
            chosen = set(members_of(known[mapping[feature]])) - chosen
            left, right = right, left
        nodes.append([3, 2, feature, 0, left, right, len(sets)])
        sets.append(sorted(chosen))
    return {"nodes": nodes, "values": numbers(leaves), "width": 1, "first": output, "sets": sets}


def isolation(model):
    from sklearn.ensemble._iforest import _average_path_length

    trees = []
    for member in model.estimators_:
        tree_ = member.tree_
        depth = np.zeros(tree_.node_count)
        for place in range(tree_.node_count):
            for child in (tree_.children_left[place], tree_.children_right[place]):
                if child >= 0:
                    depth[child] = depth[place] + 1
        trees.append(tree(tree_, (depth + _average_path_length(tree_.n_node_samples))[:, None]))
    return {
        "is": "isolationForest", "trees": ensemble(trees, 1), "columns": [list(map(int, f)) for f in model.estimators_features_],
        "normalization": float(_average_path_length([model.max_samples_])[0]), "offset": float(model.offset_)}


# Scores


def linear(coefficients, intercepts):
    coefficients = np.atleast_2d(coefficients)
    intercepts = np.broadcast_to(np.atleast_1d(intercepts), (coefficients.shape[0],))
    return {"is": "linear", "coefficients": matrix(coefficients), "intercepts": numbers(intercepts)}


def network(model):
    layers = []
    for place, weights in enumerate(model.coefs_):
        isLast = place == len(model.coefs_) - 1
        activation = model.out_activation_ if isLast else model.activation
        layers.append({"weights": matrix(weights), "intercepts": numbers(model.intercepts_[place]), "activation": activation})
    return {"is": "network", "layers": layers}


def kernel(model):
    gamma = float(model._gamma)
    if model.kernel == "poly":
        return {"is": "polynomial", "degree": int(model.degree), "gamma": gamma, "coef0": float(model.coef0)}
    if model.kernel == "sigmoid":
        return {"is": "sigmoid", "gamma": gamma, "coef0": float(model.coef0)}
    return {"is": model.kernel, "gamma": gamma}


def machine(model):
    """Pairs of classes take their part of each support vector's coefficients."""
    vectors = model.support_vectors_
    if not hasattr(model, "classes_"):
        return {"kernel": kernel(model), "vectors": matrix(vectors), "coefficients": matrix(model._dual_coef_),
                "intercepts": numbers(model._intercept_)}
    ends = np.cumsum(model.n_support_)
    starts = ends - model.n_support_
    rows = []
    for first in range(len(ends)):
        for second in range(first + 1, len(ends)):
            row = np.zeros(len(vectors))
            row[starts[first]:ends[first]] = model._dual_coef_[second - 1, starts[first]:ends[first]]
            row[starts[second]:ends[second]] = model._dual_coef_[first, starts[second]:ends[second]]
            rows.append(row)
    return {"kernel": kernel(model), "vectors": matrix(vectors), "coefficients": matrix(rows),
            "intercepts": numbers(model._intercept_)}


def scored(model, scores, link, decision="scores", classes=None):
    return {"is": "classifier", "labels": labels(model.classes_ if classes is None else classes), "rule": "scores",
            "scores": scores, "link": link, "decision": decision}


def regression(scores, link="identity"):
    return {"is": "regressor", "rule": "scores", "scores": scores, "link": link}


def neighbors(model):
    metric = model.effective_metric_
    parameters = dict(model.effective_metric_params_)
    value = {"is": metric}
    if "w" in parameters and parameters["w"] is not None:
        value = {"is": "minkowski", "p": float(parameters.get("p", 2)), "weights": numbers(parameters["w"])}
    elif metric == "minkowski":
        value = {"is": "minkowski", "p": float(parameters["p"])}
    elif metric == "seuclidean":
        value = {"is": "seuclidean", "variances": numbers(parameters["V"])}
    elif metric == "mahalanobis":
        inverse = parameters["VI"] if "VI" in parameters else np.linalg.inv(parameters["V"])
        value = {"is": "mahalanobis", "inverse": matrix(inverse)}
    reach = {"radius": float(model.radius)} if "Radius" in type(model).__name__ else {"count": int(model.n_neighbors)}
    return dict({"points": matrix(model._fit_X), "metric": value, "weighting": model.weights}, **reach)


def member(estimator, columns=None, weight=1.0):
    return {"estimator": estimator, "columns": columns, "weight": float(weight)}


def relabelled(model, classes):
    """A member that was fitted on places of labels, under the labels themselves."""
    return {"is": "classifier", "labels": labels(classes[np.asarray(model.classes_, dtype=int)]), "rule": "wrapped",
            "inner": estimator(model)}


def estimator(model):
    """Any estimator the cases use."""
    from dialect_estimators import READERS

    return READERS[type(model).__name__](model)
