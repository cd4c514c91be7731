"""Writes the answers that other engines give for the documents of Tests/ModelFormatsTests/PMML/Cases.

    python pmml_cases.py CASES
    python pmml_cases.py --every FOLDER ...

Each case is a document, NAME.pmml, and its rows, NAME.jsonl: one object a line, `row` by hand and `answer` by
JPMML-Evaluator, through the package jpmml_evaluator (a Java runtime is needed). What JPMML-Evaluator does not do is asked
of PMML4S, through the package pypmml, and `by` says so. A row that is refused has the answer null. With `--every` a row
that JPMML-Evaluator stumbles over, in whatever words, is a refused row of its own, and a document that it cannot take is
left out and said.
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


def by_jpmml(path, rows, refusal):
    evaluator = make_evaluator(path)
    answers = []
    for row in rows:
        try:
            answer = evaluator.evaluate(row)
            answers.append({key: plain(value) for key, value in answer.items()})
        except Exception as error:
            answers.append(refusal(str(error)))
    return answers


def known_refusal(text):
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
            answers = by_jpmml(path, rows, known_refusal)
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


# What an engine says of rows that the standard has it refuse; other complaints are about functions that the standard has
# answer with a missing value, and say nothing about a document.
REFUSALS = ("ValueCheckException", "InvalidResultException")


def answer_or_why(evaluator, row):
    """An answer, None for a row that must be refused, or the complaint as a text. Cells are looked at before a model is,
    as programs do that use the engine from Java."""
    try:
        for field in evaluator.getInputFields():
            if row.get(field.name) is not None:
                field.javaModelField.prepare(row[field.name])
        return {key: plain(value) for key, value in evaluator.evaluate(row).items()}
    except Exception as error:
        text = str(error).splitlines()[0]
        return None if any(name in text for name in REFUSALS) else text


def answer_every(folder):
    """The rows of all documents of a folder that have no answers yet. Tells how many there are, and what says nothing."""
    documents, answered, refused, silent, left_out = 0, 0, 0, {}, []
    for path in sorted(glob.glob(os.path.join(folder, "*.pmml"))):
        rows_path = path[: -len("pmml")] + "jsonl"
        with open(rows_path, encoding="utf-8") as file:
            lines = [json.loads(line) for line in file]
        if "answer" not in lines[0]:
            try:
                evaluator = make_evaluator(path)
            except Exception as error:
                left_out.append((os.path.basename(path)[:-5], str(error).splitlines()[0][:150]))
                os.remove(path)
                os.remove(rows_path)
                continue
            for line in lines:
                line["answer"] = answer_or_why(evaluator, line["row"])
                # The library's own word counts where the generator says so; it has none for rows with missing cells.
                if "own" in line and isinstance(line["answer"], dict):
                    own = line["own"]
                    keys = line["answer"].keys()
                    line["answer"] = {key: own[key] for key in keys if key in own} if own else "left to the library:"
                line.pop("own", None)
        for line in lines:
            if isinstance(line["answer"], str):
                kind = line["answer"].split(":")[0].split(".")[-1]
                silent[kind] = silent.get(kind, 0) + 1
        documents += 1
        answered += sum(isinstance(line["answer"], dict) for line in lines)
        refused += sum(line["answer"] is None for line in lines)
        with open(rows_path, "w", encoding="utf-8") as file:
            for line in lines:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
    print("%s: %d documents; JPMML-Evaluator answers %d rows and refuses %d" % (
        os.path.basename(os.path.normpath(folder)), documents, answered, refused))
    for kind, count in sorted(silent.items()):
        print("  %d rows end in its %s, and are not compared" % (count, kind))
    for name, reason in left_out:
        print("  not taken by it: %-24s %s" % (name, reason))


if __name__ == "__main__":
    if sys.argv[1] == "--every":
        for folder in sys.argv[2:]:
            answer_every(folder)
    else:
        main(sys.argv[1])
