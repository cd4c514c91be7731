"""What a customer looks like on the wire, and as a row of a table."""
import math

import pandas as pd

NUMERIC = ["tenure_months", "monthly_charge", "support_calls", "data_gb"]
CATEGORICAL = ["plan", "payment"]
COLUMNS = NUMERIC + CATEGORICAL

PLANS = {"prepaid", "basic", "family", "business"}
PAYMENTS = {"card", "transfer", "debit"}


class BadCustomer(ValueError):
    """A customer that cannot be scored; the message goes back to the caller."""


def _number(record, name):
    value = record.get(name)
    if value is None:
        return math.nan  # the model fills it in
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise BadCustomer(f"{name} must be a number, not {value!r}")
    if math.isinf(number) or number < 0:
        raise BadCustomer(f"{name} must be finite and not negative")
    return number


def _choice(record, name, known):
    value = record.get(name)
    if not isinstance(value, str):
        raise BadCustomer(f"{name} is missing")
    value = value.strip().lower()
    # plans come and go: an unknown one is scored by everything else
    return value if value in known else "other"


def parse_customer(record):
    """One row of the table from one JSON object."""
    if not isinstance(record, dict):
        raise BadCustomer("a customer is an object")
    row = {name: _number(record, name) for name in NUMERIC}
    row["plan"] = _choice(record, "plan", PLANS)
    row["payment"] = _choice(record, "payment", PAYMENTS)
    return row


def to_frame(records):
    """A table with the columns that the model was trained on, in their order."""
    rows = [parse_customer(record) for record in records]
    return pd.DataFrame(rows, columns=COLUMNS)
