// Pieces of pages for a browser: escaped text, tables, bars. No page fetches anything.

/// Text where HTML is written.
enum PageText {
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      // What no document may hold; a page shows that something was there.
      case let control where control.value < 0x20 && control != "\n" && control != "\t": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// `code` between back quotes, as messages have it.
  static func sentence(_ text: String) -> String {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    guard parts.count % 2 == 1 else { return escaped(text) }
    return parts.enumerated().map { $0 % 2 == 1 ? "<code>\(escaped(String($1)))</code>" : escaped(String($1)) }.joined()
  }

  /// With a narrow blank between thousands.
  static func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var text = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place) % 3 == 0 { text += "\u{202F}" }
      text.append(digit)
    }
    return (number < 0 ? "−" : "") + text
  }

  /// Three significant digits, or all where the number is short anyway.
  static func number(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return "\(value)" == "0.0" ? "0" : "\(value)" }
    if value == value.rounded(), abs(value) < 1e6 { return "\(Int(value))" }
    var scale = 0
    var size = abs(value)
    while size < 1, scale > -330 {
      size *= 10
      scale -= 1
    }
    while size >= 10, scale < 310 {
      size /= 10
      scale += 1
    }
    let digits = "\((size * 1000).rounded() / 1000)"
    let sign = value < 0 ? "−" : ""
    if (-3...3).contains(scale) {
      let power = (0..<abs(scale)).reduce(1.0) { result, _ in result * 10 }
      let plain = scale < 0 ? (size * 1000).rounded() / 1000 / power : (size * 1000).rounded() / 1000 * power
      return sign + "\((plain * 1e6).rounded() / 1e6)"
    }
    return
      "\(sign)\(digits.hasSuffix(".0") ? String(digits.dropLast(2)) : digits) × 10<sup>\(scale < 0 ? "−" : "")\(abs(scale))</sup>"
  }
}

/// A table. Cells are HTML already.
struct PageTable {
  var id: String
  var caption: String
  /// Heads; those of columns of numbers are set to the right.
  var heads: [(text: String, isNumber: Bool)]
  var rows: [[String]]
  /// Whether it gets a field to search it.
  var isSearchable = false

  var html: String {
    let search =
      isSearchable
      ? "<p class=\"search\"><label>Search <input type=\"search\" data-table=\"\(id)\"></label> "
        + "<output for=\"\(id)\">\(rows.count) rows</output></p>\n" : ""
    let head = heads.map { "<th scope=\"col\"\(classes($0.isNumber))>\(PageText.escaped($0.text))</th>" }.joined()
    let body = rows.map { row in
      "<tr>" + zip(row, heads).map { "<td\(classes($1.isNumber))>\($0)</td>" }.joined() + "</tr>"
    }.joined(separator: "\n")
    return """
      \(search)<div class="scroll"><table id="\(id)">
      <caption>\(PageText.escaped(caption))</caption>
      <thead><tr>\(head)</tr></thead>
      <tbody>
      \(body)
      </tbody></table></div>
      """
  }

  private func classes(_ isNumber: Bool) -> String { isNumber ? " class=\"number\"" : "" }
}

/// Bars of one chart, drawn as a table of lines so that it reads without colours too.
struct PageBars {
  struct Bar {
    var label: String
    var value: Int
    var note = ""
    var style = "plain"
  }
  var title: String
  var bars: [Bar]

  var html: String {
    let longest = max(1, bars.map(\.value).max() ?? 1)
    let step = 22
    let lines = bars.enumerated().map { place, bar in
      let width = bar.value == 0 ? 0 : max(2, 300 * bar.value / longest)
      let y = place * step
      return """
        <text x="150" y="\(y + 15)" text-anchor="end">\(PageText.escaped(bar.label))</text>\
        <rect class="\(bar.style)" x="160" y="\(y + 3)" width="\(width)" height="16" rx="2"/>\
        <text x="\(168 + width)" y="\(y + 15)">\(PageText.grouped(bar.value))\(bar.note.isEmpty ? "" : " " + PageText.escaped(bar.note))</text>
        """
    }.joined(separator: "\n")
    return """
      <figure><figcaption>\(PageText.sentence(title))</figcaption>
      <svg viewBox="0 0 720 \(bars.count * step)" role="img" aria-label="\(PageText.escaped(title))">
      \(lines)
      </svg></figure>
      """
  }
}

/// The frame of a page: its style, and the search of its tables.
enum PageFrame {
  static func page(title: String, body: String) -> String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
    <title>\(PageText.escaped(title))</title>
    <style>
    \(style)
    </style>
    </head>
    <body>
    <main>
    \(body)
    </main>
    <script>
    \(script)
    </script>
    </body>
    </html>

    """
  }

  private static let style = """
    :root { color-scheme: light dark; --ink: #1c2329; --dim: #5a6670; --paper: #fff; --line: #d5dbe0; --soft: #f3f5f7;
      --good: #13693a; --bad: #a81f1f; --unsure: #8a5a00; --plain: #3a6ea5; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e4e8eb; --dim: #9aa6af; --paper: #14181b; --line: #333b42;
      --soft: #1e2429; --good: #5cc98b; --bad: #ff8a80; --unsure: #f0b95a; --plain: #7fb2e5; } }
    body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
    main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
    h1 { font-size: 1.9rem; margin: 0 0 .25rem; } h2 { font-size: 1.2rem; margin: 2.2rem 0 .5rem; }
    .equivalent { color: var(--good); } .different { color: var(--bad); } .unsure { color: var(--unsure); }
    .dim, caption, figcaption { color: var(--dim); }
    code, td.cell { font-family: ui-monospace, monospace; font-size: .92em; }
    code.command { overflow-wrap: anywhere; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 1rem 0; }
    dt { color: var(--dim); } dd { margin: 0; overflow-wrap: anywhere; }
    .scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
    caption { text-align: left; padding-bottom: .3rem; }
    th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
    th { background: var(--soft); font-weight: 600; } .number { text-align: right; font-variant-numeric: tabular-nums; }
    figure { margin: 1rem 0; } svg { width: 100%; max-width: 46rem; font-size: 13px; fill: var(--ink); }
    rect.plain { fill: var(--plain); } rect.good { fill: var(--good); } rect.bad { fill: var(--bad); }
    rect.unsure { fill: var(--unsure); }
    pre { background: var(--soft); padding: .6rem .8rem; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
    input { font: inherit; padding: .2rem .4rem; }
    @media print { .search { display: none; } main { max-width: none; padding: 0; } table, figure { break-inside: auto; }
      tr, h2, svg { break-inside: avoid; } h2 { break-after: avoid; } thead { display: table-header-group; }
      .scroll { overflow: visible; } }
    """

  private static let script = """
    for (const field of document.querySelectorAll("input[data-table]")) {
      const rows = [...document.getElementById(field.dataset.table).tBodies[0].rows];
      const texts = rows.map(row => row.textContent.toLowerCase());
      const count = field.closest("p").querySelector("output");
      field.addEventListener("input", () => {
        const words = field.value.toLowerCase().split(/\\s+/).filter(Boolean);
        let shown = 0;
        rows.forEach((row, place) => {
          row.hidden = !words.every(word => texts[place].includes(word));
          if (!row.hidden) shown += 1;
        });
        count.textContent = shown === rows.length ? `${rows.length} rows` : `${shown} of ${rows.length} rows`;
      });
    }
    """
}
