// Ignore files: single patterns against single paths, and whole random trees against git itself.

import Testing

@testable import Projects

/// Whether `path` (a folder if it ends in a slash) is ignored by one ignore file beside its first component.
private func expect(
  _ lines: String, ignores ignored: [String] = [], leaves left: [String] = [],
  _ location: SourceLocation = #_sourceLocation
) {
  let rules = IgnoreRules(ContiguousArray(lines.utf8))
  func verdict(_ path: String) -> Bool {
    let isFolder = path.hasSuffix("/")
    let bytes = ContiguousArray((isFolder ? String(path.dropLast()) : path).utf8)
    let nameStart = (bytes.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1
    return bytes.withUnsafeBufferPointer { rules.verdict($0, nameStart: nameStart, isFolder: isFolder) } ?? false
  }
  for path in ignored { #expect(verdict(path), "\(lines) should ignore \(path)", sourceLocation: location) }
  for path in left { #expect(!verdict(path), "\(lines) should leave \(path)", sourceLocation: location) }
}

@Suite struct IgnoreTests {
  @Test("A pattern without a slash is compared with the name in every folder")
  func names() {
    expect("a.py", ignores: ["a.py", "x/a.py", "a.py/"], leaves: ["ba.py", "a.pyi"])
    expect("*.pyc", ignores: ["a.pyc", "x/y/.pyc"], leaves: ["a.py", "a.pyc.txt"])
    expect("te?t[0-9].py", ignores: ["test1.py", "x/text2.py"], leaves: ["testx.py", "te/t1.py"])
  }

  @Test("A slash anchors a pattern to the folder of its file")
  func anchors() {
    expect("/a.py", ignores: ["a.py"], leaves: ["x/a.py"])
    expect("x/a.py", ignores: ["x/a.py"], leaves: ["y/x/a.py"])
    expect("x/*.py", ignores: ["x/a.py"], leaves: ["x/y/a.py"])
  }

  @Test("A slash at the end means folders only")
  func folders() {
    expect("build/", ignores: ["build/", "x/build/"], leaves: ["build", "x/build"])
    expect("/build/", ignores: ["build/"], leaves: ["x/build/"])
  }

  @Test("Two stars cross folders")
  func doubleStars() {
    expect("**/a.py", ignores: ["a.py", "x/a.py", "x/y/a.py"], leaves: ["ba.py"])
    expect("x/**", ignores: ["x/a", "x/y/z"], leaves: ["x/", "y/x/a"])
    expect("a/**/b", ignores: ["a/b", "a/x/b", "a/x/y/b"], leaves: ["a/xb", "b"])
  }

  @Test("The last pattern that matches decides")
  func negation() {
    expect("*.py\n!keep.py", ignores: ["a.py"], leaves: ["keep.py", "x/keep.py"])
    expect("!keep.py\n*.py", ignores: ["keep.py"])
  }

  @Test("Spaces at the end count only behind a backslash, and so do leading marks")
  func escapes() {
    expect("a.py   ", ignores: ["a.py"])
    expect("a\\ ", ignores: ["a "], leaves: ["a"])
    expect("\\#a\n\\!b", ignores: ["#a", "!b"], leaves: ["a", "b"])
    expect("# a comment\n\n   \n!", leaves: ["a", "# a comment", "   "])
    expect("\u{FEFF}a.py\r\nb.py\r\n", ignores: ["a.py", "b.py"])
  }

  @Test("Bracket expressions know ranges, classes and negation, and never match a slash")
  func brackets() {
    expect("[!a]x", ignores: ["bx"], leaves: ["ax"])
    expect("[[:digit:]]x", ignores: ["1x"], leaves: ["ax"])
    expect("[]]x", ignores: ["]x"], leaves: ["x"])
    expect("[a-", leaves: ["a", "-", "[a-"])
    expect("x[/]y", leaves: ["x/y"])
  }

  @Test("Many stars cost no exponential time")
  func stars() {
    let text = String(repeating: "a", count: 200)
    expect(String(repeating: "*a", count: 60) + "b", leaves: [text])
    expect(String(repeating: "**/", count: 40) + "b", leaves: [text + "/" + text])
  }

  @Test("Random trees come out as git lists them", arguments: 1...12)
  func randomTrees(seed: Int) throws {
    var random = Random(seed: UInt64(seed))
    let folder = try TemporaryFolder()
    try folder.git("init", "-q")
    let names = ["a", "b", "ab", "a.py", "b.py", "build", "x y", "foo"]
    for _ in 0..<120 {
      let depth = Int.random(in: 1...4, using: &random)
      let path = (0..<depth).map { _ in names.randomElement(using: &random) ?? "a" }.joined(separator: "/")
      // A path may ask for a folder where a file stands; the tree does without it then.
      try? folder.write(path, "")
    }
    for place in ["", "a/", "b/a/", "build/"] {
      let patterns = (0..<6).map { _ in Self.pattern(names, &random) }
      try? folder.write(place + ".gitignore", patterns.joined(separator: "\n"))
    }
    try folder.write(".git/info/exclude", Self.pattern(names, &random))
    for start in ["", "a", "b/a"] { try Self.expectAsGit(folder, start: start) }
  }

  private static func expectAsGit(_ folder: TemporaryFolder, start: String) throws {
    let root = start.isEmpty ? folder.path : folder.path + "/" + start
    guard pathKind(root) == .folder else { return }
    // A named folder is walked even where git ignores it, which git would not.
    if !start.isEmpty, try !folder.git("check-ignore", start).isEmpty { return }
    let listed = try folder.git("ls-files", "-o", "-z", "--exclude-standard", "--", start.isEmpty ? "." : start)
    let expected = listed.split(separator: "\0").map { folder.path + "/" + $0 }.sorted()
    let walk = SourceTree.walk(roots: [root])
    #expect(walk.entries.map(\.absolutePath).sorted() == expected)
    #expect(walk.problems.isEmpty)
  }

  private static func pattern(_ names: [String], _ random: inout Random) -> String {
    let pieces = names + ["*", "**", "?", "[ab]", "*.py", "a*", "[!a]*", "fo\\o", "a**", "b*/"]
    let count = Int.random(in: 1...3, using: &random)
    var text = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "a" }.joined(separator: "/")
    if Int.random(in: 0..<4, using: &random) == 0 { text = "!" + text }
    if Int.random(in: 0..<4, using: &random) == 0 { text = text.hasPrefix("!") ? "!/" + text.dropFirst() : "/" + text }
    if Int.random(in: 0..<4, using: &random) == 0 { text += "/" }
    return Int.random(in: 0..<6, using: &random) == 0 ? text + "  " : text
  }
}

/// A generator that gives the same numbers for the same seed.
struct Random: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
