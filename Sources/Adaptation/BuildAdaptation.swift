// Moves what build files say of a library along with the code: packages, targets, libraries to link, images.

import Changes
import Projects
import RuleModel
import SourceModel

/// The changes of CMake files and makefiles for one run, and what is to be said of images.
struct BuildAdaptation {
  private(set) var reports: [FileReport] = []
  private(set) var notes: [PinNote] = []
  private let files: ProjectFiles

  /// - Parameter version: The release that a library moves to, for packages that pkg-config is asked for.
  init(files: ProjectFiles, libraries: [Library], words: [BuildWord], version: String?) {
    self.files = files
    if !words.isEmpty {
      for file in files.cmakeFiles { change(file) { CMakeWordsMove(words: words, version: version).move(in: $0) } }
      for file in files.makefiles {
        change(file) { BuildMove(edits: MakefileWordsMove(words: words).edits(in: $0)) }
      }
    }
    for library in libraries { noteImages(of: library) }
  }

  private mutating func change(_ file: String, _ read: (ContiguousArray<UInt8>) -> BuildMove) {
    guard let before = try? readFile(file) else { return }
    let move = read(before)
    let merged = MergedEdits(move.edits.map { EditGroup([$0]) }, into: before)
    guard merged.bytes != before else { return }
    notes += move.notes.map { note in
      PinNote(
        path: files.relative(file), line: before[..<note.offset].count { $0 == 0x0A } + 1, message: note.message)
    }
    reports.append(FileReport(path: files.relative(file)).rewritten(before, merged.bytes))
  }

  /// An image brings a release of its own, and its tag does not say which.
  private mutating func noteImages(of library: Library) {
    let names = library.distributions["docker"] ?? []
    guard !names.isEmpty else { return }
    for manifest in files.manifests.manifests where manifest.kind == .dockerfile {
      guard let bytes = try? readFile(manifest.file) else { continue }
      for (number, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
        let words = String(decoding: line, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard words.count > 1, words[0].lowercased() == "from",
          let image = words.dropFirst().first(where: { !$0.hasPrefix("--") })
        else { continue }
        let name = image.prefix { $0 != "@" }.split(separator: "/").map { $0.prefix { $0 != ":" } }.joined(
          separator: "/")
        guard names.contains(where: { name == $0 || name.hasSuffix("/\($0)") }) else { continue }
        notes.append(
          PinNote(
            path: files.relative(manifest.file), line: number + 1,
            message: "The image \(image) brings its own \(library.title); take one that fits."))
      }
    }
  }
}

/// What becomes of one build file.
struct BuildMove {
  var edits: [Edit] = []
  /// What else there is to do, and where.
  var notes: [(offset: Int, message: String)] = []
}

/// Words of CMake's commands that become others.
struct CMakeWordsMove {
  let words: [BuildWord]
  let version: String?

  private struct Word {
    var range: Range<Int>
    var text: String
  }

  func move(in bytes: ContiguousArray<UInt8>) -> BuildMove {
    var edits: [Edit] = []
    var notes: [(offset: Int, message: String)] = []
    var packages: [String] = []
    var place: Int?
    for (command, arguments) in Self.commands(in: bytes) {
      for (index, argument) in arguments.enumerated() {
        guard let (word, text) = replacement(of: argument.text, in: command) else { continue }
        let isDoubled =
          command != "find_package" && bytes[argument.range.lowerBound - 1] != UInt8(ascii: "\"")
          && arguments.indices.contains { $0 != index && arguments[$0].text == text }
        edits.append(isDoubled ? .taking(argument.range, outOf: bytes) : Edit(ByteRange(argument.range), text))
        if let why = word.why { notes.append((argument.range.lowerBound, why)) }
        if let package = word.package, !packages.contains(package) { packages.append(package) }
        guard command == "find_package", index == 0 else { continue }
        place = place ?? lineEnd(after: arguments.last?.range.upperBound ?? argument.range.upperBound, bytes)
        // The version is that of the package that is gone.
        if arguments.count > 1, arguments[1].text.first?.isNumber == true {
          edits.append(Edit(ByteRange(argument.range.upperBound..<arguments[1].range.upperBound), ""))
        }
      }
    }
    let present = Self.commands(in: bytes).filter { $0.name == "find_package" }.compactMap { $0.arguments.first?.text }
    let missing = packages.filter { !present.contains($0) }
    if let place, !missing.isEmpty {
      let text = missing.map { "find_package(\($0) REQUIRED)\n" }.joined()
      let isOpen = place > 0 && bytes[place - 1] != 0x0A
      edits.append(Edit(ByteRange(place..<place), (isOpen ? "\n" : "") + text))
    }
    return BuildMove(edits: edits, notes: notes)
  }

