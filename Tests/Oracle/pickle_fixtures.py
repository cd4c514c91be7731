# -*- coding: utf-8 -*-
"""Writes pickles as each CPython makes them, and what that CPython reads out of them.

    python3 Tests/Oracle/pickle_fixtures.py PYTHON ... > Tests/ModelFormatsTests/Fixtures/pickles.txt

Each PYTHON is an interpreter, 2.7 to 3.13. A line holds: the name of the case and its protocol, the versions that wrote
these bytes, the bytes in hexadecimal, and what is in them, in a notation that `PickleDump.swift` writes too:

    N T F i<digits> f<bits> u<hex> b<hex> a<hex> (…) […] {key:value …} s<…> z<…> c<re im> O<class args attributes items entries>
    g<module.name> p<id> @<how many containers up>

`b` is Python 2's `str` as well as `bytes`. Sets are sorted by their elements' notation.
"""
from __future__ import print_function

import binascii
import collections
import io
import pickle
import struct
import subprocess
import sys
import types

PY2 = sys.version_info[0] == 2
if PY2:
    import cPickle
    text_type, integer_types = unicode, (int, long)  # noqa: F821
else:
    text_type, integer_types = str, (int,)


def hexed(data):
    return binascii.hexlify(bytes(data)).decode("ascii")


def define(module):
    """The classes that are pickled, in a module that need not be found on disk."""

    class Plain(object):
        pass

    class Slotted(object):
        __slots__ = ("x", "y")

    class Arguments(object):
        def __new__(cls, *arguments, **keywords):
            self = object.__new__(cls)
            self.given = (arguments, keywords)
            return self

        def __getnewargs__(self):
            return self.given[0]

    class Keywords(Arguments):
        def __getnewargs_ex__(self):
            return self.given

    class Listing(list):
        pass

    class Mapping(dict):
        pass

    made = [Plain, Slotted, Arguments, Keywords, Listing, Mapping]
    if PY2:
        made.append(types.ClassType("Old", (), {}))
    for made_class in made:
        made_class.__module__ = module.__name__
        made_class.__qualname__ = made_class.__name__
        setattr(module, made_class.__name__, made_class)


things = types.ModuleType("things")
sys.modules["things"] = things
define(things)


def filled(instance, **attributes):
    for name in sorted(attributes):
        setattr(instance, name, attributes[name])
    return instance


def cases():
    yield "none", None
    yield "booleans", [True, False]
    yield "integers", [0, 1, -1, 255, 256, 65535, 65536, 2**31 - 1, -(2**31), 2**31, 2**59, 2**60, -(2**60), 2**63 - 1, -(2**63), 2**63]
    yield "longs", [2**64, -(2**64), 2**200, -(2**200), 10**40, 1 << 2100, -(1 << 2040)]
    yield "floats", [0.0, -0.0, 1.5, -2.25e300, 5e-324, float("inf"), float("-inf"), 0.1]
    yield "nan", float("nan")
    yield "text", [u"", u"plain", u"caf\xe9", u"\u4e2d\u6587", u"\U0001f426", u"a\nb\\u0041", u"\\", u"x" * 300]
    yield "bytes", [b"", b"plain", bytes(bytearray(range(256))), b"it's", b'"', b"x" * 300]
    yield "bytearray", bytearray(b"\x00\x01\xfe")
    yield "tuples", [(), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)]
    yield "list", list(range(1002))
    yield "nested", [[[[]], {}], {u"a": [{u"b": ({},)}]}]
    yield "dictionary", collections.OrderedDict((u"k%d" % i, i) for i in (3, 1, 2))
    yield "plain dictionary", {u"a": 1}
    yield "large dictionary", dict((i, i * i) for i in range(1001))
    yield "set", {1, 2, u"three"}
    yield "frozen set", frozenset([1, 2])
    yield "empty sets", [set(), frozenset()]
    yield "complex", 1.5 - 2j
    yield "slice", slice(1, None, 2) if not PY2 else None
    yield "default dictionary", collections.defaultdict(list, {u"a": [1]})
    yield "counter", collections.Counter(u"aab")
    shared = [u"shared"]
    yield "shared", [shared, shared, u"text", u"text"]
    cycle = []
    cycle.append(cycle)
    yield "list in itself", cycle
    ring = {}
    ring[u"ring"] = [ring]
    yield "dictionary in itself", ring
    yield "object", filled(things.Plain(), a=1, b=[things.Plain()])
    yield "object in itself", (lambda o: filled(o, me=o))(things.Plain())
    yield "slots", filled(things.Slotted(), x=1, y=u"z")
    yield "arguments", things.Arguments(1, u"two")
    yield "keywords", things.Keywords(1, two=2) if not PY2 else None
    listing = filled(things.Listing([1, 2]), name=u"n")
    yield "list's subclass", listing
    yield "dictionary's subclass", filled(things.Mapping({u"k": 1}), name=u"n")
    yield "class", [things.Plain, collections.OrderedDict, len]
    if PY2:
        yield "old class", filled(things.Old(), a=1)


