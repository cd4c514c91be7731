"""Differences between surfaces and releases that are meant, each with its reason."""
import re

# (releases or None for all, what differs, a pattern of names, why)
KNOWN = []


def explains(release, what, name):
    for releases, kind, pattern, _ in KNOWN:
        if kind == what and (releases is None or release in releases) and re.fullmatch(pattern, name):
            seen.add(pattern)
            return True
    return False


seen = set()


def told(releases):
    lines = ["Differences that are meant:"]
    for asked, kind, pattern, why in KNOWN:
        if asked is None or any(release in asked for release in releases):
            lines.append("  %s: %s  %s" % (kind, pattern, why))
    return "\n".join(lines if len(lines) > 1 else [])
