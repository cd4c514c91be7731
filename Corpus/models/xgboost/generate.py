"""Trains small XGBoost models of many kinds with the release at hand, saves them in every way it has, and records what it
answers.

    python generate.py FOLDER

writes FOLDER/RELEASE/NAME.{bin,json,ubj,pkl,p2.pkl,booster.pkl,joblib} and FOLDER/RELEASE/NAME.npz. The archive holds

    input        the name of the rows in inputs.npz
    predict, predict_proba, margin      of the estimator (or of the Booster, where `kind` says so)
    kind         what the pickle holds: classifier, regressor, booster
    native.predict, native.margin       of the Booster read back from the native file
    names, classes                      where there are any
"""
import io, json, os, pickle, sys, warnings, zipfile

import numpy as np

warnings.filterwarnings("ignore")
import xgboost as xgb
from sklearn.pipeline import Pipeline

VERSION = tuple(int("".join(c for c in part if c.isdigit()) or 0) for part in xgb.__version__.split(".")[:3])
RANDOM = np.random.RandomState(20)
STEP = 0.1
ALL, LINEAR = ("bin", "json", "ubj"), ("bin", "json", "ubj")


def rows():
    """Training rows on a lattice of tenths, and rows to ask about: on the lattice, half way, a neighbour up and down,
    missing, zero, far out."""
    X = np.round(RANDOM.randn(160, 5) / STEP) * STEP
    ask = np.round(RANDOM.randn(72, 5) / STEP) * STEP
    ask[10:20] += STEP / 2
    ask[20:30] = (ask[20:30].astype(np.float32) + np.float32(STEP / 2)).astype(np.float64)
    ask[30:40] = np.nextafter(ask[30:40].astype(np.float32), np.float32(9)).astype(np.float64)
    ask[40:50] = np.nextafter(ask[40:50].astype(np.float32), np.float32(-9)).astype(np.float64)
    ask[50] = 0
    ask[51] = -0.0
    ask[52] = 1e30
    ask[53] = -1e30
    ask[54:60] = X[:6]
    return X, ask


X, ASK = rows()
HOLES = X.copy()
HOLES[RANDOM.rand(*X.shape) < 0.2] = np.nan
ASK_HOLES = ASK.copy()
ASK_HOLES[RANDOM.rand(*ASK.shape) < 0.25] = np.nan
ASK_HOLES[60] = np.nan
MARKED = np.where(np.isnan(HOLES), -999.0, HOLES)
ASK_MARKED = np.where(np.isnan(ASK_HOLES), -999.0, ASK_HOLES)
score = X[:, 0] + 0.5 * X[:, 1] * X[:, 2] - 0.3 * X[:, 3]
Y = score + 0.1 * RANDOM.randn(len(X))
BINARY = (Y > 0.2).astype(int)
THREE = np.digitize(Y, [-0.6, 0.6])
POSITIVE = np.exp(0.5 * Y) + 0.1
COUNTS = RANDOM.poisson(np.exp(0.4 * Y))
UNIT = 1 / (1 + np.exp(-Y))
CATEGORIES = np.column_stack([X[:, 0], RANDOM.randint(0, 4, len(X)), RANDOM.randint(0, 40, len(X))]).astype(float)
CAT_Y = CATEGORIES[:, 0] + np.sin(CATEGORIES[:, 1] * 2) + np.cos(CATEGORIES[:, 2])
ASK_CATEGORIES = np.column_stack([ASK[:, 0], RANDOM.randint(0, 4, len(ASK)), RANDOM.randint(0, 40, len(ASK))]).astype(float)
ASK_CATEGORIES[5:8, 1] = np.nan
ASK_CATEGORIES[8:10, 2] = np.nan
ASK_UNSEEN = ASK_CATEGORIES.copy()
ASK_UNSEEN[:8, 1] = [4, 7, 31, 32, 33, 100, 3, 2]
ASK_UNSEEN[8:14, 2] = [40, 63, 64, 65, 5000, 16777215]
INPUTS = {
    "plain": ASK, "holes": ASK_HOLES, "marked": ASK_MARKED, "categories": ASK_CATEGORIES, "unseen": ASK_UNSEEN,
    "infinite": np.where(ASK > 1e29, np.inf, np.where(ASK < -1e29, -np.inf, ASK)),
}
SMALL = dict(n_estimators=5, max_depth=3, learning_rate=0.4)


