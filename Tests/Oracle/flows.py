"""Asks the small services of Corpus/migration/flows the same questions before and after their migration.

Usage: flows.py --program GODWIT --environments FOLDER

One model is trained with scikit-learn and put beside each service. Before, a service runs with scikit-learn; after, in an
environment that has ONNX Runtime and no scikit-learn. Labels must be the same, probabilities within 1e-12. Exit code 1 if not.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from migration import ROOT, environment, has, interpreter

FLOWS = ROOT / "Corpus" / "migration" / "flows"
OLD = ["scikit-learn==1.7.2", "pandas==2.2.3", "fastapi==0.115.6", "httpx==0.28.1", "flask==3.1.0", "django==5.1.4"]
NEW = ["onnxruntime==1.20.1", *OLD[1:]]

TRAIN = """
import joblib, numpy as np, pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
drawn = np.random.default_rng(0)
rows = pd.DataFrame({"age": drawn.integers(18, 80, 400).astype(float), "income": drawn.gamma(2, 20000, 400),
                     "city": drawn.choice(["paris", "oslo", "rome"], 400), "plan": drawn.choice(["free", "pro"], 400)})
rows.loc[::17, "income"] = np.nan
stays = np.where((rows.age > 40) & (rows.plan == "pro"), "stay", "leave")
columns = ColumnTransformer([("numbers", make_pipeline(SimpleImputer(), StandardScaler()), ["age", "income"]),
                             ("words", OneHotEncoder(handle_unknown="ignore"), ["city", "plan"])])
model = Pipeline([("columns", columns), ("trees", GradientBoostingClassifier(n_estimators=30))]).fit(rows, stays)
joblib.dump(model, "churn.joblib")
"""

ROWS = [
    {"age": 50.0, "income": 30000.0, "city": "oslo", "plan": "pro"},
    {"age": 20.0, "income": None, "city": "rome", "plan": "free"},
    {"age": 33.0, "income": 100000.0, "city": "nowhere", "plan": "pro"},
]

ASKING = """
import json, sys
import pandas as pd
sys.path.insert(0, ".")
ROWS = json.loads(sys.argv[1])
def posted(app):
    from fastapi.testclient import TestClient
    with TestClient(app) as client:
        return client.post("/score", json=ROWS).json()
def plain(answer):
    return answer.tolist() if hasattr(answer, "tolist") else answer
"""

SETTINGS = "from django.conf import settings; settings.configure(BASE_DIR='.', INSTALLED_APPS=['scoring.apps.ScoringConfig']); "

# How each service is asked; the last line is an expression.
QUESTIONS = {
    "application-state": ["from app.main import app", "posted(app)"],
    "registry": ["import service", "posted(service.app)"],
    "dependency": ["import service", "posted(service.app)"],
    "annotated-dependency": ["import service", "posted(service.app)"],
    "flask-attribute": ["import service", "service.create_app().test_client().post('/score', json=ROWS).get_json()"],
    "flask-config": ["import service", "service.app.test_client().post('/score', json=ROWS).get_json()"],
    "registry-of-another-module": [
        "from svc import api, loading; loading.load_all()", "[plain(api.score(ROWS)), plain(api.label(ROWS))]"],
    "class-attribute": ["import service", "service.handler({'rows': ROWS}, None)"],
    "hosted-functions": [
        "import service; model = service.model_fn('models')",
        "service.output_fn(service.predict_fn(service.input_fn(json.dumps(ROWS), ''), model), '')"],
    "class-that-is-given-it": ["from svc import main", "main.handle(ROWS)"],
    "annotated-result-and-fixture": ["from svc import api", "plain(api.score(ROWS))"],
    "helpers-of-training": ["from svc import serve", "plain(serve.score(ROWS))"],
    "same-name-elsewhere": ["from svc import api", "plain(api.score(ROWS))"],
    "cast": ["import service", "plain(service.score(ROWS))"],
    "application-configuration": [
        SETTINGS + "import django; django.setup(); from django.test import RequestFactory; from scoring import views",
        "json.loads(views.score(RequestFactory().post('/', json.dumps(ROWS), content_type='application/json')).content)"],
    "declared-to-be-optional": ["import service", "plain(service.score(ROWS))"],
    "training-beside": [
        "import service", "client = service.app.test_client()",
        "[client.post('/predict', json=row).get_json() for row in ROWS]",
    ],
    "handed-on-uncalled": [
        "import asyncio, service",
        "[[plain(asyncio.run(service.label(row))), float(asyncio.run(service.risk(row))), "
        "plain(service.risks(pd.DataFrame([row])))] for row in ROWS]",
    ],
    "loaded-by-helper": ["from svc import api", "[float(api.risk(row)) for row in ROWS]"],
    "field-of-a-data-class": ["import service", "plain(service.service.alert(ROWS))"],
}


def ask(python, project, question):
    *lines, last = question
    code = "\n".join([ASKING, *lines, f"print(json.dumps({last}))"])
    ended = subprocess.run(
        [python, "-W", "ignore", "-c", code, json.dumps(ROWS)], cwd=project, capture_output=True, text=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    if ended.returncode != 0:
        return None, ended.stderr.strip().splitlines()[-1:]
    return json.loads(ended.stdout.splitlines()[-1]), None


def same(first, second):
    if isinstance(first, str) and isinstance(second, str) and first.startswith("["):
        return same(json.loads(first), json.loads(second))
    if isinstance(first, list) and isinstance(second, list):
        return len(first) == len(second) and all(map(same, first, second))
    if isinstance(first, dict) and isinstance(second, dict):
        return first.keys() == second.keys() and all(same(first[key], second[key]) for key in first)
    if isinstance(first, float) and isinstance(second, float):
        return abs(first - second) <= 1e-12
    return first == second


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--environments", required=True, type=Path)
    options = parser.parse_args()
    program = os.path.abspath(options.program)
    python = interpreter("3.11") or sys.executable
    folder = options.environments.resolve()
    old = environment(folder, "flows-old", python, OLD)
    new = environment(folder, "flows-new", python, NEW)
    if has(new, "sklearn"):
        sys.exit("flows.py: the new environment has scikit-learn; delete it and run again")
    wrong = 0
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run([old, "-c", TRAIN], cwd=scratch, check=True)
        for name, question in sorted(QUESTIONS.items()):
            project = Path(scratch) / name
            shutil.copytree(FLOWS / name, project)
            (project / "models").mkdir()
            shutil.copy(Path(scratch) / "churn.joblib", project / "models")
            (project / "requirements.txt").write_text("scikit-learn==1.7.2\npandas==2.2.3\njoblib\n")
            before, trouble = ask(old, project, question)
            ended = subprocess.run(
                [program, "migrate", str(project), "--to", "onnxruntime", "--write"], capture_output=True, text=True)
            after, later = ask(new, project, question) if ended.returncode == 0 else (None, ended.stderr.splitlines()[-1:])
            alike = trouble is None and later is None and same(before, after)
            wrong += not alike
            print(f"{name}: {'the same' if alike else f'DIFFERENT: {trouble or before} / {later or after}'}")
    print(f"{len(QUESTIONS)} services asked before with {OLD[0]} and after with {NEW[0]} and no scikit-learn: {wrong} differ")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