  private func replacement(of text: String, in command: String) -> (word: BuildWord, text: String)? {
    for word in words where word.command.isEmpty || word.command == command {
      if word.from == text { return (word, word.to) }
      // `opencv>=3.2`, as pkg-config is asked.
      guard command.hasPrefix("pkg_"), text.hasPrefix(word.from) else { continue }
      let rest = text.dropFirst(word.from.count)
      guard let first = rest.first, "<>=".contains(first) else { continue }
      let sign = rest.prefix { "<>=".contains($0) }
      return (word, word.to + (version.map { sign + $0 } ?? String(rest)))
    }
    return nil
  }

  private func lineEnd(after offset: Int, _ bytes: ContiguousArray<UInt8>) -> Int {
    bytes[offset...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
  }

  /// Commands with the words between their parentheses; comments are passed, quotes taken off.
  private static func commands(in bytes: ContiguousArray<UInt8>) -> [(name: String, arguments: [Word])] {
    var found: [(name: String, arguments: [Word])] = []
    var at = 0
    var depth = 0
    var name = ""
    while at < bytes.count {
      let start = at
      switch bytes[at] {
      case UInt8(ascii: "#"): while at < bytes.count, bytes[at] != 0x0A { at += 1 }
      case UInt8(ascii: "("):
        if depth == 0 { found.append((name.lowercased(), [])) }
        depth += 1
        at += 1
      case UInt8(ascii: ")"):
        depth = max(0, depth - 1)
        at += 1
      case UInt8(ascii: "\""):
        at += 1
        while at < bytes.count, bytes[at] != UInt8(ascii: "\"") { at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1 }
        at = min(at, bytes.count)
        if depth > 0 { found[found.count - 1].arguments.append(word(start + 1..<max(start + 1, at), bytes)) }
        at = min(at + 1, bytes.count)
      case 0x20, 0x09, 0x0A, 0x0D: at += 1
      default:
        while at < bytes.count, ![0x20, 0x09, 0x0A, 0x0D, 0x22, 0x23, 0x28, 0x29].contains(bytes[at]) { at += 1 }
        let word = word(start..<at, bytes)
        if depth > 0 { found[found.count - 1].arguments.append(word) } else { name = word.text }
      }
      precondition(at > start, "reading CMake goes on")
    }
    return found
  }

  private static func word(_ range: Range<Int>, _ bytes: ContiguousArray<UInt8>) -> Word {
    Word(range: range, text: String(decoding: bytes[range], as: UTF8.self))
  }
}

/// Words of makefiles that become others.
struct MakefileWordsMove {
  let words: [BuildWord]

  func edits(in bytes: ContiguousArray<UInt8>) -> [Edit] {
    var edits: [Edit] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      edits += self.edits(inLine: start..<end, bytes)
      start = end + 1
    }
    return edits
  }

  private func edits(inLine line: Range<Int>, _ bytes: ContiguousArray<UInt8>) -> [Edit] {
    let text = String(decoding: bytes[line], as: UTF8.self)
    let asks = text.contains("pkg-config") || text.contains("PKG_CONFIG")
    let all = words(inLine: line, bytes)
    return all.compactMap { place, word in
      let found = words.first { known in
        known.from == word
          && (known.command == "pkg-config"
            ? asks : known.command == "make" || (known.command.isEmpty && word.hasPrefix("-")))
      }
      guard let found else { return nil }
      // What is linked already is linked once.
      let isDoubled = found.to.hasPrefix("-l") && all.contains { $0.text == found.to }
      return isDoubled ? .taking(place, outOf: bytes) : Edit(ByteRange(place), found.to)
    }
  }

  private func words(
    inLine line: Range<Int>, _ bytes: ContiguousArray<UInt8>
  ) -> [(place: Range<Int>, text: String)] {
    var found: [(place: Range<Int>, text: String)] = []
    var at = line.lowerBound
    while at < line.upperBound, bytes[at] != UInt8(ascii: "#") {
      let start = at
      while at < line.upperBound, !Self.ends(bytes[at]) { at += 1 }
      if at == start { at += 1 } else { found.append((start..<at, String(decoding: bytes[start..<at], as: UTF8.self))) }
    }
    return found
  }

  private static func ends(_ byte: UInt8) -> Bool {
    [
      0x20, 0x09, 0x0D, UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "="), UInt8(ascii: "#"), UInt8(ascii: ";"),
      UInt8(ascii: "`"),
    ]
    .contains(byte)
  }
}

extension Edit {
  /// Takes a word out, and the blanks before it; those behind it where none stand before.
  fileprivate static func taking(_ word: Range<Int>, outOf bytes: ContiguousArray<UInt8>) -> Edit {
    func isBlank(_ offset: Int) -> Bool {
      bytes.indices.contains(offset) && (bytes[offset] == 0x20 || bytes[offset] == 0x09)
    }
    var (start, end) = (word.lowerBound, word.upperBound)
    while isBlank(start - 1) { start -= 1 }
    if start == word.lowerBound { while isBlank(end) { end += 1 } }
    return Edit(ByteRange(start..<end), "")
  }
}
