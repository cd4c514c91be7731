// What code must not say.

import Testing

@Suite("Words")
struct WordTests {
  @Test(
    "no code calls what the house does without",
    arguments: [
      "String(format:", "DateFormatter", "FoundationNetworking", "URLSession", "NSRegularExpression", "fatalError(",
      "assertionFailure(", "@unchecked Sendable", "nonisolated(unsafe)",
    ])
  func forbidden(word: String) throws {
    let allowed = Self.reasons[word] ?? []
    for file in try House.swiftFiles() where file.isSource && !allowed.contains(file.path) {
      for (number, line) in file.code.enumerated() {
        #expect(!line.contains(word), "\(file.path):\(number + 1)")
      }
    }
  }

  /// The files that need one of them, for a reason their comments give.
  static let reasons: [String: Set<String>] = [
    // Handles of a C library that may be used on any thread; Swift cannot know it of a pointer.
    "nonisolated(unsafe)": ["Sources/Inference/InferenceLibrary.swift", "Sources/Inference/InferenceSession.swift"]
  ]

  @Test("nothing is forced: no `!` after a value, no `try!`, no `as!`")
  func force() throws {
    for file in try House.swiftFiles() where file.isSource {
      for (number, line) in file.code.enumerated() {
        #expect(!isForced(line), "\(file.path):\(number + 1): \(file.lines[number])")
      }
    }
  }

  @Test(
    "forcing is told from negation",
    arguments: [
      ("let a = b!", true), ("f(b!.c)", true), ("try! f()", true), ("x as! Int", true), ("var a: Int!", true),
      ("if !a && b != c { f(!d) }", false), ("a[0]! = 1", true), ("f()!", true), ("a !== b", false),
    ])
  func forcing(line: String, expected: Bool) {
    #expect(isForced(Substring(line)) == expected)
  }

  private func isForced(_ line: Substring) -> Bool {
    let bytes = Array(line.utf8)
    return bytes.indices.dropFirst().contains { index in
      guard bytes[index] == UInt8(ascii: "!") else { return false }
      let before = Character(UnicodeScalar(bytes[index - 1]))
      let after = index + 1 < bytes.count ? bytes[index + 1] : 0
      return (before.isLetter || before.isNumber || ")]}_?\"".contains(before)) && after != UInt8(ascii: "=")
    }
  }

  @Test("nothing is left to be done, and no test is left out")
  func unfinished() throws {
    let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X:", ".dis" + "abled(", "#if " + "false", "with" + "KnownIssue"]
    for file in try House.swiftFiles() {
      for (number, line) in file.lines.enumerated() {
        for mark in marks { #expect(!line.contains(mark), "\(file.path):\(number + 1)") }
      }
    }
  }

  @Test("no file names a folder of one machine")
  func machinePaths() throws {
    let places = ["/ro" + "ot/", "/wo" + "rk/", "/ho" + "me/", "/Us" + "ers/"]
    let texts =
      try ["Sources", "Tests", "Docs", ".ci", ".github"].flatMap(House.files(in:)) + ["README.md", "Makefile"]
    for path in texts {
      let text = try House.text(path)
      for place in places { #expect(!text.contains(place), "\(path) names \(place)") }
      if path.hasPrefix("Sources/") {
        #expect(!text.contains("/tm" + "p/"), "\(path) names the folder of scratch files")
      }
    }
  }

  @Test("only Changes writes files of the user's; Adaptation keeps its cache")
  func writers() throws {
    // A surface, a converted model and what serves it are written where a person says, and are no sources of theirs.
    let folders = [
      "Sources/Changes/", "Sources/Adaptation/Cache/", "Sources/CommandLine/Rules/RulesSurfaceCommand.swift",
      "Sources/CommandLine/OutputFile.swift", "Sources/CommandLine/OutputFolder.swift",
      "Sources/CommandLine/FolderTwin.swift",
    ]
    for file in try House.swiftFiles() where file.isSource && !folders.contains(where: file.path.hasPrefix) {
      for (number, line) in file.code.enumerated() {
        for word in ["O_CREAT", "O_TRUNC", "O_RDWR", "O_APPEND", "fopen(", " unlink(", " rmdir("] {
          #expect(!line.contains(word), "\(file.path):\(number + 1)")
        }
      }
    }
  }

  @Test("only doors and the programs that tests run print or exit")
  func printers() throws {
    let rooms = Manifest(text: try House.text("Package.swift")).rooms.filter { $0.kind == .room }.map(\.name)
    for file in try House.swiftFiles() where file.isSource && rooms.contains(file.target ?? "") {
      for (number, line) in file.code.enumerated() {
        let words = line.split { !$0.isLetter && $0 != "(" && $0 != "." && $0 != "_" }
        let isOutput = words.contains { $0.hasPrefix("print(") || $0.hasPrefix("exit(") || $0.hasPrefix("debugPrint(") }
        #expect(!isOutput, "\(file.path):\(number + 1): \(line)")
      }
    }
  }

  @Test("code is told from comments and strings")
  func codeAlone() {
    let text =
      ##"let a = "x\(f("y") + b!)z" // c"## + "\n" + ##"/* d /* e */ f */ let g = #"h"i"# + """"## + "\nj\n\"\"\""
    let expected =
      ##"let a = "   f(" ") + b!) "     "## + "\n" + ##"                  let g = #"   "# + """"## + "\n \n\"\"\""
    #expect(SwiftText.codeAlone(text) == expected)
  }
}
