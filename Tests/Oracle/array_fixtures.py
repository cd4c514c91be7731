# -*- coding: utf-8 -*-
"""Writes arrays of every dtype and order as NumPy saves and pickles them, and what is in them.

    PYTHON Tests/Oracle/array_fixtures.py > Tests/ModelFormatsTests/Fixtures/arrays-<NUMPY VERSION>.txt

A line: a name, the format (`npy`, `npz`, `pickle`, `joblib`), the bytes in hexadecimal, the shape, the elements row-major as
Python writes them (floats by their bits). PYTHON has NumPy, and joblib where its lines are wanted.
"""
from __future__ import print_function

import binascii
import io
import pickle
import struct
import sys

import numpy as np

try:
    import joblib
except ImportError:
    joblib = None


def hexed(data):
    return binascii.hexlify(bytes(data)).decode("ascii")


def arrays():
    base = np.arange(6).reshape(2, 3)
    for kind in ("?", "i1", "u1", "<i2", ">i2", "<u2", "<i4", ">i4", "<u4", ">u4", "<i8", ">i8", "<u8", ">u8"):
        yield "order C " + kind, base.astype(kind)
    for kind in ("<f2", ">f2", "<f4", ">f4", "<f8", ">f8"):
        yield "floats " + kind, np.array([[0.0, -0.0, 1.5], [65504, -1e-4, np.inf]]).astype(kind)
    for kind in ("<c8", ">c16"):
        yield "complex " + kind, np.array([1 + 2j, -0.5j]).astype(kind)
    yield "subnormal halves", np.array([6e-8, 1e-5], dtype="<f2")
    yield "order F", np.asfortranarray(base.astype("f8"))
    yield "order F of three", np.asfortranarray(np.arange(24).reshape(2, 3, 4))
    yield "empty", np.zeros((0, 3))
    yield "no dimension", np.array(2.5)
    yield "bytes", np.array([b"a", b"bcd", b""])
    yield "text", np.array([u"a", u"caf\xe9", u""])
    yield "big text", np.array([u"ab", u"\u4e2d"]).astype(">U2")
    yield "time", np.array(["2020-01-01", "1969-12-31"], dtype="M8[D]")
    yield "time span", np.array([1, -5], dtype="m8[25s]")
    yield "text objects", np.array([u"a", None, u"b"], dtype=object)
    yield "number objects", np.array([1, 2.5], dtype=object)
    yield "structure", np.array([(1, 2.5), (3, -1.0)], dtype=[("a", "<i4"), ("b", ">f8")])
    yield "aligned structure", np.array([(1, 2.5)], dtype=np.dtype([("a", "u1"), ("b", "<f8")], align=True))
    yield "packed structure", np.array([(1, 2.5, 7)], dtype=[("a", "u1"), ("b", "<f8"), ("c", "<u2")])
    yield "transposed view", base.astype("f4").T
    yield "every second", np.arange(10.0)[::2]
    yield "scalar f4", np.float32(1.1)
    yield "scalar i8", np.int64(-7)
    yield "scalar bool", np.bool_(True)
    yield "scalar text", np.array([u"xy"])[0]


def element(value):
    if value is None:
        return "N"
    if isinstance(value, (bool, np.bool_)):
        return "1" if value else "0"
    if isinstance(value, (float, np.floating)):
        return "f" + hexed(struct.pack(">d", float(value)))
    if isinstance(value, (complex, np.complexfloating)):
        return "%s+%s" % (element(float(value.real)), element(float(value.imag)))
    if isinstance(value, (np.datetime64, np.timedelta64)):
        return "%d" % value.astype("i8")
    if isinstance(value, (int, np.integer)) or type(value).__name__ == "long":
        return "%d" % value
    if isinstance(value, bytes):
        return "u" + hexed(value)
    if isinstance(value, (tuple, np.void)):
        return ",".join(element(part) for part in value)
    return "u" + hexed(value.encode("utf-8"))


def line(name, form, data, array):
    array = np.asarray(array)
    flat = [element(array[index]) for index in np.ndindex(*array.shape)]
    print("%s\t%s\t%s\t%s\t%s" % (name, form, hexed(data), " ".join(map(str, array.shape)), " ".join(flat)))


def main():
    for name, array in arrays():
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            line("%s, protocol %d" % (name, protocol), "pickle", pickle.dumps(array, protocol), array)
        if name.startswith("scalar"):
            continue
        stream = io.BytesIO()
        np.save(stream, array)
        line(name, "npy", stream.getvalue(), array)
        stream = io.BytesIO()
        np.savez(stream, first=array)
        line(name, "npz", stream.getvalue(), array)
        stream = io.BytesIO()
        np.savez_compressed(stream, first=array)
        line(name + ", deflated", "npz", stream.getvalue(), array)
        if joblib is not None:
            for compress in (0, 3, ("gzip", 3), ("bz2", 3), ("xz", 3), ("lzma", 3)):
                stream = io.BytesIO()
                joblib.dump(array, stream, compress=compress)
                line("%s, compressed by %s" % (name, compress), "joblib", stream.getvalue(), array)
    sys.stdout.flush()


main()
