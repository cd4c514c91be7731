// An assessment as one page that needs nothing else: searchable, printable, light and dark.

import Assessment

/// One self-contained HTML page.
struct AssessmentPage {
  private let report: AssessmentReport

  init(_ report: AssessmentReport) { self.report = report }

  var text: String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(Self.escaped(report.title))</title>
    <style>\(Self.style)</style>
    </head>
    <body>
    <header>
    <h1>\(Self.escaped(report.title))</h1>
    <input id="search" type="search" placeholder="Search all tables" aria-label="Search all tables">
    </header>
    \(plots)
    \(report.sections.map(section).joined(separator: "\n"))
    <script>\(Self.script)</script>
    </body>
    </html>
    """
  }

  // MARK: Plots

  /// A bar a target, its parts as wide as there are things of each standing.
  private var plots: String {
    guard !report.summary.isEmpty else { return "" }
    let most = max(1, report.summary.map { $0.counts.map(\.count).reduce(0, +) }.max() ?? 1)
    let bars = report.summary.enumerated().map { number, target in
      bar(target.target, target.counts, y: number * 44, scale: 640.0 / Double(most))
    }
    let legend = TargetAssessment.Standing.allCases.map {
      "<span class=\"key \($0.rawValue)\"></span>\($0.rawValue)"
    }.joined(separator: " ")
    return """
      <figure>
      <svg viewBox="0 0 660 \(report.summary.count * 44)" role="img" aria-label="Things to do for each target">
      \(bars.joined(separator: "\n"))
      </svg>
      <figcaption>\(legend)</figcaption>
      </figure>
      """
  }

  private func bar(
    _ target: String, _ counts: [(standing: TargetAssessment.Standing, count: Int)], y: Int, scale: Double
  ) -> String {
    var x = 0.0
    var parts = ["<text x=\"0\" y=\"\(y + 14)\">\(Self.escaped(target))</text>"]
    for (standing, count) in counts where count > 0 {
      let width = Double(count) * scale
      parts.append(
        "<rect class=\"\(standing.rawValue)\" x=\"\(x)\" y=\"\(y + 20)\" width=\"\(width)\" height=\"16\">"
          + "<title>\(count) \(standing.rawValue)</title></rect>")
      x += width
    }
    return parts.joined()
  }

  // MARK: Tables

  private func section(_ section: AssessmentReport.Section) -> String {
    var parts = ["<section>", "<h2>\(Self.escaped(section.title))</h2>"]
    if section.rows.isEmpty {
      parts.append("<p class=\"empty\">\(Self.escaped(section.empty ?? ""))</p>")
    } else {
      let head = section.columns.map { "<th scope=\"col\">\(Self.escaped($0))</th>" }.joined()
      parts.append("<div class=\"wide\"><table><thead><tr>\(head)</tr></thead><tbody>")
      parts += section.rows.map { row in "<tr>" + row.map(cell).joined() + "</tr>" }
      parts.append("</tbody></table></div>")
    }
    if !section.notes.isEmpty {
      parts.append("<ul>" + section.notes.map { "<li>\(Self.escaped($0))</li>" }.joined() + "</ul>")
    }
    return (parts + ["</section>"]).joined(separator: "\n")
  }

  private func cell(_ text: String) -> String {
    let standing = TargetAssessment.Standing(rawValue: text).map { " class=\"standing \($0.rawValue)\"" } ?? ""
    return "<td\(standing)>\(Self.escaped(text))</td>"
  }

  static func escaped(_ text: String) -> String {
    text.map { character in
      switch character {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      default: String(character)
      }
    }.joined()
  }

  // MARK: How it looks

  private static let style = """
    :root{color-scheme:light dark;--line:#8884;--text:light-dark(#1c1c1e,#eee);--back:light-dark(#fff,#161618);\
    --automatic:#2e8b57;--review:#c98a00;--blocked:#c0392b;--unknown:#7a7a85}
    body{font:15px/1.5 system-ui,sans-serif;margin:0 auto;max-width:76rem;padding:0 1.5rem 4rem;color:var(--text);background:var(--back)}
    header{display:flex;gap:1rem;align-items:center;justify-content:space-between;flex-wrap:wrap;position:sticky;top:0;background:var(--back);padding:.5rem 0}
    h1{font-size:1.35rem;margin:.3rem 0;overflow-wrap:anywhere}h2{font-size:1.1rem;margin:1.8rem 0 .4rem}
    input{font:inherit;padding:.35rem .7rem;border:1px solid var(--line);border-radius:.5rem;min-width:16rem;background:transparent;color:inherit}
    .wide{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .7rem .3rem 0;border-bottom:1px solid var(--line);vertical-align:top}td:last-child{overflow-wrap:anywhere}
    th{font-weight:600;white-space:nowrap}.empty{opacity:.7}.standing{font-weight:600;white-space:nowrap}
    td.automatic{color:var(--automatic)}td.review{color:var(--review)}td.blocked{color:var(--blocked)}td.unknown{color:var(--unknown)}
    rect.automatic,.key.automatic{fill:var(--automatic);background:var(--automatic)}rect.review,.key.review{fill:var(--review);background:var(--review)}
    rect.blocked,.key.blocked{fill:var(--blocked);background:var(--blocked)}rect.unknown,.key.unknown{fill:var(--unknown);background:var(--unknown)}
    figure{margin:1rem 0}svg{width:100%;max-width:48rem}svg text{font-size:13px;fill:var(--text)}.key{display:inline-block;width:.8em;height:.8em;margin:0 .35em 0 .9em}
    tr.hidden,section.hidden{display:none}
    @media print{header input{display:none}header{position:static}section{break-inside:avoid-page}body{max-width:none}}
    """

  private static let script = """
    document.getElementById('search').addEventListener('input',function(event){
      const wanted=event.target.value.toLowerCase();
      document.querySelectorAll('section').forEach(function(section){
        let shown=0;const rows=section.querySelectorAll('tbody tr');
        rows.forEach(function(row){
          const found=row.textContent.toLowerCase().includes(wanted);
          row.classList.toggle('hidden',!found);if(found)shown+=1;
        });
        section.classList.toggle('hidden',wanted!==''&&shown===0);
      });
    });
    """
}
