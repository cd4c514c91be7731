"""Turns the JSON of a request into columns, and complains in whole sentences.

Nothing in here knows the model: the columns it wants are handed in.
"""
import numpy as np

from .settings import DTYPE, MISSING


class BadRequest(ValueError):
    """The request cannot be scored; `str(error)` goes to the caller as is."""

    def __init__(self, message, row=None):
        super().__init__(message if row is None else f"row {row}: {message}")
        self.row = row


def rows_of(payload, limit):
    """The list of rows in `payload`, which is a row, a list of rows or {"rows": [...]}."""
    if isinstance(payload, dict):
        payload = payload.get("rows", [payload])
    if not isinstance(payload, list) or not payload:
        raise BadRequest("expected a row or a non-empty list of rows")
    if len(payload) > limit:
        raise BadRequest(f"{len(payload)} rows are more than the limit of {limit}")
    return payload


def number(value, column, row):
    if value is None or value == "":
        return MISSING
    if isinstance(value, (bool, np.bool_)):
        # JSON true/false would silently become 1.0/0.0
        raise BadRequest(f"{column} is a truth value, not a number", row)
    try:
        return float(value)
    except (TypeError, ValueError):
        raise BadRequest(f"{column} is not a number: {value!r}", row) from None


def table(rows, columns):
    """A (rows, columns) array; absent values are NaN."""
    out = np.empty((len(rows), len(columns)), dtype=DTYPE)
    for i, row in enumerate(rows):
        if not isinstance(row, dict):
            raise BadRequest("expected an object", i)
        for j, column in enumerate(columns):
            out[i, j] = number(row.get(column), column, i)
    if np.all(np.isnan(out)):
        raise BadRequest("every value is missing")
    return out


def identifiers(rows):
    # object, because callers send ints as well as strings
    ids = np.array([row.get("id", i) for i, row in enumerate(rows)], dtype=object)
    return ids


def as_labels(values):
    """Labels as a fixed-width text array, for the audit log."""
    return np.array(values, dtype=str)


def check_shape(block: np.ndarray, width):
    try:
        size = np.size(block, axis=1)
        # asking for axis 2 of a table is how we notice a batch of batches
        extra = block.sum(axis=2)
    except np.exceptions.AxisError:
        extra = None
    except IndexError:
        raise BadRequest("rows must be flat") from None
    if extra is not None:
        raise BadRequest("a batch of batches is not supported")
    if size != width:
        raise BadRequest(f"expected {width} columns and got {size}")
    return block
