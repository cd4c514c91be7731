"""Features by name, for configuration files."""
from collections import namedtuple

import numpy

from . import spectral, temporal
from .compat import VisibleDeprecationWarning, float_

Feature = namedtuple("Feature", "name function needs_rate")

FEATURES = {}

#: what a configuration may say, and the dtype it means
DTYPES = {
    "single": numpy.dtype("f4"),
    "double": numpy.dtype("float64"),
    "flag": numpy.dtype(numpy.bool_),
    "index": numpy.dtype(numpy.intp),
    "text": getattr(numpy, "str_"),
}


def register(function=None, *, needs_rate=False):
    """Decorator: `@register` or `@register(needs_rate=True)`."""
    def add(f):
        FEATURES[f.__name__] = Feature(f.__name__, f, needs_rate)
        return f
    return add if function is None else add(function)


for _f in (temporal.rms, temporal.peak_to_peak, temporal.crest_factor, temporal.kurtosis,
           temporal.geometric_mean, temporal.zero_crossings, spectral.spectral_flatness):
    register(_f)
for _f in (spectral.centroid, spectral.area):
    register(needs_rate=True)(_f)


@register
def slope(x, steps=numpy.array([0.0, 1.0])):
    """Slope of the straight line through the signal."""
    a = numpy.column_stack([numpy.linspace(steps[0], steps[1], len(x)), numpy.ones(len(x))])
    return float(numpy.linalg.lstsq(a, numpy.asarray(x, dtype=numpy.float64), rcond=-1)[0][0])


@register
def levels(x):
    """How many different values the signal takes (stuck sensors take few)."""
    return int(numpy.unique(numpy.round(x, 3)).size)


def names():
    return sorted(FEATURES)


def compute(x, which=None, rate=1.0, dtype="double"):
    """A dict from feature name to float."""
    x = numpy.asarray(x, dtype=DTYPES[dtype]).astype(float_)
    out = {}
    for name in which or names():
        feature = FEATURES[name]
        out[name] = feature.function(x, rate) if feature.needs_rate else feature.function(x)
    return out


def matrix(signals, which=None, rate=1.0):
    """(signals, features) array; ragged input is refused, not made into objects."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("error", VisibleDeprecationWarning)
        rows = [list(compute(x, which, rate).values()) for x in signals]
        return numpy.asmatrix(rows)