#: Pickles that no CPython writes, with opcodes that it reads all the same.
HANDMADE = [
    ("INST", b"(I1\nI2\nithings\nPlain\n}S'a'\nI1\nsb."),
    ("OBJ", b"(cthings\nPlain\no}S'a'\nI1\nsb."),
    ("DUP and POP", b"]I1\n20a."),
    ("DUP", b"(lI5\n2I6\n00a."),
    ("POP of a mark", b"I7\n(0."),
    ("POP_MARK", b"I7\n(I1\nI2\n1."),
    ("LIST and DICT", b"(I1\nI2\nl(S'k'\nI3\nd\x86."),
    ("APPEND and SETITEM", b"]I1\na}S'k'\nI3\ns\x86."),
    ("LONG", b"L12L\n."),
    ("LONG without its letter", b"L-12\n."),
    ("LONG4", b"\x80\x02\x8b\x09\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01."),
    ("LONG1 empty", b"\x80\x02\x8a\x00."),
    ("LONG1 with signs to spare", b"\x80\x02\x8a\x04\xff\xff\xff\xff."),
    ("BINUNICODE8", b"\x80\x04\x8d\x03\x00\x00\x00\x00\x00\x00\x00abc."),
    ("BINBYTES8", b"\x80\x04\x8e\x03\x00\x00\x00\x00\x00\x00\x00\xff\x00b."),
    ("BINGET and LONG_BINGET", b"(K\x01q\x05K\x02r\x00\x01\x00\x00h\x05j\x00\x01\x00\x00t."),
    ("GET and PUT far apart", b"(I1\np100000\n0I2\np3\n0g100000\ng3\nt."),
    ("FROZENSET and ADDITEMS", b"\x80\x04(K\x01\x91\x8f(K\x02K\x03\x90\x86."),
    ("UNICODE with escapes", b"V\\u4e2d\\U0001f426\\n\xe9\n."),
    ("FLOAT", b"F1e3\n."),
    ("FRAME of a wrong length", b"\x80\x04\x95\x01\x00\x00\x00\x00\x00\x00\x00K\x01."),
    ("PROTO twice", b"\x80\x02\x80\x03K\x01."),
    ("PERSID", b"Pabc\n."),
    ("BINPERSID", b"\x80\x02K\x07Q."),
    ("REDUCE of an object", b"cthings\nArguments\n(I1\ntR."),
    ("NEWOBJ_EX", b"\x80\x04cthings\nKeywords\n(K\x01t}X\x01\x00\x00\x00kK\x02s\x92."),
    ("STACK_GLOBAL", b"\x80\x04\x8c\x06things\x8c\x05Plain\x93."),
    ("MEMOIZE", b"\x80\x04]\x94h\x00a."),
    ("BYTEARRAY8", b"\x80\x05\x96\x02\x00\x00\x00\x00\x00\x00\x00\x01\x02."),
    ("BINSTRING", b"T\x03\x00\x00\x00abcU\x02de\x86."),
    ("STRING with escapes", b"S'a\\x00\\n\\'\\\\b\\101'\n."),
    ("TUPLE2 and TUPLE3", b"\x80\x02K\x01K\x02\x86K\x03K\x04K\x05\x87\x86."),
]


class Persistent(object):
    def __init__(self, identifier):
        self.identifier = identifier


