# -*- coding: utf-8 -*-
"""Fits models of dictionaries and of hashed words: DictVectorizer and HashingVectorizer, alone and before other steps.

    PYTHON Tests/Oracle/sklearn_records.py FOLDER

Writes the same kind of folder as `sklearn_corpus.py`. The rows asked about are kept as tables with a column a key: what a dictionary
does not have is NaN there, or the empty text.
"""
from __future__ import print_function

import collections
import random
import sys

import numpy as np

import sklearn_corpus as corpus
from sklearn_corpus import INPUTS, VERSION, load, make

chance = random.Random(11)
CITIES = [u"Roma", u"Oslo", u"K\u00f8benhavn", u"\u6771\u4eac", u"S\u00e3o Paulo", u"x", u"a b"]


def some(row):
    """A dictionary with some of its keys left out."""
    return {key: value for key, value in row.items() if chance.random() < 0.85}


def plain(seen):
    cities = CITIES if seen else CITIES + [u"Quito", u"roma"]
    return some({"city": chance.choice(cities), "age": chance.randint(18, 80) / 2.0, "income": chance.gauss(0, 3), "plan": chance.choice(["free", "paid"])})


def numbers(seen):
    return some({"b": chance.gauss(0, 1), "a": float(chance.randint(0, 3))})


def words(seen):
    return some({"tag": chance.choice(["N", "V", "A"]), "suffix": chance.choice(["ing", "ed", "=", "a=b"] + ([] if seen else ["ly"]))})


def flags(seen):
    return some({"new": chance.random() < 0.5, "old": chance.random() < 0.5, "kind": chance.choice(["A", "B", "C"])})


def pipeline(*steps):
    return load("pipeline.Pipeline")([("s%d" % place, step) for place, step in enumerate(steps)])


def dictionaries(**parameters):
    return make("feature_extraction.DictVectorizer", **parameters)


WORDS = u"the cat sat on a mat and dogs ran x7 B52 na\u00efve caf\u00e9 stra\u00dfe \u4e2d\u6587\u5b57 \u043c\u0438\u0440 don't e-mail a_b 3.14 good bad not very".split(" ")
LINES = [" ".join(chance.choice(WORDS) for _ in range(chance.choice([0, 1, 2, 3, 5, 9, 20]))) for _ in range(200)]
TEXTS = ["", " ", "a", "the the the", "unseen words here"] + [" ".join(chance.choice(WORDS + ["new", "Roma"]) for _ in range(chance.choice([1, 2, 4, 7, 30]))) for _ in range(80)]
MADE = {"lines": (LINES, TEXTS)}
for kind in (plain, numbers, words, flags):
    MADE[kind.__name__] = ([kind(True) for _ in range(160)], [{}] + [kind(False) for _ in range(80)])


def table():
    log = lambda: make("linear_model.LogisticRegression", C=2.0)
    yield "dict-plain", dictionaries(sparse=False), "plain", None
    yield "dict-sparse", dictionaries(), "plain", None
    yield "dict-colon", dictionaries(separator=": "), "plain", None
    yield "dict-numbers", dictionaries(sparse=False), "numbers", None
    yield "dict-unsorted", dictionaries(sort=False), "words unsorted", None
    yield "dict-logistic", pipeline(dictionaries(), log()), "plain", "classes"
    yield "dict-forest", pipeline(dictionaries(sparse=False), make("ensemble.RandomForestClassifier", n_estimators=5, random_state=0)), "plain", "texts"
    yield "dict-bayes", pipeline(dictionaries(), make("naive_bayes.BernoulliNB")), "words", "texts"
    yield "dict-scaled", pipeline(dictionaries(), make("preprocessing.MaxAbsScaler"), make("linear_model.Ridge")), "flags", "numbers"
    yield "dict-chosen", pipeline(dictionaries(), make("feature_selection.VarianceThreshold"), make("svm.LinearSVC", random_state=0)), "flags", "classes"


    hashes = lambda **parameters: make("feature_extraction.text.HashingVectorizer", **parameters)
    unsigned = {"alternate_sign": False} if VERSION >= (0, 19) else {"non_negative": True}
    yield "hash-plain", hashes(n_features=64), "lines", None
    yield "hash-sums", hashes(n_features=16, norm=None), "lines", None
    yield "hash-unsigned", hashes(n_features=50, norm="l1", **unsigned), "lines", None
    yield "hash-two", hashes(n_features=200, ngram_range=(1, 2), stop_words=["the", "and"]), "lines", None
    yield "hash-pairs", hashes(n_features=100, ngram_range=(2, 3), norm="l1", lowercase=False), "lines", None
    yield "hash-binary", hashes(n_features=32, binary=True), "lines", None
    yield "hash-chars", hashes(n_features=100, analyzer="char_wb", ngram_range=(2, 3)), "lines", None
    yield "hash-linear", pipeline(hashes(n_features=2 ** 11), make("linear_model.SGDClassifier", random_state=0)), "lines", "classes"
    yield "hash-linear-two", pipeline(hashes(n_features=2 ** 11, ngram_range=(1, 2), norm="l1"), make("linear_model.Perceptron", random_state=0)), "lines", "texts"
    yield "hash-linear-binary", pipeline(hashes(n_features=2 ** 11, binary=True), make("linear_model.SGDRegressor", random_state=0)), "lines", "numbers"
    yield "hash-forest", pipeline(hashes(n_features=32, norm=None), make("ensemble.RandomForestClassifier", n_estimators=3, max_depth=4, random_state=0)), "lines", "texts"


def models():
    for name, estimator, kind, target in table():
        seen = MADE[kind.split()[0]][0]
        size = np.array([len(row) % 7 if not hasattr(row, "values") else len(row) + sum(len(value) for value in row.values() if not isinstance(value, (bool, float))) for row in seen])
        targets = {"classes": size % 2, "texts": np.array(["low", "mid", "top"])[size % 3], "numbers": size + np.arange(len(seen)) / 50.0, None: None}
        yield name, estimator, kind, seen, targets[target]


def inputs(name):
    return MADE[name.split()[0]][1]


def as_table(kind, is_sorted):
    """Columns in the order in which features name their keys first."""
    seen, asked = MADE[kind]
    features = collections.OrderedDict()
    for row in seen:
        for key, value in row.items():
            text = not isinstance(value, (bool, float))
            features.setdefault(key + "=" + value if text else key, (key, text))
    keys = []
    for feature in sorted(features) if is_sorted else features:
        if features[feature] not in keys:
            keys.append(features[feature])
    cells = np.empty((len(asked), len(keys)), dtype=object)
    for place, (key, text) in enumerate(keys):
        for number, row in enumerate(asked):
            cells[number, place] = row.get(key, "") if text else float(row.get(key, np.nan))
    return cells


if __name__ == "__main__":
    INPUTS.clear()
    INPUTS["lines"] = np.array(TEXTS)
    for kind in ("plain", "numbers", "words", "flags"):
        INPUTS[kind] = as_table(kind, True)
        INPUTS[kind + " unsorted"] = as_table(kind, False)
    corpus.models = models
    corpus.inputs = inputs
    corpus.main(sys.argv[1])
