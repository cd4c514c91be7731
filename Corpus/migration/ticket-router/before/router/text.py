"""From a ticket to the text that the model reads."""
import re

SIGNATURE = re.compile(r"(?ms)^--\s*$.*\Z")
QUOTED = re.compile(r"(?m)^>.*$")
NUMBER = re.compile(r"\d+")
SPACE = re.compile(r"\s+")


def clean(body):
    """The body without quotes, signature and numbers, in small letters."""
    body = SIGNATURE.sub(" ", body)
    body = QUOTED.sub(" ", body)
    body = NUMBER.sub(" number ", body)
    return SPACE.sub(" ", body).strip().lower()


def ticket_text(ticket):
    """Subject and body as one text; the subject counts twice."""
    subject = clean(ticket.get("subject") or "")
    body = clean(ticket.get("body") or "")
    text = f"{subject} {subject} {body}".strip()
    return text or "empty"
