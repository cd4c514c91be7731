"""Runs inside one NumPy: lists its public names, probes names, runs examples. Answers one JSON request from standard input.

Requests: {"do": "walk"} | {"do": "probe", "names": [...]} | {"do": "run", "programs": [...]}
| {"do": "words"} | {"do": "dtypes", "names": [...]}.
Works on Python 3.8 and later; uses nothing but the NumPy it looks at.
"""
import builtins
import contextlib
import importlib
import inspect
import io
import json
import math
import pkgutil
import sys
import traceback
import types
import warnings

warnings.simplefilter("ignore")
import numpy  # noqa: E402

# Folders of a release that hold no API: tests, build scripts, programs; documentation as modules.
NOT_API = ("tests", "setup", "setup_common", "conftest", "__main__", "doc", "testutils", "cpuinfo", "include")
# Build tools: the module's own name counts, what is inside does not.
SHUT = ("numpy.distutils", "numpy.f2py")
PROTOCOL = ("__array__", "__array_prepare__", "__array_wrap__")


def is_public(name):
    parts = name.split(".")[1:]
    return not any(part.startswith("_") or part in NOT_API for part in parts)


def modules():
    """Every importable public module, by name."""
    found = {"numpy": numpy}
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for item in pkgutil.walk_packages(numpy.__path__, "numpy.", onerror=lambda name: None):
            if not is_public(item.name) or item.name.startswith(tuple(shut + "." for shut in SHUT)):
                continue
            try:
                found[item.name] = importlib.import_module(item.name)
            except BaseException:  # a module that cannot be imported offers nothing
                continue
    return found


def instances():
    """One value of each class whose members are looked at, by the class's public name."""
    array = numpy.arange(4.0)
    made = {
        "numpy.ndarray": array, "numpy.generic": numpy.float64(1), "numpy.number": numpy.int64(1),
        "numpy.str_": numpy.str_("a"), "numpy.bytes_": numpy.bytes_(b"a"), "numpy.datetime64": numpy.datetime64("2020"),
        "numpy.dtype": numpy.dtype("f8"), "numpy.ufunc": numpy.add, "numpy.ndarray.ctypes": array.ctypes,
        "numpy.ndarray.flags": array.flags, "numpy.flatiter": array.flat, "numpy.finfo": numpy.finfo("f8"),
        "numpy.iinfo": numpy.iinfo("i8"), "numpy.nditer": numpy.nditer(array), "numpy.ndindex": numpy.ndindex(2),
        "numpy.ndenumerate": numpy.ndenumerate(array), "numpy.broadcast": numpy.broadcast(array, array),
        "numpy.poly1d": numpy.poly1d([1, 2]), "numpy.matrix": numpy.matrix([[1, 2]]),
        "numpy.recarray": numpy.rec.array([(1, 2)]), "numpy.record": numpy.rec.array([(1, 2)])[0],
        "numpy.char.chararray": numpy.char.array(["a"]), "numpy.ma.MaskedArray": numpy.ma.array([1.0, 2.0]),
        "numpy.random.RandomState": numpy.random.RandomState(0), "numpy.random.Generator": numpy.random.default_rng(0),
        "numpy.random.SeedSequence": numpy.random.SeedSequence(0), "numpy.random.PCG64": numpy.random.PCG64(0),
        "numpy.polynomial.Polynomial": numpy.polynomial.Polynomial([1]), "numpy.vectorize": numpy.vectorize(abs),
        "numpy.errstate": numpy.errstate(), "numpy.lib.NumpyVersion": numpy.lib.NumpyVersion("1.20.0"),
        "numpy.lib.npyio.DataSource": numpy.lib.npyio.DataSource(None),
    }
    store = io.BytesIO()
    numpy.savez(store, a=array)
    store.seek(0)
    made["numpy.lib.npyio.NpzFile"] = numpy.load(store)
    return made


def signature(value):
    with contextlib.suppress(Exception):
        return str(inspect.signature(value))
    return None


def belongs(module_name, name, value, listed):
    """Whether a module offers the name itself: listed in `__all__`, or, where there is none, defined there."""
    if module_name == "numpy":
        return True
    if module_name == "numpy.matlib":  # a copy of `numpy` with three functions of its own
        return getattr(value, "__module__", None) == module_name
    if listed is not None:
        return name in listed
    return str(getattr(value, "__module__", "")).startswith(module_name)


def walk():
    names = {}
    for module_name, module in modules().items():
        names[module_name] = {"kind": "module"}
        if module_name in SHUT:
            continue
        listed = getattr(module, "__all__", None)
        keys = set(dir(module)) | set(listed or ())
        for table in ("__deprecated_attrs__", "__expired_functions__"):
            keys |= set(getattr(module, table, ()))
        for key in sorted(key for key in keys if not key.startswith("_")):
            try:
                value = getattr(module, key)
            except BaseException:
                continue
            if type(value).__name__ == "_Feature":
                continue
            if isinstance(value, types.ModuleType):
                if key in (listed or ()) and module_name != "numpy.matlib":
                    names.setdefault(module_name + "." + key, {"kind": "module"})
                continue
            if not belongs(module_name, key, value, listed):
                continue
            qualified = module_name + "." + key
            names[qualified] = {"kind": "class" if isinstance(value, type) else "function" if callable(value) else "value"}
            if callable(value):
                names[qualified]["signature"] = signature(value)
    for owner, value in instances().items():
        bases = [c for c in type(value).__mro__ if c is not object]
        for key in dir(value):
            if key.startswith("_") and key not in PROTOCOL:
                continue
            names[owner + "." + key] = {"kind": "member"}
        names.setdefault(owner, {"kind": "class"})["bases"] = [c.__module__ + "." + c.__qualname__ for c in bases]
    return names


