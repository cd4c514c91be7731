"""The packages that packages.py adapts, and why tests of theirs still fail once they are adapted."""
import dataclasses


@dataclasses.dataclass
class Package:
    name: str
    version: str
    modules: list
    tests: list
    options: list = dataclasses.field(default_factory=list)
    # Folders whose modules do their work when they are imported.
    skips: list = dataclasses.field(default_factory=list)
    # A pattern of the test's name and its error → why no rule mends it.
    reasons: dict = dataclasses.field(default_factory=dict)


def files(folder, pattern, *names):
    return [f"{folder}/{pattern % name}" for name in names]


# Of the larger ones the tests are chosen that come by changed names, so that a run takes minutes.
PACKAGES = [
    Package("quantities", "0.13.0", ["quantities"], ["quantities/tests"], reasons={
        r"test_ptp": "`x.ptp()` of a value whose type the code does not show is for a person",
        r"test_mul: KeyError": "`np.typeDict` had numbers for keys, and `np.sctypeDict` has none since 2.0",
        r"test_fix": "`np.fix` is made of `np.trunc` now, which the package's own table of functions lacks"}),
    Package("Pint", "0.17", ["pint"], files("pint/testsuite", "test_%s.py", "numpy", "numpy_func", "umath", "quantity"), reasons={
        r"cumproduct|not run": "a list has `cumproduct` as a string, which reaches `getattr(np, …)` through a function"}),
    Package("scikit-fuzzy", "0.4.2", ["skfuzzy"], ["skfuzzy"], reasons={
        r"run_module_suite|not run": "`run_module_suite` went with nose, and nothing takes its place; only said"}),
    Package("control", "0.9.1", ["control"], files(
        "control/tests", "%s_test.py", "statesp", "xferfcn", "convert", "freqresp", "margin", "bdalg")),
    Package("colour-science", "0.3.16", ["colour"], ["colour/algebra", "colour/continuous"],
            skips=["examples", "tests"], reasons={
                r"errstate": "the package enters one `errstate` object again and again",
                r"__round__|test__[gs]etitem__":
                    "`np.float64(x)` of an array with one element gives an array now; no rule knows this yet"}),
    Package("nengo", "3.1.0", ["nengo"], ["nengo/utils"], reasons={
        r"avoid copy": "`copy=False` goes through `**kwargs` of the package's own function; it is shown to a person",
        r"0-dimensional": "an array of one element is made a number, and the code does not show that it is one",
        r"test_ss2zpk": "the test compares the text of a NumPy number, which is `np.float64(…)` since 2.0"}),
    Package("networkx", "2.6.3", ["networkx"], ["networkx/linalg", "networkx/tests/test_convert_numpy.py"]),
    Package("nibabel", "3.2.2", ["nibabel"], files(
        "nibabel/tests", "test_%s.py", "arraywriters", "volumeutils", "casting", "floating", "wrapstruct", "funcs",
        "recoder", "quaternions", "arrayproxy"), ["--noconftest"], reasons={
        r"test_quaternions": "`numpy.testing.dec` went with nose, and nothing takes its place; only said",
        r"np.sctypes": "the table is asked by names that are no literals; only said",
        r"newbyteorder": "`x.newbyteorder()` of a value whose type the code does not show is for a person",
        r"OverflowError|out of bounds|float32": "numbers of Python's do not widen NumPy's any more (NEP 50)",
        r"encountered in cast": "a cast of what is no number to an integer warns since 1.24",
        r"numpy.compat": "a module of its own passes on all of `numpy.compat.py3k` by a star, and that module is gone"}),
    Package("dask", "2021.10.0", ["dask/array"], files("dask/array/tests", "test_%s.py", "creation", "stats", "chunk"), reasons={
        r"twodim_base": "`np.lib.twodim_base._min_int` is private and has no public name; it is shown to a person"}),
    Package("trimesh", "3.9.35", ["trimesh"], []),
]
