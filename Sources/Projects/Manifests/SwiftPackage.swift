// Reads the requirements of a Package.swift: `.package(url: "…/name", from: "1.0.0")`.

/// A call of `.package`, told by its words: no Swift is run and none is parsed.
extension ManifestReader {
  mutating func readSwiftPackage() {
    var at = 0
    while let start = find(".package", from: at) {
      at = start + 8
      guard let open = skipBlanks(at), bytes[open] == UInt8(ascii: "(") else { continue }
      at = readPackage(from: open + 1)
    }
  }

  /// Reads the arguments behind an opened parenthesis; where they end.
  private mutating func readPackage(from start: Int) -> Int {
    var depth = 1
    var at = start
    var name: String?
    var versions: [Range<Int>] = []
    var words: Set<String> = []
    while at < bytes.count, depth > 0 {
      let before = at
      switch bytes[at] {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      case UInt8(ascii: "\""):
        guard let end = endOfString(at) else { return bytes.count }
        take(at + 1..<end, name: &name, versions: &versions)
        at = end
      case UInt8(ascii: "/") where isComment(at):
        while at < bytes.count, bytes[at] != 0x0A { at += 1 }
        continue
      default:
        while at < bytes.count, isWordByte(bytes[at]) { at += 1 }
        if at > before {
          words.insert(text(before..<at))
          continue
        }
      }
      at += 1
    }
    if let name { add(package: name, versions, words, at: start) }
    return at
  }

  /// A string is an address or a name, or a version.
  private func take(_ range: Range<Int>, name: inout String?, versions: inout [Range<Int>]) {
    let content = text(range)
    if name != nil, Version(content, scheme: .semantic) != nil, content.first?.isNumber == true {
      versions.append(range)
    } else if name == nil || content.contains("://") {
      name = Self.packageName(content)
    }
  }

  /// The last part of an address, as the package manager identifies a package.
  private static func packageName(_ address: String) -> String {
    let last = address.split(separator: "/").last.map(String.init) ?? address
    return last.hasSuffix(".git") ? String(last.dropLast(4)) : last
  }

  private mutating func add(package name: String, _ versions: [Range<Int>], _ words: Set<String>, at offset: Int) {
    guard versions.count == 1 else {
      if versions.count > 1 || words.contains("branch") || words.contains("revision") {
        note(offset, "`\(name)` is required by a range, a branch or a revision; move it by hand.")
      }
      return
    }
    add(name: name, versions: versions[0], .poetry, place(.swiftpm, section: "dependencies"))
  }

  // MARK: Bytes

  private func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A, 0x80...0xFF: true
    default: false
    }
  }

  private func find(_ word: String, from start: Int) -> Int? {
    let wanted = Array(word.utf8)
    var at = start
    while at + wanted.count < bytes.count {
      if bytes[at] == UInt8(ascii: "/"), isComment(at) {
        while at < bytes.count, bytes[at] != 0x0A { at += 1 }
      } else if bytes[at] == wanted[0], bytes[at..<(at + wanted.count)].elementsEqual(wanted),
        !isWordByte(bytes[at + wanted.count])
      {
        return at
      }
      at += 1
    }
    return nil
  }

  private func isComment(_ at: Int) -> Bool {
    at + 1 < bytes.count && bytes[at] == UInt8(ascii: "/") && bytes[at + 1] == UInt8(ascii: "/")
  }

  private func skipBlanks(_ start: Int) -> Int? {
    var at = start
    while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x0A || bytes[at] == 0x0D || bytes[at] == 0x09 { at += 1 }
    return at < bytes.count ? at : nil
  }

  private func endOfString(_ start: Int) -> Int? {
    var at = start + 1
    while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
      if bytes[at] == 0x0A { return nil }
      at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
    }
    return at < bytes.count ? at : nil
  }
}