def resolve(name, made):
    owner, _, member = name.rpartition(".")
    if owner in made:
        found = getattr(made[owner], member)
        # In 2.3 the method of scalars is still there, and fails when it is called.
        return found() if member == "tostring" else found
    value, parts = numpy, name.split(".")
    for index, part in enumerate(parts[1:], 1):
        try:
            value = getattr(value, part)
        except AttributeError:
            if not isinstance(value, types.ModuleType):
                raise
            value = importlib.import_module(".".join(parts[: index + 1]))
    return value


def probe(names):
    """For each name: "ok", "warns: …" or "gone: …"."""
    made, answer = instances(), {}
    for name in names:
        with warnings.catch_warnings(record=True) as caught, contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("always")
            try:
                value = resolve(name, made)
                state = "gone: expired" if "_expired" in getattr(value, "__qualname__", "") else "ok"
            except BaseException as error:
                state = "gone: " + (str(error).splitlines() or [""])[0]
        told = [w for w in caught if issubclass(w.category, (DeprecationWarning, FutureWarning))]
        answer[name] = "warns: " + str(told[0].message).splitlines()[0] if state == "ok" and told else state
    return answer


def dtype_strings():
    """The words this release knows for dtypes."""
    return sorted(key for key in numpy.sctypeDict if isinstance(key, str) and len(key) > 1)


def dtypes(words):
    """What dtype each word names; the words that name none are left out."""
    known = {}
    for word in words:
        with contextlib.suppress(TypeError):
            known[word] = numpy.dtype(word).str
    return known


def portrait(value, depth=0):
    """What is compared of a value; None where it is code (a module, function or class) and not compared."""
    if isinstance(value, (types.ModuleType, types.FunctionType, types.BuiltinFunctionType, numpy.ufunc)):
        return None
    if type(value).__name__ in ("_ArrayFunctionDispatcher", "method", "function"):
        return None
    if isinstance(value, type):
        scalar = issubclass(value, numpy.generic) and value.__module__ == "numpy"
        return "type " + (numpy.dtype(value).str if scalar and value not in ABSTRACT else value.__name__)
    if isinstance(value, numpy.ma.MaskedArray):
        mask = numpy.ma.getmaskarray(value)
        data = numpy.where(mask, numpy.zeros((), value.dtype), value.data) if value.dtype.names is None else value.filled()
        return "masked " + mask.tolist().__repr__() + portrait(numpy.asarray(data))
    if isinstance(value, (numpy.ndarray, numpy.generic)):
        kind = type(value).__name__ if type(value).__name__ in ("matrix", "recarray", "chararray") else ""
        where = "array" if isinstance(value, numpy.ndarray) else "scalar"
        items = value.tolist() if value.dtype.kind not in "gG" and value.dtype.itemsize < 32 else str(value)
        return "%s%s %s %s %r" % (where, kind, value.dtype.str, value.shape, portrait(items, depth + 1))
    if isinstance(value, numpy.dtype):
        return "dtype " + value.str + str(value.descr)
    if isinstance(value, float):
        return "nan" if math.isnan(value) else repr(value)
    if isinstance(value, (list, tuple)):
        return type(value).__name__ + repr([portrait(item, depth + 1) for item in value])
    if isinstance(value, (bool, int, complex, str, bytes, type(None), dict, set, frozenset, range)):
        return repr(value)
    return "a " + type(value).__name__


ABSTRACT = (
    numpy.generic, numpy.number, numpy.integer, numpy.signedinteger, numpy.unsignedinteger, numpy.inexact,
    numpy.floating, numpy.complexfloating, numpy.flexible, numpy.character,
)


def run(programs):
    answers = []
    for program in programs:
        space, output = {"__name__": "example"}, io.StringIO()
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(io.StringIO()):
            try:
                exec(compile(program, "<example>", "exec"), space)
                values = {k: portrait(v) for k, v in space.items() if not k.startswith("__")}
                answers.append({"values": {k: v for k, v in values.items() if v is not None}, "output": output.getvalue()})
            except BaseException:
                answers.append({"error": traceback.format_exc().strip().splitlines()[-1]})
    return answers


if __name__ == "__main__":
    request = json.load(sys.stdin)
    work = {"walk": walk, "probe": lambda: probe(request["names"]), "run": lambda: run(request["programs"]),
            "words": dtype_strings, "dtypes": lambda: dtypes(request["names"])}
    answer = work[request["do"]]()
    sys.__stdout__.write("\n\x1e" + json.dumps({"version": numpy.__version__, "answer": answer}))
