"""Converts every model of a corpus to PMML, and has JPMML-Evaluator check the rows that travel with each.

    python pmml_models.py PROGRAM SCRATCH FOLDER ...

A document carries rows made from its model, each threshold and its neighbours and missing cells among them, with what the
reference interpreter answered: those are PMML's ModelVerification. The interpreter itself is held against the models' own
libraries by the tests. Needs the package jpmml_evaluator and a Java runtime.
"""

import os
import subprocess
import sys

from jpmml_evaluator import make_evaluator

ENDINGS = (".pkl", ".joblib", ".txt", ".json", ".ubj", ".model", ".bin", ".pickle")
# JPMML-Evaluator's powers of e are of a single-precision e where numbers are single; what depends on it is off by 1e-7.


def models(folders):
    for folder in folders:
        for root, _, names in sorted(os.walk(folder)):
            for name in sorted(names):
                if name.endswith(ENDINGS) and not name.endswith(".p2.pkl") and name != "ORIGIN.md":
                    yield os.path.join(root, name)


def convert(program, path, target):
    """Nothing where a document was written, else the last words of why not."""
    run = subprocess.run([program, "convert", path, "--to", "pmml", "--golden-rows", "60", "-o", target],
                         capture_output=True, text=True)
    return None if run.returncode == 0 else (run.stderr.strip().splitlines() or [run.stdout])[-1]


def main(program, scratch, folders):
    os.makedirs(scratch, exist_ok=True)
    checked, rows, without, refused, wrong = 0, 0, [], {}, []
    for number, path in enumerate(models(folders)):
        target = os.path.join(scratch, "%04d.pmml" % number)
        reason = convert(program, path, target)
        if reason is not None:
            kind = reason.split(": ", 2)[-1][:90]
            refused.setdefault(kind, []).append(path)
            continue
        with open(target, encoding="utf-8") as file:
            text = file.read()
        count = text.count("<row>", text.find("<ModelVerification")) if "<ModelVerification" in text else 0
        if count == 0:
            without.append(path)
            continue
        try:
            make_evaluator(target).verify()
            checked += 1
            rows += count
        except Exception as error:
            wrong.append((path, str(error).splitlines()[0][:200]))
    print("%d models as PMML answer %d of their rows in JPMML-Evaluator as they should; %d carry no rows, %d are refused, %d differ" % (
        checked, rows, len(without), sum(map(len, refused.values())), len(wrong)))
    for path, error in wrong:
        print("  differs: %s: %s" % (path, error))
    for kind, paths in sorted(refused.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        print("  refused, %3d: %s" % (len(paths), kind))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
