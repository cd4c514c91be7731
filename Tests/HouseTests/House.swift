// The house as the tests read it: its files, its manifest, nothing of its code.

import Foundation

/// The folder the tests stand in, read as text.
enum House {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized

  /// What stands at the top level, whatever it is.
  static func topLevel() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.path(percentEncoded: false)).sorted()
  }

  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    let full = root.appending(path: path).path(percentEncoded: false)
    return FileManager.default.fileExists(atPath: full, isDirectory: &isFolder) && isFolder.boolValue
  }

  /// The folders directly in `path`, sorted.
  static func folders(in path: String) throws -> [String] {
    let names = try FileManager.default.contentsOfDirectory(
      atPath: root.appending(path: path).path(percentEncoded: false))
    return names.filter { isFolder("\(path)/\($0)") }.sorted()
  }

  /// The files below `path`, by their paths from the root, sorted; what tools leave behind aside.
  static func files(in path: String) throws -> [String] {
    let folder = root.appending(path: path).path(percentEncoded: false)
    let leftovers: Set = ["__pycache__", ".pytest_cache", ".godwit", ".build"]
    return try FileManager.default.subpathsOfDirectory(atPath: folder)
      .filter { !$0.split(separator: "/").contains { leftovers.contains(String($0)) } }
      .map { "\(path)/\($0)" }
      .filter { !isFolder($0) }
      .sorted()
  }

  static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
  }

  /// Every Swift file of the house, the manifest included.
  static func swiftFiles() throws -> [SwiftFile] { try files.get() }

  /// Read once: most tests walk all of them.
  private static let files = Result {
    try (["Package.swift"] + files(in: "Sources") + files(in: "Tests"))
      .filter { $0.hasSuffix(".swift") }
      .map { SwiftFile(path: $0, text: try text($0)) }
  }
}

/// One Swift file: as written, and with nothing but its code.
struct SwiftFile: Sendable {
  let path: String
  let text: String
  let lines: [Substring]
  /// The lines with the insides of comments and strings blanked out.
  let code: [Substring]

  init(path: String, text: String) {
    self.path = path
    self.text = text
    lines = Self.lines(of: text)
    code = Self.lines(of: SwiftText.codeAlone(text))
  }

  private static func lines(of text: String) -> [Substring] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  /// The room a file of `Sources` belongs to, or the test target a file of `Tests` belongs to.
  var target: String? {
    let parts = path.split(separator: "/")
    return parts.count > 2 ? String(parts[1]) : nil
  }

  var isSource: Bool { path.hasPrefix("Sources/") }

  /// The modules it imports, with the lines they stand on.
  var imports: [(module: String, line: Int)] {
    code.enumerated().compactMap { number, line in
      let words = line.split(separator: " ")
      guard let at = words.firstIndex(of: "import"), at + 1 < words.count else { return nil }
      let modifiers: Set<Substring> = ["package", "public", "internal", "private", "fileprivate"]
      guard words[..<at].allSatisfy({ modifiers.contains($0) || $0.hasPrefix("@") }) else { return nil }
      return (String(words[at + 1].prefix { $0 != "." }), number + 1)
    }
  }
}
