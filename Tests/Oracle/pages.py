"""Opens the pages of `assess` and `migrate` in a headless Chromium: they search, draw, print, and fetch nothing.

Usage: pages.py --program GODWIT [--screenshots FOLDER]

Each page is opened with a script behind its own that types into a field of search and tells how many rows are left; the
page is searched for a word of its first row, and for one that is nowhere. Printed, it must be a document with pages. The
browser has no network, and a page that asks for anything fails. Exit code 1 if anything is wrong.
"""
import argparse
import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SERVICES = ["churn-flask", "fraud-booster"]

PROBE = """
<script>
window.addEventListener("load", () => {
  const rows = () => [...document.querySelectorAll("tbody tr")].filter(row => row.offsetParent !== null);
  const field = document.querySelector("input[type=search]");
  const inside = field.dataset.table ? rows().filter(row => row.closest("table").id === field.dataset.table) : rows();
  const seen = {all: rows().length, scope: inside.length, wide: document.documentElement.scrollWidth > window.innerWidth};
  const type = text => { field.value = text; field.dispatchEvent(new Event("input")); return rows().length; };
  seen.word = inside[0].cells[0].textContent;
  seen.found = type(seen.word);
  seen.none = type("no such word anywhere");
  seen.back = type("");
  seen.drawn = [...document.querySelectorAll("svg rect")].filter(bar => bar.getBoundingClientRect().width > 0).length;
  seen.errors = window.godwitErrors;
  const place = document.createElement("output");
  place.id = "seen"; place.textContent = JSON.stringify(seen);
  document.body.append(place);
});
</script>
"""
WATCH = '<script>window.godwitErrors=[];addEventListener("error",e=>godwitErrors.push(e.message));' \
    'addEventListener("securitypolicyviolation",e=>godwitErrors.push(e.blockedURI))</script>'


def chromium(browser, scratch, *options):
    command = [
        browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={scratch}/profile",
        "--host-resolver-rules=MAP * ~NOTFOUND", *options,
    ]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def complaints(browser, page, scratch, screenshots):
    text = page.read_text()
    if re.search(r"(src|href)\s*=|url\(|@import|fetch\(", text):
        yield "it refers to something outside itself"
    probed = page.with_suffix(".probed.html")
    probed.write_text(text.replace("<head>", "<head>" + WATCH, 1).replace("</body>", PROBE + "</body>"))
    dom = chromium(browser, scratch, "--virtual-time-budget=3000", "--dump-dom", probed.as_uri()).stdout
    found = re.search(r'<output id="seen">(.*?)</output>', dom)
    if not found:
        yield "its script did not run"
        return
    seen = json.loads(html.unescape(found.group(1)))
    hidden = seen["all"] - seen["scope"]
    if seen["errors"]:
        yield f"errors: {seen['errors']}"
    if not hidden < seen["found"] <= seen["all"]:
        yield f"a search for {seen['word']!r} shows {seen['found']} of {seen['all']} rows"
    if seen["none"] != hidden or seen["back"] != seen["all"]:
        yield f"a search for nothing shows {seen['none']} rows, and none {seen['back']} of {seen['all']}"
    if not seen["drawn"]:
        yield "nothing is drawn"
    if seen["wide"]:
        yield "it is wider than its window"
    printed = page.with_suffix(".pdf")
    chromium(browser, scratch, f"--print-to-pdf={printed}", page.as_uri())
    pages = len(re.findall(rb"/Type\s*/Page\b", printed.read_bytes())) if printed.exists() else 0
    if not 1 <= pages <= 40:
        yield f"printed, it has {pages} pages"
    print(f"{page.name}: {seen['all']} rows, {seen['found']} found, {seen['drawn']} bars, {pages} printed pages")
    if screenshots:
        shot = screenshots / f"{page.stem}.png"
        chromium(browser, scratch, "--window-size=1100,1800", f"--screenshot={shot}", page.as_uri())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True, type=Path)
    parser.add_argument("--screenshots", type=Path)
    options = parser.parse_args()
    program = str(options.program.resolve())
    browser = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
    if browser is None:
        print("there is no Chromium; on Debian: apt-get install chromium")
        return 2
    bad = 0
    with tempfile.TemporaryDirectory() as scratch:
        for service in SERVICES:
            project = Path(scratch) / service
            shutil.copytree(ROOT / "Corpus" / "migration" / service / "before", project)
            assessment = Path(scratch) / f"{service}-assess.html"
            command = [program, "assess", str(project), "--to", "onnxruntime", "--to", "numpy==2.0", "--format", "html"]
            assessment.write_bytes(subprocess.run(command, capture_output=True, check=True).stdout)
            review = Path(scratch) / f"{service}-migrate.html"
            command = [program, "migrate", str(project), "--to", "onnxruntime", "--html", str(review)]
            subprocess.run(command, capture_output=True, check=True)
            for page in [assessment, review]:
                for complaint in complaints(browser, page, scratch, options.screenshots):
                    bad += 1
                    print(f"{page.name}: {complaint}")
    print(f"{bad} complaints")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
