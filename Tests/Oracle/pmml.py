"""Holds PMML against other engines: documents of three makers, documents made by chance, and our own.

    python3 Tests/Oracle/pmml.py PROGRAM SCRATCH SWIFT [COUNT]

1. scikit-learn's pipelines, XGBoost and LightGBM as sklearn2pmml writes them, pipelines as nyoka does, and COUNT documents of
   every model element by chance. JPMML-Evaluator answers their rows; the scorer must answer the same, and so must ONNX
   Runtime after conversion.
2. Every model of Corpus/models as PMML, checked by JPMML-Evaluator over the rows that travel with it.
3. 100,000 documents broken at random places, in a release build: no crash, and a reason for each that is not read.

Needs a Java runtime. SCRATCH holds the environments and the documents.
"""

import os
import pathlib
import shutil
import subprocess
import sys

from models import HERE, interpreter

ROOT = HERE.resolve().parent.parent
SKLEARN = ("3.11", ["scikit-learn==1.7.2", "sklearn2pmml==0.133.1", "jpmml_evaluator==0.16.0", "xgboost-cpu", "lightgbm", "pandas"])
NYOKA = ("3.8", ["nyoka==5.5.0", "scikit-learn==0.24.2", "pandas<2", "numpy<1.24", "lxml"])


def environment(folder, python, packages):
    program = folder / "bin" / "python"
    if not (folder / "complete").exists():
        subprocess.run([python, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(program), "-m", "pip", "install", "-q", "--disable-pip-version-check"] + packages, check=True,
                       stderr=subprocess.DEVNULL)
        (folder / "complete").touch()
    return str(program)


def tell(title, command, **options):
    """Runs a command and prints its report, which is its standard output."""
    print(title, flush=True)
    run = subprocess.run(command, text=True, capture_output=True, **options)
    print("\n".join("  " + line for line in run.stdout.splitlines()), flush=True)
    return run


def test(swift, rooms, pattern, title, extra, options=()):
    """Runs tests, and prints what they report and what fails."""
    settings = {**os.environ, "GODWIT_ROOMS": rooms, **extra}
    run = subprocess.run([*swift.split(), "test", *options, "--filter", pattern], text=True, capture_output=True, env=settings, cwd=ROOT)
    lines = [line for line in run.stdout.splitlines() if "documents as ONNX" in line or line.startswith(("  ", "↳")) and "Version" not in line and "Platform" not in line]
    print("%s: %s" % (title, "as it should be" if run.returncode == 0 else "WRONG"))
    print("\n".join("  " + line[:200] for line in lines[:60]), flush=True)
    return run.returncode


def main(program, scratch, swift, count):
    scratch = pathlib.Path(scratch).resolve()
    documents = scratch / "documents"
    python = interpreter(SKLEARN[0])
    if python is None or shutil.which("java") is None:
        sys.exit("Python %s and a Java runtime are needed." % SKLEARN[0])
    peer = environment(scratch / "sklearn2pmml", python, SKLEARN[1])
    quiet = {**os.environ, "PYTHONWARNINGS": "ignore"}
    tell("sklearn2pmml 0.133.1, scikit-learn 1.7.2", [peer, str(HERE / "pmml_sklearn.py"), str(documents / "sklearn2pmml")], env=quiet)
    old = interpreter(NYOKA[0])
    if old is None:
        print("nyoka is left out: Python %s is not at hand" % NYOKA[0])
    else:
        tell("nyoka 5.5.0, scikit-learn 0.24.2",
             [environment(scratch / "nyoka", old, NYOKA[1]), str(HERE / "pmml_nyoka.py"), str(documents / "nyoka")], env=quiet)
    tell("by chance", [peer, str(HERE / "pmml_random.py"), str(documents / "chance"), str(count)])
    folders = sorted(str(path) for path in documents.iterdir())
    tell("answers of JPMML-Evaluator 1.7.7", [peer, str(HERE / "pmml_cases.py"), "--every", *folders])
    held = {"GODWIT_PMML": str(documents)}
    status = test(swift, "ModelFormats", "PMMLScoringTests", "the scorer answers all of them", held)
    status |= test(swift, "Conversion", "PMMLToONNXTests", "ONNX Runtime answers all that are converted", held)
    kinds = ["open", "sklearn", "lightgbm", "xgboost"]
    run = tell("our own", [peer, str(HERE / "pmml_models.py"), program, str(scratch / "own"), *("Corpus/models/" + kind for kind in kinds)], cwd=ROOT)
    status |= run.returncode
    status |= test(swift, "ModelFormats", "PMMLHostileTests", "100,000 broken documents, entities, depth and bombs",
                   {"GODWIT_MUTATIONS": "100000"}, ["-c", "release", "-Xswiftc", "-enable-testing"])
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]) if len(sys.argv) > 4 else 600))
