"""Runs inside one release of a library: tells what its modules have when they run. Answers one JSON request.

Requests: {"do": "walk", "modules": [...], "names": {name: parameters or null}} | {"do": "call", "calls": [[expression, type]]}
| {"do": "fuzz", "functions": {name: type}}.
Works on Python 3.8 and later; uses nothing but the library it looks at.
"""
import ast
import contextlib
import copy
import importlib
import inspect
import io
import json
import os
import re
import resource
import signal
import sys
import types
import warnings

warnings.simplefilter("ignore")


def load(name):
    """A module by its name, or nothing."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            return importlib.import_module(name)
        except BaseException:
            return None


def find(name):
    """The value of a dotted name, modules imported where they are not bound; raises where there is none."""
    parts = name.split(".")
    value = load(parts[0])
    for count in range(1, len(parts)):
        try:
            value = getattr(value, parts[count])
        except AttributeError:
            owner = load(".".join(parts[:count]))  # a module that its package hides behind a class
            value = getattr(owner, parts[count], None) or load(".".join(parts[: count + 1]))
            if value is None:
                raise
    return value


def kind(value):
    if isinstance(value, types.ModuleType):
        return "module"
    if isinstance(value, type):
        return "class"
    if isinstance(value, (types.FunctionType, types.BuiltinFunctionType, types.MethodType)):
        return "function"
    return "callable" if callable(value) else "value"


def is_expired(value):
    """Whether a function only says that it is gone."""
    return isinstance(value, types.FunctionType) and value.__name__ == "_expired"


def written(parameters):
    """The parameters of a surface, parsed: name, kind, default as text or None."""
    arguments = ast.parse("def f(%s): pass" % parameters.replace("<no value>", "...")).body[0].args
    found = []
    plain = getattr(arguments, "posonlyargs", []) + arguments.args
    defaults = [None] * (len(plain) - len(arguments.defaults)) + arguments.defaults
    for number, (one, default) in enumerate(zip(plain, defaults)):
        only = number < len(getattr(arguments, "posonlyargs", []))
        found.append([one.arg, "POSITIONAL_ONLY" if only else "POSITIONAL_OR_KEYWORD", default])
    if arguments.vararg:
        found.append([arguments.vararg.arg, "VAR_POSITIONAL", None])
    for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults):
        found.append([one.arg, "KEYWORD_ONLY", default])
    if arguments.kwarg:
        found.append([arguments.kwarg.arg, "VAR_KEYWORD", None])
    return found


def difference(value, parameters, is_member):
    """What `inspect` says otherwise than the surface; nothing where it knows nothing."""
    try:
        real = list(inspect.signature(value).parameters.values())
        source = inspect.unwrap(value)
    except Exception:
        return None
    ours = written(parameters)
    if is_member and ours and ours[0][0] in ("self", "cls") and not (real and real[0].name in ("self", "cls", "a", "marr")):
        ours = ours[1:]
    if [one.kind.name for one in real if one.name not in ("self", "a")] == ["VAR_POSITIONAL", "VAR_KEYWORD"] and len(ours) != 2:
        return None  # a wrapper that hides what it wraps
    if real and real[-1].kind.name == "VAR_KEYWORD" and not any(one[1] == "VAR_KEYWORD" for one in ours):
        # What compiled code takes as `**kwargs` its stub names.
        named = {one.name for one in real}
        real = real[:-1]
        ours = [one for one in ours if one[0] in named or one[1] != "KEYWORD_ONLY"]
    # A stub may forbid what happens to work: a label for what is given by position.
    said = [[one.name, one.kind.name] for one in real]
    loose = [[one[0], theirs[1] if one[0] == theirs[0] and one[1] == "POSITIONAL_ONLY" else one[1]] for one, theirs in zip(ours, said)]
    if real and ours and is_member and ours[0][0] == "self" == real[0].name:
        loose[0][1] = said[0][1]
    if said != loose + [one[:2] for one in ours[len(loose):]]:
        return "takes (%s)" % ", ".join(str(one) for one in real)
    source = getattr(source, "_implementation", source)
    space = {"numpy": sys.modules.get("numpy"), "np": sys.modules.get("numpy"), "math": sys.modules.get("math")}
    for part in [source, getattr(source, "__init__", None), getattr(source, "__new__", None)]:
        space.update(getattr(part, "__globals__", {}))
    for one, (name, _, default) in zip(real, ours):
        if (one.default is one.empty) != (default is None):
            return "%s has %s default" % (name, "no" if one.default is one.empty else "a")
        if default is None or isinstance(default, ast.Constant) and default.value is ...:
            continue
        try:
            mine = eval(compile(ast.Expression(default), "default", "eval"), dict(space))
        except Exception as problem:
            return "%s: %s" % (name, problem)
        if one.default is sys.stdout or "StringIO" in repr(one.default):
            continue
        if repr(mine) != repr(one.default) and type(mine) is not types.FunctionType:
            return "%s is %r by default" % (name, one.default)
    return "same"


def names_of(module):
    """The names `dir` shows, those `__all__` lists and those that only `getattr` gives."""
    names = set(dir(module)) | set(getattr(module, "__all__", ()))
    for table in ("__deprecated_attrs__", "__expired_functions__"):
        names |= set(getattr(module, table, ()))
    return names


def star(module_name):
    space = {}
    try:
        exec("from %s import *" % module_name, space)
    except BaseException:
        return None
    return sorted(set(space) - {"__builtins__"})


# One value of each class, to ask for members that `dir` shows and that only raise.
VALUES = {}


def only_raises(owner, member):
    """Whether a member is there only to say that it was removed."""
    import numpy

    if not VALUES:
        VALUES.update({"numpy.ndarray": numpy.arange(2.0), "numpy.generic": numpy.float64(1)})
        VALUES.update({"numpy." + name: kind(1) for name, kind in vars(numpy).items()
                       if isinstance(kind, type) and issubclass(kind, numpy.number) and kind.__module__ == "numpy" and not kind.__subclasses__()})
    value = VALUES.get(owner)
    if value is None and owner.startswith("numpy.") and isinstance(find(owner), type) and issubclass(find(owner), numpy.generic):
        value = numpy.float64(1)
    if value is None and isinstance(find(owner), type) and issubclass(find(owner), numpy.ndarray):
        value = VALUES["numpy.ndarray"]
    if value is None or not hasattr(type(value), member):
        return False
    try:
        found = getattr(value, member)
        if member in ("itemset", "newbyteorder", "ptp"):
            found(*((1.0,) if member == "itemset" else ()))
    except AttributeError:
        return True
    except BaseException:
        pass
    return False


def is_class(name):
    try:
        return isinstance(find(name), type)
    except BaseException:
        return False


def walk(request):
    found = {"modules": {}, "names": {}}
    for name in request["modules"]:
        module = load(name)
        if module is None:
            continue
        entry = found["modules"][name] = {"star": star(name), "all": None, "names": {}}
        listed = getattr(module, "__all__", None)
        entry["all"] = None if listed is None else sorted(set(listed))
        for key in sorted(names_of(module)):
            with contextlib.suppress(BaseException):
                value = getattr(module, key)
                if is_expired(value):
                    continue
                owner = getattr(value, "__module__", None)
                owner = value.__name__ if isinstance(value, types.ModuleType) else owner
                entry["names"][key] = [kind(value), owner if isinstance(owner, str) else None]
    for name, parameters in request["names"].items():
        with contextlib.suppress(BaseException):
            value = find(name)
            if is_expired(value):
                continue
            answer = found["names"][name] = {"kind": kind(value)}
            if parameters is not None and callable(value):
                answer["signature"] = difference(value, parameters, "." in name and is_class(name.rpartition(".")[0]))
            if isinstance(value, type):
                answer["members"] = [member for member in dir(value) if not only_raises(name, member)]
    return found


def holds(value, declared):
    """Whether a value is what a surface declares; a type it cannot name counts as wrong."""
    if declared.endswith(" | None"):
        return value is None or holds(value, declared[:-7])
    if declared == "None":
        return value is None
    if declared in ("Any", "Self"):
        return True
    if declared.startswith("tuple["):
        parts = [part.strip() for part in re.split(r",(?![^\[]*\])", declared[6:-1])]
        return isinstance(value, tuple) and len(value) == len(parts) and all(map(holds, value, parts))
    plain = declared.split("[")[0]
    return isinstance(value, find(plain if "." in plain else "builtins." + plain))


def judge(value, declared):
    return "same" if holds(value, declared) else "%s.%s" % (type(value).__module__, type(value).__name__)


def call(request):
    import numpy

    answers = []
    for text, declared in request["calls"]:
        try:
            value = eval(text, {"np": numpy, "numpy": numpy})
        except BaseException as problem:
            answers.append("%s: %s" % (type(problem).__name__, problem))
            continue
        answers.append(None if declared is None else judge(value, declared))
    return answers


def fuzz(request):
    """Calls every function with many kinds of arguments; tells what gave another type than declared."""
    import numpy

    table = numpy.array([[4.0, 1.0], [1.0, 3.0]])
    row = numpy.array([3, 1, 2])
    stock = [
        1, 2.5, True, "a", [1, 2, 3], [1.5], (2, 2), 1j, None, row, table, row.astype(float), numpy.float64(2), numpy.int64(1),
        numpy.array(1.5), numpy.array([True, False, True]), numpy.array([]), numpy.array(["a", "b"]), numpy.ma.array([1.0, 2.0]),
        numpy.matrix([[1, 2], [3, 4]]), "f8", int, numpy.dtype("f8"), [[1, 2], [3, 4]], numpy.datetime64("2020-01-01"),
    ]
    flags = [{}, {"axis": 0}, {"axis": 1}, {"keepdims": True}, {"retstep": True}, {"full": True}, {"return_index": True}, {"weights": [1, 2, 3]}]
    wrong, done, lost = {}, 0, []
    for name, declared in sorted(request["functions"].items()):
        answer = apart(lambda: attempt(name, declared, stock, table, row, flags))
        if answer is None:  # a matrix sends some functions round in circles
            plain = [one for one in stock if not isinstance(one, numpy.matrix)]
            answer = apart(lambda: attempt(name, declared, plain, table, row, flags))
        if answer is None:
            lost.append(name)
            continue
        done += answer[0]
        if answer[1]:
            wrong[name] = answer[1]
    return {"wrong": wrong, "calls": done, "lost": lost}


def attempt(name, declared, stock, table, row, flags):
    """How many calls succeeded, and the first result of another type."""
    function = find(name)
    tries = [(one,) for one in stock] + [(one, two) for one in stock for two in stock[:14]] + [()]
    tries += [(table, 0, 1), (row, 0, 1), (2.5, 0, 1), (row, row, row), (0, 1, 5), (1.5, [1, 2], [3, 4]), (table, table, 1)]
    done, wrong = 0, None
    for given in tries:
        for named in flags if len(given) < 2 else flags[:1]:
            try:
                value = function(*copy.deepcopy(given), **named)
            except BaseException:
                continue
            done += 1
            said = judge(value, declared)
            if said != "same" and not wrong:
                shown = ", ".join([repr(one) for one in given] + ["%s=%r" % item for item in named.items()])
                wrong = "(%s) gives %s, not %s" % (shown.replace("\n", ""), said, declared)
    return done, wrong


def apart(work):
    """The answer of some work in a process of its own; nothing where it crashes or takes longer than 20 seconds."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        signal.alarm(20)
        resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
        os.dup2(os.open(os.devnull, os.O_RDWR), 0)
        try:
            os.write(writer, json.dumps(work()).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    return json.loads(text) if text else None


def main():
    request = json.load(sys.stdin)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        answer = {"walk": walk, "call": call, "fuzz": fuzz}[request["do"]](request)
    sys.stdout.write("\x1e" + json.dumps(answer))


main()
