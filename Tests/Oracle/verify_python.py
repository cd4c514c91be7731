#!/usr/bin/env python3
"""Has `godwit verify --python` run originals by the libraries that wrote them, and holds the converted models against them.

    python3 Tests/Oracle/verify_python.py --program godwit PYTHON…

Each PYTHON fits and saves models with what it has of scikit-learn, XGBoost and LightGBM; the program converts them, and compares on
rows generated from the model, or on texts. A verdict other than *equivalent* is a failure, and so is one of *equivalent* for a model
that was converted from another fit. Releases that the program needs no help for are asked too: what is tried here is the driver.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile

FIT = r'''
import sys, json, pickle, warnings
warnings.simplefilter("ignore")
import numpy as np
folder, seed = sys.argv[1], int(sys.argv[2])
random = np.random.RandomState(seed)
X = random.randn(200, 4)
y = (X[:, 0] + X[:, 1] * X[:, 2] > 0).astype(int)
many = np.array(["low", "mid", "high"])[np.digitize(X[:, 0] + X[:, 3], [-0.5, 0.7])]
number = X[:, 0] * 2 + np.abs(X[:, 1])
texts = [" ".join(random.choice(["cat", "dog", "sat", "ran", "mat", "the", "a"], 5)) for _ in range(60)]
made, versions = {}, ["Python %d.%d" % sys.version_info[:2]]

def keep(name, model):
    with open(folder + "/" + name + ".pkl", "wb") as file:
        pickle.dump(model, file, protocol=2)
    made[name] = name + ".pkl"

try:
    import sklearn
    versions.append("scikit-learn " + sklearn.__version__)
    from sklearn.ensemble import RandomForestClassifier, GradientBoostingRegressor
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression, LinearRegression
    from sklearn.neighbors import KNeighborsClassifier
    from sklearn.pipeline import Pipeline
    from sklearn.preprocessing import StandardScaler
    from sklearn.svm import SVC
    from sklearn.cluster import KMeans
    keep("forest", RandomForestClassifier(n_estimators=8, random_state=seed).fit(X, many))
    keep("boosting", GradientBoostingRegressor(n_estimators=10, random_state=seed).fit(X, number))
    keep("pipeline", Pipeline([("scale", StandardScaler()), ("model", LogisticRegression())]).fit(X, many))
    keep("svc", SVC(probability=True, random_state=seed).fit(X, y))
    keep("neighbours", KNeighborsClassifier(5, weights="distance").fit(X, many))
    keep("linear", LinearRegression().fit(X, number))
    keep("clusters", KMeans(4, random_state=seed).fit(X))
    keep("text", Pipeline([("words", TfidfVectorizer()), ("model", LogisticRegression())]).fit(texts, [int("cat" in text) for text in texts]))
except ImportError:
    pass
try:
    import xgboost
    versions.append("XGBoost " + xgboost.__version__)
    keep("xgboost", xgboost.XGBClassifier(n_estimators=8, max_depth=3).fit(X, y))
    booster = xgboost.train({"max_depth": 3, "objective": "reg:linear" if xgboost.__version__ < "0.83" else "reg:squarederror"}, xgboost.DMatrix(X, number), 8)
    booster.save_model(folder + "/booster.json" if xgboost.__version__ >= "1" else folder + "/booster.bin")
    made["booster"] = "booster.json" if xgboost.__version__ >= "1" else "booster.bin"
except ImportError:
    pass
try:
    import lightgbm
    versions.append("LightGBM " + lightgbm.__version__)
    keep("lightgbm", lightgbm.LGBMClassifier(n_estimators=8, num_leaves=7).fit(X, np.digitize(X[:, 0], [-0.5, 0.5])))
    lightgbm.train({"objective": "poisson", "num_leaves": 7, "verbose": -1}, lightgbm.Dataset(X, np.exp(number)), 8).save_model(folder + "/text.txt")
    made["booster text"] = "text.txt"
except ImportError:
    pass
np.save(folder + "/rows.npy", random.randn(4000, 4))
with open(folder + "/texts.jsonl", "w") as file:
    for _ in range(4000):
        file.write(json.dumps({"text": " ".join(random.choice(["cat", "dog", "sat", "ran", "the", "a", "", "Caf\u00e9"], 4))}) + "\n")
print(json.dumps({"made": made, "versions": versions}))
'''


def fit(python, folder, seed):
    os.mkdir(folder)
    result = subprocess.run([python, "-c", FIT, folder, str(seed)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if result.returncode != 0:
        raise SystemExit("%s: %s" % (python, result.stderr.strip().splitlines()[-1]))
    return json.loads(result.stdout.splitlines()[-1])


def run(program, *words):
    return subprocess.run([program, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True, type=os.path.abspath)
    parser.add_argument("pythons", nargs="+")
    arguments = parser.parse_args()
    failed = 0
    for python in arguments.pythons:
        with tempfile.TemporaryDirectory() as scratch:
            one, other = fit(python, scratch + "/one", 1), fit(python, scratch + "/other", 2)
            good, problems = [], []
            for name, file in one["made"].items():
                paths = ["%s/%s/%s" % (scratch, which, file) for which in ("one", "other")]
                data = "%s/one/%s" % (scratch, "texts.jsonl" if name == "text" else "rows.npy")
                for path in paths:
                    converted = run(arguments.program, "convert", path, "--to", "onnx", "-o", path + ".onnx")
                    if converted.returncode != 0:
                        problems.append("%s is not converted: %s" % (name, converted.stderr.strip()))
                codes = [
                    run(arguments.program, "verify", paths[0], path + ".onnx", "--data", data, "--python", python) for path in paths]
                if codes[0].returncode == 0 and codes[1].returncode == 1:
                    good.append(name)
                else:
                    said = (codes[0].stdout + codes[0].stderr).strip().splitlines() if codes[0].returncode != 0 else ["another fit passes"]
                    problems.append("%s: exit codes %d and %d: %s" % (name, codes[0].returncode, codes[1].returncode, " | ".join(said[:6])))
            print("%s: equivalent: %s%s" % (
                ", ".join(one["versions"]), ", ".join(good) or "none", "".join("\n  FAILED " + problem for problem in problems)), flush=True)
            failed += len(problems)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