def load(data):
    if PY2:
        unpickler = pickle.Unpickler(io.BytesIO(data))
        unpickler.persistent_load = Persistent
        return unpickler.load()

    class Unpickler(pickle.Unpickler):
        def persistent_load(self, identifier):
            return Persistent(identifier)

    return Unpickler(io.BytesIO(data), encoding="bytes").load()


def integer(value):
    return "i%d" % value


def dump(value, above=()):
    for distance, container in enumerate(reversed(above)):
        if container is value:
            return "@%d" % (distance + 1)
    if value is None:
        return "N"
    if value is True or value is False:
        return "T" if value else "F"
    kind = type(value)
    if kind in integer_types:
        return integer(value)
    if kind is float:
        return "f" + ("nan" if value != value else hexed(struct.pack(">d", value)))
    if kind is complex:
        return "c<%s %s>" % (dump(value.real), dump(value.imag))
    if kind is text_type:
        return "u" + hexed(value.encode("utf-8") if PY2 else value.encode("utf-8", "surrogatepass"))
    if kind is bytes:
        return "b" + hexed(value)
    if kind is bytearray:
        return "a" + hexed(value)
    if kind is Persistent:
        identifier = value.identifier
        return "p<%s>" % dump(identifier.decode("ascii") if isinstance(identifier, bytes) else identifier)
    if isinstance(value, type) or kind in (types.BuiltinFunctionType, types.FunctionType) or (PY2 and kind is types.ClassType):
        return "g<%s.%s>" % (value.__module__.replace("__builtin__", "builtins"), value.__name__)
    return containers(value, kind, above + (value,))


def containers(value, kind, above):
    def listed(items):
        return " ".join(dump(item, above) for item in items)

    def paired(items):
        return " ".join("%s:%s" % (dump(key, above), dump(item, above)) for key, item in items)

    if kind is tuple:
        return "(%s)" % listed(value)
    if kind is list:
        return "[%s]" % listed(value)
    if kind is dict:
        return "{%s}" % paired(value.items())
    if kind in (set, frozenset):
        return "%s<%s>" % ("s" if kind is set else "z", " ".join(sorted(dump(item, above) for item in value)))
    if kind is slice:
        return "slice<%s>" % listed((value.start, value.stop, value.step))
    if kind in (collections.OrderedDict, collections.Counter, collections.defaultdict):
        return "%s{%s}" % (kind.__name__, paired(value.items()))
    attributes = dict(getattr(value, "__dict__", {}))
    for name in getattr(kind, "__slots__", ()):
        if hasattr(value, name):
            attributes[name] = getattr(value, name)
    attributes = dict((key.decode() if isinstance(key, bytes) else key, item) for key, item in attributes.items())
    attributes.pop("given", None)
    name = value.__class__.__name__
    return "O<%s {%s} [%s] {%s}>" % (
        name,
        " ".join("%s:%s" % (key, dump(attributes[key], above)) for key in sorted(attributes)),
        listed(value) if isinstance(value, list) else "",
        paired(value.items()) if isinstance(value, dict) else "",
    )


def write():
    """One line a case: name, bytes, notation."""
    for name, value in cases():
        if value is None and name != "none":
            continue
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            writers = [pickle, cPickle] if PY2 else [pickle]
            for writer in writers:
                try:
                    data = writer.dumps(value, protocol)
                except (pickle.PicklingError, AttributeError, TypeError, ValueError, cPickle.PicklingError if PY2 else ValueError):
                    continue  # An old protocol cannot say it.
                # As the version reads its own: Python 2's `str` stays, Python 3's bytes too.
                print("%s, protocol %d\t%s\t%s" % (name, protocol, hexed(data), dump(load(data))))
    for name, data in HANDMADE:
        try:
            value = load(data)
        except Exception:  # Python 2 knows protocols to 2 only.
            continue
        print("%s, by hand\t%s\t%s" % (name, hexed(data), dump(value)))


def gather(pythons):
    rows = collections.OrderedDict()
    for python in pythons:
        version = subprocess.check_output([python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]).decode().strip()
        for line in subprocess.check_output([python, __file__]).decode("ascii").splitlines():
            rows.setdefault(line, []).append(version)
    for line, versions in rows.items():
        name, rest = line.split("\t", 1)
        print("%s\t%s\t%s" % (name, " ".join(versions), rest))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        gather(sys.argv[1:])
    else:
        write()
