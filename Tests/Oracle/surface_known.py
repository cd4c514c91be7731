"""Differences between surfaces and releases that are meant, each with its reason."""
import re

EARLY = ("1.20", "1.21", "1.22", "1.23", "1.24", "1.25", "1.26")
# (releases or None for all, what differs, a pattern of names, why)
KNOWN = [
    (None, "not there", r"numpy\.floating\.(as_integer_ratio|is_integer|hex|fromhex)",
     "the stubs put on the abstract class what its concrete classes have"),
    (None, "not there", r"numpy\.integer\.bit_count",
     "the stubs put on the abstract class what its concrete classes have"),
    (None, "not there", r"numpy\.lib\.mixins\.NDArrayOperatorsMixin\.__array_ufunc__",
     "abstract: what a class that mixes it in must have"),
    (None, "missing", r"numpy\.core\.multiarray\.typeinforanged", "no source, stub or documentation names it"),
    (None, "missing|star without mark", r"numpy\.linalg\.lapack_lite\.\w+",
     "a compiled helper without a stub"),
    (None, "missing", r"numpy\.distutils\.(FormatError|PkgNotFound)\.\w+",
     "inside build tools, of whose parts the surface tells only that they are there"),
    (None, "star without mark", r"numpy\.distutils\.\w+", "modules that importing the package happens to bind"),
    (None, "mark without star", r"numpy\.distutils\.test", "its `__all__` names what newer Pythons leave unbound"),
    (None, "star without mark", r"numpy\.doc\.\w+", "chapters of text, listed by looking into the folder"),
    (EARLY, "star without mark", r"numpy\.version\.annotations", "`from __future__ import annotations`"),
    (EARLY, "star without mark", r"numpy\.core\.umath_tests\.\w+",
     "a compiled test helper without a stub"),
    (None, "star without mark", r"numpy\.(fft\.helper|linalg\.linalg|linalg\.lapack_lite|polynomial\.\w+)",
     "a module of a package without `__all__`, bound because it was imported"),
    (("1.20",), "missing|star without mark", r"numpy\.random\.(mtrand|bit_generator)\.\w+",
     "compiled modules had no stubs yet; what `numpy.random` itself has is in its `__all__`"),
    (None, "signature",
     r"numpy\.(generic|number|integer|inexact|signedinteger|unsignedinteger|floating|complexfloating|flexible|character)",
     "abstract: no one calls them"),
    (None, "signature", r"numpy\.(bytes_|str_|datetime64|timedelta64|float64|complex128)",
     "the stub names what the compiled constructor takes as `*args`"),
    (None, "signature", r"numpy\.(core|_core)\.multiarray\.flagsobj\.__getitem__|numpy\.dtype\.__getitem__",
     "`inspect` calls the parameters of operators positional-only"),
    (None, "signature", r"numpy\.ndarray\.(__array_ufunc__|dot)|numpy\.broadcast",
     "compiled: the documentation gives a parameter another name, which cannot be used as a label"),
    (("2.4",), "signature", r"numpy\.char\.(is\w+|str_len)", "universal functions there, functions to the stub"),
    (None, "signature", r"numpy\.ctypeslib\.load_library", "a wrapper the source writes as `*args, **kwds`"),
    (None, "signature", r"numpy\.ma\.(angle|squeeze|copy|clip|empty_like)|numpy\.ma\.MaskedArray\.(flatten|squeeze)",
     "wrappers of the masked module; the stub tells what they wrap"),
    (None, "signature", r"numpy\.ma\.(minimum|maximum)\.(reduce|outer)",
     "methods of a value: `inspect` shows them bound"),
    (None, "kind", r"numpy\.ma\.core\.sctype", "the variable of a loop"),
    (None, "kind", r"numpy\.typing\.NDArray", "an alias of types, which some Pythons take for a class"),
    (None, "kind", r"numpy\.lib\.index_tricks\.AxisConcatenator\.makemat", "a class kept as a static method"),
    (None, "lost", r"numpy\.ndarray\.setflags", "NumPy itself dies of it"),
    (None, "signature", r"numpy\.testing\.(memusage|check_support_sve)", "one of several for several platforms"),
    (("2.4",), "signature", r"numpy\.generic\.(item|reshape|resize|transpose)",
     "the stub spells out what scalars take of the array's `*args`"),
]


def explains(release, what, name):
    for releases, kinds, pattern, _ in KNOWN:
        if what in kinds.split("|") and (releases is None or release in releases) and re.fullmatch(pattern, name):
            count[pattern] = count.get(pattern, 0) + 1
            return True
    return False


count = {}


def told(releases):
    lines = ["", "Differences that are meant, over all releases:"]
    for _, kinds, pattern, why in KNOWN:
        if count.get(pattern):
            lines.append("  %4d  %s: %s: %s" % (count[pattern], kinds.replace("|", ", "), pattern, why))
    return "\n".join(lines)
