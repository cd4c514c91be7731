"""Writes down what the router answers: tests/recorded.json."""
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from router.routing import Router  # noqa: E402

TICKETS = [
    {"id": 1, "subject": "charged twice", "body": "I was charged twice for invoice 4711, please refund."},
    {"id": 2, "subject": "No signal", "body": "The router blinks red since yesterday.\n> have you tried turning it off\n"},
    {"id": 3, "subject": "cannot log in", "body": "I forgot my password again!\n--\nJo, sent from my phone"},
    {"id": 4, "subject": "broken screen", "body": "Is this a case for the warranty? The new handset is 3 weeks old."},
    {"id": 5, "subject": "hello", "body": "please help"},
    {"id": 6, "subject": "", "body": ""},
    {"id": 7, "subject": "sim card and invoice", "body": "my wife says the sim card is on the receipt twice, price of the plan?"},
    {"id": 8, "subject": "URGENT: outage", "body": "Outage in my street, connection drops, latency 900 ms."},
]


def main():
    router = Router()
    routes = router.route(TICKETS)
    recorded = {
        "routes": [{"ticket": ticket, "route": route.as_dict()} for ticket, route in zip(TICKETS, routes)],
        "plain": router.plain(TICKETS),
    }
    (HERE / "recorded.json").write_text(json.dumps(recorded, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
