"""route-tickets: reads tickets as JSON lines, writes routes as JSON lines."""
import argparse
import json
import sys

from router.routing import Router


def read_tickets(stream):
    for number, line in enumerate(stream, start=1):
        line = line.strip()
        if not line:
            continue
        try:
            ticket = json.loads(line)
        except json.JSONDecodeError as error:
            raise SystemExit(f"line {number} is no JSON: {error}")
        if not isinstance(ticket, dict):
            raise SystemExit(f"line {number} is no object")
        yield ticket


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="route-tickets", description=__doc__)
    parser.add_argument("file", nargs="?", help="tickets, one JSON object a line; standard input by default")
    parser.add_argument("--plain", action="store_true", help="say the model's own answer only")
    options = parser.parse_args(arguments)
    stream = open(options.file, encoding="utf-8") if options.file else sys.stdin
    with stream:
        tickets = list(read_tickets(stream))
    router = Router()
    if options.plain:
        for team in router.plain(tickets):
            print(team)
        return 0
    for ticket, route in zip(tickets, router.route(tickets)):
        print(json.dumps({"id": ticket.get("id"), **route.as_dict()}, sort_keys=True))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
