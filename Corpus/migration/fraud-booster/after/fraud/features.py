"""What the models know of a payment."""
import math

FEATURES = ["amount", "hour", "days_since_last", "times_usual", "is_abroad", "attempts"]
KINDS = ["card stolen", "account taken over", "friendly"]


def row(payment):
    """One payment as numbers, in the order of FEATURES; what is not known is not a number."""
    usual = payment.usual_amount
    return [
        payment.amount,
        float(payment.hour),
        math.nan if payment.days_since_last is None else payment.days_since_last,
        payment.amount / usual if usual else math.nan,
        1.0 if payment.country != payment.home else 0.0,
        float(payment.attempts),
    ]
