"""The page of benchmarks, a section a script: each writes its own and leaves the others as they are."""

import os


def write(path, lines):
    """Puts a section, whose first line is its heading, in the place of the one with that heading, else at the end."""
    heading = lines[0]
    sections = read(path)
    if heading in [section[0] for section in sections]:
        sections = [lines if section[0] == heading else section for section in sections]
    else:
        sections.append(lines)
    with open(path, "w", encoding="utf-8") as page:
        page.write("\n\n".join("\n".join(section).rstrip() for section in sections) + "\n")


def read(path):
    """The sections of the page: each begins with a line `# …`."""
    sections = []
    if os.path.exists(path):
        with open(path, encoding="utf-8") as page:
            for line in page.read().splitlines():
                if line.startswith("# "):
                    sections.append([])
                if not sections:
                    raise SystemExit(f"bench: {path} does not begin with a heading")
                sections[-1].append(line)
    return sections