def matrix(data, **more):
    return xgb.DMatrix(data, **more)


class Writer:
    def __init__(self, folder):
        self.folder = os.path.join(folder, xgb.__version__)
        os.makedirs(self.folder, exist_ok=True)
        self.failures = []

    def path(self, name):
        return os.path.join(self.folder, name)

    def native(self, booster, name, formats):
        written = []
        for ending in formats:
            if ending == "json" and VERSION < (1, 0) or ending == "ubj" and VERSION < (1, 6):
                continue
            if ending == "bin" and VERSION >= (3, 1):
                continue
            try:
                # Before 1.0 the ending means nothing; from 2.1 on what is neither json nor ubj is UBJSON.
                path = self.path(name + "." + ending)
                booster.save_model(path)
                head = open(path, "rb").read(2)
                if ending == "bin" and head[:1] == b"{":
                    os.remove(path)
                    continue
                written.append(ending)
            except Exception as error:
                self.failures.append((name, ending, str(error)[:120]))
                if os.path.exists(path):
                    os.remove(path)
        return written

    def answers(self, name, values):
        stream = io.BytesIO()
        np.savez_compressed(stream, **{key: np.asarray(value) for key, value in values.items()})
        with open(self.path(name + ".npz"), "wb") as file:
            file.write(stream.getvalue())

    def estimator(self, name, model, data, target, input="plain", formats=("bin",), fit={}, extra=(), pickles=True,
                  booster_of=None):
        try:
            model.fit(data, target, **fit)
        except Exception as error:
            self.failures.append((name, "fit", str(error)[:160]))
            return
        ask = INPUTS[input]
        values = {"input": input}
        inner = booster_of(model) if booster_of else model
        kind = "classifier" if hasattr(model, "predict_proba") else "regressor"
        values["kind"] = kind
        try:
            values["predict"] = model.predict(ask)
        except Exception as error:
            self.failures.append((name, "predict", str(error)[:160]))
            return
        if kind == "classifier":
            try:
                values["predict_proba"] = model.predict_proba(ask)
                values["classes"] = np.asarray(model.classes_) if hasattr(model, "classes_") else np.arange(2)
            except Exception as error:
                self.failures.append((name, "predict_proba", str(error)[:160]))
        try:
            if inner is model and VERSION < (0, 80):
                # There `XGBClassifier.predict` made labels of margins.
                values["margin"] = model.get_booster().predict(xgb.DMatrix(ask, missing=model.missing), output_margin=True)
            elif inner is model:
                values["margin"] = model.predict(ask, output_margin=True)
        except Exception as error:
            self.failures.append((name, "margin", str(error)[:160]))
        if pickles:
            protocol = min(pickle.DEFAULT_PROTOCOL, 4)
            with open(self.path(name + ".pkl"), "wb") as file:
                pickle.dump(model, file, protocol=protocol)
            if "p2" in extra:
                with open(self.path(name + ".p2.pkl"), "wb") as file:
                    pickle.dump(model, file, protocol=2)
            if "joblib" in extra:
                try:
                    import joblib
                except ImportError:
                    from sklearn.externals import joblib
                joblib.dump(model, self.path(name + ".joblib"), compress=3)
        if inner is model and formats:
            booster = model.get_booster() if hasattr(model, "get_booster") else model.booster()
            self.booster_answers(name, booster, ask, formats, values,
                                 missing=getattr(model, "missing", None))
            if "booster" in extra:
                with open(self.path(name + ".booster.pkl"), "wb") as file:
                    pickle.dump(booster, file, protocol=min(pickle.DEFAULT_PROTOCOL, 4))
        self.answers(name, values)

    def booster_answers(self, name, booster, ask, formats, values, missing=None):
        written = self.native(booster, name, formats)
        if not written:
            return
        back = xgb.Booster()
        back.load_model(self.path(name + "." + written[0]))
        more = {}
        if missing is not None and missing == missing:
            more["missing"] = missing
        names = getattr(booster, "feature_names", None)
        types = getattr(booster, "feature_types", None)
        if names:
            more["feature_names"] = names
        if types and "c" in types:
            more["feature_types"] = types
            more["enable_categorical"] = True
        data = matrix(ask, **more)
        whole = {}
        if "dart" in name and VERSION < (1, 0):
            whole["ntree_limit"] = 10000
        values["native.predict"] = back.predict(data, **whole)
        values["native.margin"] = back.predict(data, output_margin=True, **whole)

    def booster(self, name, parameters, rounds, data, target, input="plain", formats=("bin", "json", "ubj"), pickled=False,
                **more):
        try:
            train = {k: v for k, v in more.items()}
            booster = xgb.train(parameters, matrix(data, label=target, **train), rounds)
            values = {"input": input, "kind": "booster"}
            ask_more = {k: v for k, v in more.items() if k in ("feature_names", "feature_types", "enable_categorical", "missing")}
            if input == "infinite":
                xgb.DMatrix(INPUTS[input])
                booster.predict(xgb.DMatrix(INPUTS[input]))
            self.booster_answers(name, booster, INPUTS[input], formats, values)
            whole = {"ntree_limit": 10000} if "dart" in name and VERSION < (1, 0) else {}
            values["predict"] = booster.predict(matrix(INPUTS[input], **ask_more), **whole)
            values["margin"] = booster.predict(matrix(INPUTS[input], **ask_more), output_margin=True, **whole)
            if pickled:
                with open(self.path(name + ".booster.pkl"), "wb") as file:
                    pickle.dump(booster, file, protocol=min(pickle.DEFAULT_PROTOCOL, 4))
            self.answers(name, values)
        except Exception as error:
            self.failures.append((name, "booster", str(error)[:200]))


