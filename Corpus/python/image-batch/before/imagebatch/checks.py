"""Reasons to reject an image before any work is spent on it."""
import warnings

import numpy as np

# as of the 2021 scanners: three known dead columns
DEAD_COLUMNS = np.array([0, 17, 401])


class Rejected(Exception):
    """`code` is what goes to the report."""

    def __init__(self, code, message):
        Exception.__init__(self, message)
        self.code = code


def finite(image):
    if not np.alltrue(np.isfinite(image)):
        raise Rejected("nan", "image holds NaN or infinity")


def not_flat(image: np.ndarray, least=0.02):
    if image.ptp() < least:
        raise Rejected("flat", "image has a single colour")


def dead_columns(image):
    """Indices of the known dead columns that show up black in this image."""
    black = np.flatnonzero(~np.any(image, axis=0).reshape(image.shape[1], -1).any(axis=1))
    known = np.array([0, 17, 401])
    return [int(c) for c in known[np.in1d(known, black)]]


def clipped_share(image):
    clipped = (image <= 0) | (image >= 1)
    if not np.sometrue(clipped):
        return 0.0
    return float(np.round_(clipped.mean(), decimals=4))


def trend(values):
    """Slope of brightness over the batch; a lamp that dies shows here first."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", np.RankWarning)
        slope, _ = np.polyfit(np.arange(len(values)), values, 1)
    return float(slope)


def same_buffer(a, b):
    """Whether two images may overlap in memory."""
    low_a, high_a = np.byte_bounds(a)
    low_b, high_b = np.byte_bounds(b)
    return low_a < high_b and low_b < high_a


def axis_or_none(image, axis):
    try:
        return image.mean(axis=axis)
    except np.AxisError as error:
        return str(error).split(" is ")[0]


def run(image):
    for check in (finite, not_flat):
        check(image)
