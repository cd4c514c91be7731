// Reads compile_commands.json: which arguments each file is compiled with.

/// A JSON compilation database, as far as a parser of sources needs it.
struct CompileDatabase {
  /// By the file's absolute path.
  private(set) var arguments: [String: [String]] = [:]

  /// Nil for text that is no such database.
  init?(_ file: CompileFlags.File) {
    var reader = JSONText(file.bytes)
    guard case .list(let entries)? = reader.readValue() else { return nil }
    for case .object(let entry) in entries {
      guard case .text(let directory)? = entry["directory"], case .text(let path)? = entry["file"] else { continue }
      var words: [String] = []
      if case .list(let list)? = entry["arguments"] {
        words = list.compactMap { if case .text(let text) = $0 { text } else { nil } }
      } else if case .text(let command)? = entry["command"] {
        words = Self.words(of: command)
      }
      let absolute = Self.normalised(path, in: directory)
      arguments[absolute] = Self.kept(Array(words.dropFirst()), in: directory)
    }
  }

  /// Include folders and definitions that any file has, for headers and files that the database does not know.
  var common: [String] {
    var seen: Set<String> = []
    var result: [String] = []
    for words in arguments.sorted(by: { $0.key < $1.key }).map(\.value) {
      var index = 0
      while index < words.count {
        let word = words[index]
        index += 1
        if word == "-isystem", index < words.count {
          if seen.insert(words[index]).inserted { result += [word, words[index]] }
          index += 1
        } else if word.hasPrefix("-I"), seen.insert(word).inserted {
          result.append(word)
        }
      }
    }
    return result
  }

  var standard: String? {
    arguments.sorted { $0.key < $1.key }.lazy.flatMap(\.value).first { $0.hasPrefix("-std=") }
      .map { String($0.dropFirst(5)) }
  }

  /// What matters to a parser: include folders, definitions, the standard; paths made absolute.
  private static func kept(_ words: [String], in directory: String) -> [String] {
    var result: [String] = []
    var index = 0
    while index < words.count {
      let word = words[index]
      index += 1
      switch word {
      case "-I", "-isystem", "-iquote", "-D", "-U", "-include":
        guard index < words.count else { return result }
        let value = words[index]
        index += 1
        let isPath = word != "-D" && word != "-U"
        result +=
          word == "-isystem" || word == "-iquote" || word == "-include"
          ? [word, normalised(value, in: directory)] : [word + (isPath ? normalised(value, in: directory) : value)]
      case _ where word.hasPrefix("-I"): result.append("-I" + normalised(String(word.dropFirst(2)), in: directory))
      case _ where word.hasPrefix("-isystem"):
        result += ["-isystem", normalised(String(word.dropFirst(8)), in: directory)]
      case _ where word.hasPrefix("-D") || word.hasPrefix("-U") || word.hasPrefix("-std="): result.append(word)
      default: break
      }
    }
    return result
  }

  /// An absolute path without `.` and `..`.
  static func normalised(_ path: String, in directory: String) -> String {
    var parts: [Substring] = []
    for part in (path.hasPrefix("/") ? path : "\(directory)/\(path)").split(separator: "/") where part != "." {
      if part == "..", !parts.isEmpty { parts.removeLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// A shell's words: quotes and backslashes taken off.
  static func words(of command: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isOpen = false
    var quote: Character?
    var isEscaped = false
    for character in command {
      if isEscaped {
        word.append(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        isEscaped = true
        isOpen = true
      } else if let current = quote {
        if character == current { quote = nil } else { word.append(character) }
      } else if character == "\"" || character == "'" {
        quote = character
        isOpen = true
      } else if character == " " || character == "\t" || character == "\n" {
        if isOpen || !word.isEmpty { words.append(word) }
        word = ""
        isOpen = false
      } else {
        word.append(character)
      }
    }
    if isOpen || !word.isEmpty { words.append(word) }
    return words
  }
}

/// Reads the JSON that build systems write.
struct JSONText {
  enum Value: Hashable {
    case text(String)
    case list([Value])
    case object([String: Value])
    case other
  }
  private let bytes: ContiguousArray<UInt8>
  private var at = 0
  private var depth = 0

  init(_ bytes: ContiguousArray<UInt8>) { self.bytes = bytes }

  private mutating func next() -> UInt8? {
    while at < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
    return at < bytes.count ? bytes[at] : nil
  }

  /// Nil for anything malformed.
  mutating func readValue() -> Value? {
    depth += 1
    defer { depth -= 1 }
    guard depth < 32, let byte = next() else { return nil }
    switch byte {
    case UInt8(ascii: "\""): return readText().map { .text($0) }
    case UInt8(ascii: "["): return readList()
    case UInt8(ascii: "{"): return readObject()
    default:
      let start = at
      while at < bytes.count,
        CxxLexer.isLetter(bytes[at]) || CxxLexer.isDigit(bytes[at]) || "+-.".utf8.contains(bytes[at])
      {
        at += 1
      }
      return at > start ? .other : nil
    }
  }

  private mutating func readList() -> Value? {
    at += 1
    var values: [Value] = []
    while let byte = next() {
      if byte == UInt8(ascii: "]") {
        at += 1
        return .list(values)
      }
      if byte == UInt8(ascii: ",") {
        at += 1
        continue
      }
      guard let value = readValue() else { return nil }
      values.append(value)
    }
    return nil
  }

  private mutating func readObject() -> Value? {
    at += 1
    var values: [String: Value] = [:]
    while let byte = next() {
      if byte == UInt8(ascii: "}") {
        at += 1
        return .object(values)
      }
      if byte == UInt8(ascii: ",") {
        at += 1
        continue
      }
      guard byte == UInt8(ascii: "\""), let key = readText(), next() == UInt8(ascii: ":") else { return nil }
      at += 1
      guard let value = readValue() else { return nil }
      values[key] = value
    }
    return nil
  }

  private mutating func readText() -> String? {
    at += 1
    var text: [UInt8] = []
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard at < bytes.count else { return nil }
        text += escape()
      default: text.append(byte)
      }
    }
    return nil
  }

  private mutating func escape() -> [UInt8] {
    let byte = bytes[at]
    at += 1
    switch byte {
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "u"):
      let digits = bytes[at..<min(at + 4, bytes.count)]
      at += digits.count
      let scalar = UInt32(String(decoding: digits, as: UTF8.self), radix: 16).flatMap(UnicodeScalar.init)
      return Array(String(Character(scalar ?? "\u{FFFD}")).utf8)
    default: return [byte]
    }
  }
}
