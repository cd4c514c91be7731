# -*- coding: utf-8 -*-
"""Fits vectorisers of texts, on texts that are hard to cut.

    PYTHON Tests/Oracle/sklearn_texts.py FOLDER

Writes the same kind of folder as `sklearn_corpus.py`.
"""
from __future__ import print_function, unicode_literals

import random
import sys

import numpy as np

import sklearn_corpus as corpus
from sklearn_corpus import INPUTS, VERSION, load, make

chance = random.Random(5)
WORDS = (
    "the cat sat on a mat and dogs ran I x7 B52 na\u00efve caf\u00e9 cafe\u0301 stra\u00dfe STRASSE \u00c9COLE \u0111\u1eb7ng \u4e2d\u6587\u5b57 \u65e5\u672c \u0438 \u041c\u0418\u0420 \u043c\u0438\u0440 "
    "\u03c3\u03bf\u03c6\u03af\u03b1 \u03a3\u03bf\u03c6\u03af\u03b1 \u03c4\u03b7\u03c2 \u03bf\u03b4\u03cc\u03c2 \u0627\u0644\u0633\u0644\u0627\u0645 \u0939\u093f\u0928\u094d\u0926\u0940 \u0967\u0968\u0969 \u00bd \u2167 x\u00b2 don't it's e-mail a_b __ _x 3.14 "
    "\U0001f426 \U0001d400\U0001d401 fi\ufb01 \u200bzero \u00adsoft \ufeffbom A\u0301B nul'l @user #tag ABC abc aBc 12345 you're"
).split(" ")
GAPS = [" ", " ", " ", "  ", "\t", "\n", " \n ", "\u00a0", "\u2003", ", ", ". ", "-", "\u3000", "\x0b", "\x1c", "\u2028", "'", "/"]


def line():
    count = chance.choice([0, 1, 1, 2, 3, 5, 8, 13])
    return "".join(chance.choice(WORDS) + chance.choice(GAPS) for _ in range(count))


LINES = [line() for _ in range(300)]
#: Nothing, blanks alone, one of each word, and the lines the vectorisers have not seen.
ASKED = ["", " ", "\n\t ", "a", "ab", " ab", "\u00e9", "\U0001f426", "a  b", "the the the", "'"] + WORDS + [line() for _ in range(160)]
INPUTS["lines"] = np.array(ASKED)


def table():
    for kind in ("CountVectorizer", "TfidfVectorizer"):
        def vectoriser(**parameters):
            return make("feature_extraction.text." + kind, **parameters)

        name = "count" if kind == "CountVectorizer" else "tfidf"
        yield name + "-plain", vectoriser()
        yield name + "-case", vectoriser(lowercase=False)
        yield name + "-two", vectoriser(ngram_range=(1, 2), max_features=150)
        yield name + "-pairs", vectoriser(ngram_range=(2, 3), max_features=150)
        yield name + "-stop", vectoriser(stop_words=["the", "and", "it", "on"])
        yield name + "-stop-two", vectoriser(stop_words=["the", "and", "it", "on", "x"], ngram_range=(1, 2), max_features=150)
        yield name + "-stop-english", vectoriser(stop_words="english", ngram_range=(2, 2), max_features=150)
        yield name + "-ones", vectoriser(token_pattern=r"(?u)\b\w+\b", max_features=60)
        yield name + "-letters", vectoriser(token_pattern=r"[a-z]+")
        yield name + "-whole", vectoriser(token_pattern=r"(?u)\b[a-zA-Z]{3,}\b", ngram_range=(1, 2), max_features=100)
        yield name + "-begun", vectoriser(token_pattern=r"(?u)\b[a-zA-Z][a-zA-Z0-9_]+\b")
        yield name + "-long", vectoriser(token_pattern=r"(?u)\b\w{3,}\b")
        yield name + "-cut", vectoriser(token_pattern=r"(?u)\w{2,3}", max_features=90)
        yield name + "-apostrophe", vectoriser(token_pattern=r"[a-z']+", lowercase=True)
        yield name + "-blanks", vectoriser(token_pattern=r"\S+", max_features=90)
        yield name + "-chars", vectoriser(analyzer="char")
        yield name + "-chars-many", vectoriser(analyzer="char", ngram_range=(2, 4), max_features=300, lowercase=False)
        yield name + "-inside", vectoriser(analyzer="char_wb")
        yield name + "-inside-many", vectoriser(analyzer="char_wb", ngram_range=(1, 3), max_features=300)
        yield name + "-inside-long", vectoriser(analyzer="char_wb", ngram_range=(4, 6), max_features=300)
        yield name + "-inside-case", vectoriser(analyzer="char_wb", ngram_range=(3, 5), max_features=300, lowercase=False, binary=True)
    yield "tfidf-sublinear", make("feature_extraction.text.TfidfVectorizer", sublinear_tf=True, analyzer="char_wb", ngram_range=(2, 3), max_features=200)
    yield "tfidf-l1", make("feature_extraction.text.TfidfVectorizer", norm="l1", smooth_idf=False, stop_words="english", ngram_range=(1, 2), max_features=120)
    yield "tfidf-model", load("pipeline.Pipeline")([
        ("words", make("feature_extraction.text.TfidfVectorizer", ngram_range=(1, 2), stop_words="english")), ("model", make("linear_model.LogisticRegression"))])
    yield "fixed", make("feature_extraction.text.CountVectorizer", analyzer="char_wb", ngram_range=(2, 3), vocabulary=["ab", " a", "a ", " a ", "a b", "  ", "the", "t", "longer"])


def models():
    for name, estimator in table():
        target = [len(text) % 3 for text in LINES] if name == "tfidf-model" else None
        yield name, estimator, "lines", LINES, target


def inputs(name):
    return list(ASKED)


if __name__ == "__main__":
    for name in list(INPUTS):
        if name != "lines":
            del INPUTS[name]
    corpus.models = models
    corpus.inputs = inputs
    corpus.main(sys.argv[1])
