"""Writes the answers that other engines give for the documents of Tests/ModelFormatsTests/PMML/Cases.

    python pmml_cases.py CASES

Each case is a document, NAME.pmml, and its rows, NAME.jsonl: one object a line, `row` by hand and `answer` by
JPMML-Evaluator, through the package jpmml_evaluator (a Java runtime is needed). What JPMML-Evaluator does not do is asked
of PMML4S, through the package pypmml, and `by` says so. A row that is refused has the answer null.
"""

import glob
import json
import math
import os
import sys

from jpmml_evaluator import make_evaluator


def plain(value):
    """A value as JSON has it; numbers that JSON has not become texts."""
    if value is None:
        return None
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "INF" if value > 0 else "-INF"
    if isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (list, tuple, set)):
        return [plain(part) for part in value]
    return str(value)


def by_jpmml(path, rows):
    evaluator = make_evaluator(path)
    answers = []
    for row in rows:
        try:
            answer = evaluator.evaluate(row)
            answers.append({key: plain(value) for key, value in answer.items()})
        except Exception as error:
            answers.append(refusal(str(error)))
    return answers


def refusal(text):
    if "UndefinedResult" in text or "invalid value" in text or "InvalidResult" in text or "Invalid" in text or "ValueCheck" in text or "Missing" in text:
        return None
    raise RuntimeError(text.splitlines()[0])


def by_pmml4s(path, rows):
    from pypmml import Model

    model = Model.load(path)
    # What it does not compute it gives as NaN, an empty text or nothing; that says nothing about the document.
    return [
        {key: plain(value) for key, value in model.predict(row).items() if plain(value) not in (None, "NaN", "")}
        for row in rows
    ]


# JPMML-Evaluator 1.7.7 takes the rule that fires first here, the standard and PMML4S the one with the greatest weight.
BY_PMML4S = {"rules-weightedMax"}


def main(folder):
    for path in sorted(glob.glob(os.path.join(folder, "*.pmml"))):
        rows_path = path[: -len("pmml")] + "jsonl"
        with open(rows_path, encoding="utf-8") as file:
            rows = [json.loads(line)["row"] for line in file]
        extra = {}
        try:
            if os.path.basename(path)[: -len(".pmml")] in BY_PMML4S:
                raise RuntimeError("PMML4S is asked")
            answers = by_jpmml(path, rows)
        except Exception as error:
            print(os.path.basename(path), "not by JPMML-Evaluator:", str(error).splitlines()[0][:150])
            try:
                answers = by_pmml4s(path, rows)
                extra = {"by": "PMML4S"}
            except Exception as second:
                print(os.path.basename(path), "not by PMML4S:", str(second).splitlines()[0][:150])
                continue
        with open(rows_path, "w", encoding="utf-8") as file:
            for row, answer in zip(rows, answers):
                file.write(json.dumps({"row": row, "answer": answer, **extra}, ensure_ascii=False) + "\n")


main(sys.argv[1])