def main(folder):
    w = Writer(folder)
    C, R = xgb.XGBClassifier, xgb.XGBRegressor
    words = np.array(["no", "yes"])[BINARY]
    old = VERSION < (1, 6)

    # The estimators, with labels of all kinds. From 1.6 on labels are 0, 1, ….
    w.estimator("binary", C(**SMALL), X, BINARY, formats=ALL, extra=("p2", "joblib", "booster"))
    w.estimator("binary-holes", C(**SMALL), HOLES, BINARY, input="holes", formats=("bin", "json"))
    w.estimator("binary-base", C(base_score=0.2, **SMALL), X, BINARY, formats=ALL)
    w.estimator("three", C(**SMALL), X, THREE, formats=ALL, extra=("p2", "booster"))
    if old:
        w.estimator("binary-words", C(**SMALL), X, words, formats=())
        w.estimator("three-words", C(**SMALL), X, np.array(["low", "mid", "high"])[THREE], formats=("json",))
        w.estimator("three-gaps", C(**SMALL), X, THREE * 10 - 5, formats=())
        w.estimator("binary-bool", C(**SMALL), X, BINARY.astype(bool), formats=())
    w.estimator("hinge", C(objective="binary:hinge", **SMALL), X, BINARY, formats=("bin", "json"))
    w.estimator("logitraw", C(objective="binary:logitraw", **SMALL), X, BINARY, formats=ALL)
    w.estimator("logitraw-base", C(objective="binary:logitraw", base_score=0.3, **SMALL), X, BINARY, formats=ALL)
    w.estimator("softmax", C(objective="multi:softmax", **SMALL), X, THREE, formats=("bin", "json"))
    w.estimator("marked", R(missing=-999.0, **SMALL), MARKED, Y, input="marked", formats=())
    w.estimator("marked-binary", C(missing=-999.0, **SMALL), MARKED, BINARY, input="marked", formats=())
    w.estimator("early", C(**dict(SMALL, n_estimators=12, **({"early_stopping_rounds": 2} if VERSION >= (1, 6) else {}))),
                X[:60], BINARY[:60], formats=ALL, extra=("booster",),
                fit=dict(eval_set=[(X[60:], RANDOM.randint(0, 2, len(X) - 60))], verbose=False,
                         **({"early_stopping_rounds": 2} if VERSION < (1, 6) else {})))
    w.estimator("early-three", C(**dict(SMALL, n_estimators=12, **({"early_stopping_rounds": 2} if VERSION >= (1, 6) else {}))),
                X[:60], np.arange(60) % 3, formats=("json", "bin"),
                fit=dict(eval_set=[(X[60:], RANDOM.randint(0, 3, len(X) - 60))], verbose=False,
                         **({"early_stopping_rounds": 2} if VERSION < (1, 6) else {})))

    # Regressors and their links.
    base = {} if VERSION < (3, 0) else {}
    w.estimator("squared", R(**SMALL), X, Y, formats=ALL, extra=("p2", "joblib"))
    w.estimator("squared-base", R(base_score=0.7, **SMALL), X, Y + 100, formats=ALL)
    w.estimator("squared-holes", R(**SMALL), HOLES, Y, input="holes", formats=("bin", "json"))
    w.estimator("deep", R(n_estimators=30, max_depth=6, learning_rate=0.3), X, Y + 10, formats=("ubj", "bin"), pickles=False)
    w.estimator("logistic", R(objective="reg:logistic", **SMALL), X, UNIT, formats=("bin", "json"))
    w.estimator("poisson", R(objective="count:poisson", **SMALL), X, COUNTS, formats=ALL)
    w.estimator("gamma", R(objective="reg:gamma", **SMALL), X, POSITIVE, formats=("bin", "json"))
    w.estimator("tweedie", R(objective="reg:tweedie", base_score=0.9, **SMALL), X, POSITIVE, formats=ALL)
    if VERSION >= (1, 0):
        w.estimator("logerror", R(objective="reg:squaredlogerror", **SMALL), X, POSITIVE, formats=("json",))
        w.estimator("pseudohuber", R(objective="reg:pseudohubererror", **SMALL), X, Y, formats=("json",))
    if VERSION >= (1, 7):
        w.estimator("absolute", R(objective="reg:absoluteerror", **SMALL), X, Y, formats=("json",))
    if VERSION >= (2, 0):
        w.estimator("quantile", R(objective="reg:quantileerror", quantile_alpha=[0.2, 0.5, 0.8], **SMALL), X, Y,
                    formats=("json", "ubj"))
        w.estimator("quantile-one", R(objective="reg:quantileerror", quantile_alpha=0.3, **SMALL), X, Y, formats=("json",))
    if VERSION >= (3, 4):
        w.estimator("expectile", R(objective="reg:expectileerror", expectile_alpha=[0.2, 0.5, 0.8], **SMALL), X, Y,
                    formats=("json",))

    # Forests.
    forest = dict(max_depth=3, num_parallel_tree=4)
    w.estimator("parallel", C(n_estimators=3, learning_rate=0.5, subsample=0.7, **forest), X, BINARY, formats=("bin", "json"))
    w.estimator("parallel-three", C(n_estimators=2, subsample=0.7, **forest), X, THREE, formats=("bin", "json"))
    if hasattr(xgb, "XGBRFClassifier"):
        w.estimator("forest", xgb.XGBRFClassifier(n_estimators=6, max_depth=3), X, BINARY, formats=("json",))
        w.estimator("forest-three", xgb.XGBRFClassifier(n_estimators=4, max_depth=3), X, THREE, formats=())
        w.estimator("forest-squared", xgb.XGBRFRegressor(n_estimators=6, max_depth=3), X, Y, formats=("json",))

    # Other boosters.
    w.estimator("linear", R(booster="gblinear", n_estimators=8), X, Y, formats=LINEAR)
    w.estimator("linear-binary", C(booster="gblinear", n_estimators=8), X, BINARY, formats=LINEAR)
    w.estimator("linear-three", C(booster="gblinear", n_estimators=8), X, THREE, formats=LINEAR)
    w.booster("linear-holes", dict(booster="gblinear", objective="reg:linear" if VERSION < (0, 90) else "reg:squarederror"), 6,
              HOLES, Y, input="holes")
    dart = dict(booster="dart", max_depth=3, eta=0.4, rate_drop=0.4, one_drop=1, seed=3)
    w.booster("dart", dict(dart, objective="binary:logistic", base_score=0.3), 8, X, BINARY, pickled=True)
    w.booster("dart-three", dict(dart, objective="multi:softprob", num_class=3, normalize_type="forest"), 4, X, THREE)
    w.booster("dart-squared", dict(dart, objective="reg:linear" if VERSION < (0, 90) else "reg:squarederror"), 8, HOLES, Y,
              input="holes")
    if VERSION >= (1, 0):
        w.estimator("dart-model", R(booster="dart", rate_drop=0.4, one_drop=1, **SMALL), X, Y, formats=("json",))

    # Boosters alone.
    w.booster("b-softmax", dict(objective="multi:softmax", num_class=3, max_depth=2), 3, X, THREE, pickled=True)
    w.booster("b-softprob", dict(objective="multi:softprob", num_class=3, max_depth=2, base_score=0.8), 3, X, THREE)
    w.booster("b-hinge", dict(objective="binary:hinge", max_depth=2), 3, X, BINARY)
    w.booster("b-names", dict(objective="reg:logistic", max_depth=3), 3, X, UNIT, pickled=True,
              feature_names=["width", "height, cm", "depth \"in\"", "a b", "größe"] if VERSION >= (1, 0) else
              ["width", "height", "depth", "ab", "size"])
    w.booster("infinite", dict(objective="reg:linear" if VERSION < (0, 90) else "reg:squarederror", max_depth=3), 4, X, Y,
              input="infinite")
    if VERSION >= (0, 81):
        cox = np.where(RANDOM.rand(len(X)) < 0.3, -1, 1) * POSITIVE
        w.booster("cox", dict(objective="survival:cox", max_depth=3, base_score=0.6), 4, X, cox)
    try:
        if VERSION >= (1, 2):
            data = matrix(X)
            data.set_float_info("label_lower_bound", POSITIVE)
            data.set_float_info("label_upper_bound", np.where(RANDOM.rand(len(X)) < 0.3, np.inf, POSITIVE))
            booster = xgb.train(dict(objective="survival:aft", max_depth=3), data, 4)
            values = {"input": "plain", "kind": "booster", "predict": booster.predict(matrix(ASK)),
                      "margin": booster.predict(matrix(ASK), output_margin=True)}
            w.booster_answers("aft", booster, ASK, ("json", "bin"), values)
            w.answers("aft", values)
    except Exception as error:
        w.failures.append(("aft", "booster", str(error)[:160]))
    group = dict(group=[40, 40, 40, 40])
    if hasattr(xgb, "XGBRanker"):
        for objective in ["rank:pairwise", "rank:ndcg", "rank:map"]:
            relevance = THREE if objective != "rank:map" else BINARY
            w.estimator(objective.replace(":", "-"), xgb.XGBRanker(objective=objective, **SMALL), X, relevance,
                        formats=("bin", "json"), fit=group)

    # Several targets, and trees with vectors in their leaves.
    if VERSION >= (1, 6):
        w.estimator("targets", R(**SMALL), X, np.column_stack([Y, POSITIVE]), formats=("json", "ubj"))
        w.estimator("many-labels", C(**SMALL), X, np.column_stack([BINARY, THREE > 0, X[:, 3] > 0]).astype(int),
                    formats=("json",))
    if VERSION >= (2, 0):
        vector = dict(SMALL, multi_strategy="multi_output_tree", tree_method="hist")
        w.estimator("vector", R(**vector), HOLES, np.column_stack([Y, POSITIVE, -Y]), input="holes", formats=("json", "ubj"))
        w.estimator("vector-three", C(**vector), X, THREE, formats=("json",))
        w.estimator("vector-labels", C(**vector), X, np.column_stack([BINARY, THREE > 0]).astype(int), formats=("json",))

    # Categories.
    if VERSION >= (1, 5):
        types = ["q", "c", "c"]
        more = dict(feature_types=types, enable_categorical=True)
        for title, onehot in [("onehot", 100), ("partition", 2)]:
            parameters = dict(tree_method="approx" if VERSION < (1, 7) else "hist", max_depth=4, objective="reg:squarederror")
            if VERSION >= (1, 6):
                parameters["max_cat_to_onehot"] = onehot
            elif title == "partition":
                continue
            if VERSION < (1, 6):
                continue
            w.booster("categories-" + title, parameters, 5, CATEGORIES, CAT_Y, input="categories", pickled=True, **more)
            w.booster("unseen-" + title, parameters, 5, CATEGORIES, CAT_Y, input="unseen", **more)

    # Inside scikit-learn.
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.ensemble import VotingClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler
    tiny = dict(SMALL, n_estimators=3)
    inner = lambda model: None
    w.estimator("pipeline", Pipeline([("scale", StandardScaler()), ("boost", C(**tiny))]), X, BINARY, booster_of=inner)
    w.estimator("pipeline-squared", Pipeline([("scale", StandardScaler()), ("boost", R(**tiny))]), X, Y, booster_of=inner)
    w.estimator("voting", VotingClassifier([("a", C(**tiny)), ("b", LogisticRegression())], voting="soft"), X, BINARY,
                booster_of=inner)
    w.estimator("calibrated", CalibratedClassifierCV(C(**tiny), cv=2), X, BINARY, booster_of=inner)
    w.estimator("calibrated-three", CalibratedClassifierCV(C(**tiny), cv=2, method="isotonic"), X, THREE, booster_of=inner)
    try:
        import pandas
        from sklearn.compose import ColumnTransformer
        from sklearn.preprocessing import OneHotEncoder
        columns = ColumnTransformer([("n", StandardScaler(), [0, 1]), ("o", "passthrough", [2, 3])])
        w.estimator("columns", Pipeline([("c", columns), ("boost", C(**tiny))]), X, THREE, booster_of=inner)
        frame = pandas.DataFrame(X, columns=["a", "b", "c", "d", "e"])
        INPUTS["frame"] = pandas.DataFrame(ASK, columns=list(frame.columns))
        # Releases up to 1.4 do not know the frames of pandas 2.
        if VERSION >= (1, 5) or pandas.__version__ < "2":
            w.estimator("frame", C(**tiny), frame, BINARY, input="frame", formats=("json",) if VERSION >= (1, 0) else ())
        if VERSION >= (3, 1):
            colours = np.array(["red", "green", "blue", "black"])
            frame = pandas.DataFrame({"x": CATEGORIES[:, 0], "colour": pandas.Categorical(colours[CATEGORIES[:, 1].astype(int)])})
            known = np.nan_to_num(ASK_CATEGORIES[:, 1]).astype(int)
            INPUTS["colours"] = pandas.DataFrame(
                {"x": ASK_CATEGORIES[:, 0], "colour": pandas.Categorical(colours[known], categories=sorted(colours))})
            w.estimator("colours", R(enable_categorical=True, **SMALL), frame, CAT_Y, input="colours", formats=("json",))
    except ImportError:
        pass

    plain = {key: value for key, value in INPUTS.items() if key in ("plain", "holes", "marked", "categories", "unseen", "infinite")}
    plain["frame"] = ASK
    if "colours" in INPUTS:
        plain["colours.0"] = INPUTS["colours"]["x"].values
        plain["colours.1"] = np.asarray(INPUTS["colours"]["colour"].astype(str), dtype="U")
    with open(os.path.join(w.folder, "inputs.npz"), "wb") as file:
        np.savez_compressed(file, **plain)
    for failure in w.failures:
        print(xgb.__version__, *failure, sep=" | ")


main(sys.argv[1])
