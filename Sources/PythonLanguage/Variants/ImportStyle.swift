// The ways to import an API, and how it is spelled after each.

import Semantics

/// One way to import an API.
struct ImportStyle {
  var title: String
  var lines: [String]
  /// What stands for the API after it.
  var spelling: String
  /// Comments in the lines that must survive.
  var comments: [String] = []

  /// The name that the import binds.
  var first: String { String(spelling.prefix { $0 != "." }) }

  /// All ways, the most common first. `name` begins with `module`, and is longer.
  static func all(of name: String, in module: String, isStarExported: Bool) -> [ImportStyle] {
    let tail = String(name.dropFirst(module.count + 1))
    var styles = modules(module, tail)
    styles.insert(contentsOf: names(module, tail), at: 1)
    if isStarExported, !tail.contains(".") {
      styles.append(ImportStyle(title: "star import", lines: ["from \(module) import *"], spelling: tail))
    }
    return styles
  }

  private static func modules(_ module: String, _ tail: String) -> [ImportStyle] {
    var styles = [
      ImportStyle(title: "import as", lines: ["import \(module) as short"], spelling: "short.\(tail)"),
      ImportStyle(title: "import", lines: ["import \(module)"], spelling: "\(module).\(tail)"),
    ]
    guard let dot = module.lastIndex(of: ".") else { return styles }
    let (parent, last) = (module[..<dot], module[module.index(after: dot)...])
    let root = module.prefix { $0 != "." }
    let inRoot = module.dropFirst(root.count + 1)
    styles += [
      ImportStyle(title: "import of the root", lines: ["import \(root)"], spelling: "\(module).\(tail)"),
      ImportStyle(
        title: "import of the root as", lines: ["import \(root) as short"], spelling: "short.\(inRoot).\(tail)"),
      ImportStyle(
        title: "from import of the module", lines: ["from \(parent) import \(last)"], spelling: "\(last).\(tail)"),
      ImportStyle(
        title: "from import of the module as", lines: ["from \(parent) import \(last) as part"],
        spelling: "part.\(tail)"),
    ]
    return styles
  }

  private static func names(_ module: String, _ tail: String) -> [ImportStyle] {
    let head = tail.prefix { $0 != "." }
    let rest = tail.dropFirst(head.count)
    return [
      ImportStyle(title: "from import", lines: ["from \(module) import \(head)"], spelling: tail),
      ImportStyle(title: "from import as", lines: ["from \(module) import \(head) as other"], spelling: "other\(rest)"),
      ImportStyle(
        title: "import in parentheses",
        lines: [
          "from \(module) import (", "    neighbour,  # the neighbour stays", "    \(head),", ")", "neighbour()",
        ],
        spelling: tail, comments: ["# the neighbour stays"]),
      ImportStyle(
        title: "from import of two", lines: ["from \(module) import \(head), neighbour", "neighbour()"],
        spelling: tail),
    ]
  }
}
