// The program that an interpreter runs to execute an example and tell what came of it.

/// Executes a piece of Python and describes every name it binds, in a form that is the same for equal values whatever
/// the release of the library that made them.
///
/// Called as `python -I -c SCRIPT CODE MODULE`. Writes records to standard output, each begun by the byte 0x1E, its key
/// and value parted by 0x1F: `version` of the module, `printed`, `error`, and `=NAME` for each value. Modules,
/// functions and classes are left out, for they are what has another name; NaN is like NaN, and arrays are described
/// by kind of element, shape and every element.
package enum ExampleDriver {
  package static let script = #"""
    import contextlib, io, os, shutil, sys, tempfile, types, warnings

    def number(value):
        return "nan" if value != value else float(value).hex()

    def array(value):
        kind = type(value).__name__
        if hasattr(value, "mask") and hasattr(value, "filled"):
            return [kind, value.dtype.kind, list(value.shape), describe(value.mask.tolist()), describe(value.tolist())]
        return [kind, value.dtype.kind, list(value.shape), describe(value.tolist())]

    def describe(value, depth=0):
        kind = type(value)
        if value is None or kind in (bool, int, str, bytes, bytearray):
            return [kind.__name__, repr(value)]
        if kind is float:
            return ["float", number(value)]
        if kind is complex:
            return ["complex", number(value.real), number(value.imag)]
        if depth > 20:
            return ["deep"]
        if isinstance(value, (list, tuple)):
            return [kind.__name__] + [describe(item, depth + 1) for item in value]
        if isinstance(value, (set, frozenset)):
            return [kind.__name__] + sorted((describe(item, depth + 1) for item in value), key=repr)
        if isinstance(value, dict):
            pairs = value.items()
            return [kind.__name__] + [[describe(key, depth + 1), describe(item, depth + 1)] for key, item in pairs]
        if kind.__module__.split(".")[0] == "numpy":
            if hasattr(value, "tolist") and hasattr(value, "dtype"):
                if value.shape == () and not hasattr(value, "__array_finalize__"):
                    return ["scalar", value.dtype.kind, describe(value.item(), depth + 1)]
                return array(value)
            if hasattr(value, "itemsize") and hasattr(value, "kind"):
                return ["dtype", value.kind, value.itemsize, repr(value.names)]
        return ["object", kind.__name__]

    def isNamed(value):
        return callable(value) or isinstance(value, types.ModuleType)

    def record(key, value):
        out.write("\x1e%s\x1f%s" % (key, value))

    code, module = sys.argv[1:3]
    out = io.StringIO()
    printed = io.StringIO()
    warnings.simplefilter("ignore")
    folder = tempfile.mkdtemp()
    os.chdir(folder)
    names = {"__name__": "__main__"}
    try:
        record("version", getattr(__import__(module), "__version__", ""))
        with contextlib.redirect_stdout(printed):
            exec(compile(code, "example", "exec"), names)
        for name in sorted(names):
            if not name.startswith("_") and not isNamed(names[name]):
                record("=" + name, repr(describe(names[name])))
    except BaseException as error:
        record("error", "%s: %s" % (type(error).__name__, error))
    record("printed", printed.getvalue())
    os.chdir("/")
    shutil.rmtree(folder, ignore_errors=True)
    sys.__stdout__.buffer.write(out.getvalue().encode("utf-8", "backslashreplace"))
    sys.__stdout__.flush()
    """#
}
