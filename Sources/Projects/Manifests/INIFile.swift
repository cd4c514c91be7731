// Reads setup.cfg and tox.ini: the keys of setuptools and of tox that hold requirements.

extension ManifestReader {
  /// A section header, a key with its value, and values that go on in indented lines.
  mutating func readINI() {
    var section = ""
    var key = ""
    forEachLine { range in
      let start = skippingBlanks(bytes, range.lowerBound, range.upperBound)
      guard start < range.upperBound, bytes[start] != UInt8(ascii: "#"), bytes[start] != UInt8(ascii: ";") else {
        return
      }
      let line = start..<range.upperBound
      if start > range.lowerBound {
        readINIValue(line, section, key, isInline: false)
      } else if bytes[start] == UInt8(ascii: "[") {
        section = text(line).split { $0 == "[" || $0 == "]" }.first.map(trimmedText) ?? ""
        key = ""
      } else if let separator = bytes[line].firstIndex(where: { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") }) {
        key = text(start..<trimmingBlanks(bytes, start, separator))
        let valueStart = skippingBlanks(bytes, separator + 1, line.upperBound)
        if valueStart < line.upperBound { readINIValue(valueStart..<line.upperBound, section, key, isInline: true) }
      }
    }
  }

  /// Each line without its end and the blanks before it.
  private func forEachLine(_ body: (Range<Int>) -> Void) {
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < bytes.count {
      var end = start
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      var last = end
      while last > start, isBlank(bytes[last - 1]) || isLineEnd(bytes[last - 1]) { last -= 1 }
      body(start..<last)
      start = end + 1
    }
  }

  private mutating func readINIValue(_ range: Range<Int>, _ section: String, _ key: String, isInline: Bool) {
    if manifest.kind == .toxIni || section.hasPrefix("testenv") { return readToxValue(range, section, key) }
    guard let role = setuptoolsRole(section, key) else { return }
    let place = place(role: role, section: section + "." + key)
    if key == "python_requires" { return add(name: "python", versions: range, .python, place) }
    guard isInline else { return add(range, place) }
    // setuptools splits a value of one line at semicolons, so it holds no markers.
    var start = range.lowerBound
    while start < range.upperBound {
      let end = bytes[start..<range.upperBound].firstIndex(of: UInt8(ascii: ";")) ?? range.upperBound
      let first = skippingBlanks(bytes, start, end)
      if first < end { add(first..<trimmingBlanks(bytes, first, end), place) }
      start = end + 1
    }
  }

  private func setuptoolsRole(_ section: String, _ key: String) -> Pin.Role? {
    switch (section, key) {
    case ("options", "install_requires"): .runtime
    case ("options", "setup_requires"): .build
    case ("options", "tests_require"): .development
    case ("options", "python_requires"): .interpreter
    case ("options.extras_require", _): .optional
    default: nil
    }
  }

  /// `deps =` of a test environment: requirements, each after the factors it is for, and options of pip.
  private mutating func readToxValue(_ range: Range<Int>, _ section: String, _ key: String) {
    guard section.hasPrefix("testenv"), key == "deps" else { return }
    var start = range.lowerBound
    if let colon = bytes[range].firstIndex(of: UInt8(ascii: ":")), colon + 1 < range.upperBound,
      isBlank(bytes[colon + 1])
    {
      start = skippingBlanks(bytes, colon + 1, range.upperBound)
    }
    let words = text(start..<range.upperBound)
    if words.hasPrefix("-r") || words.hasPrefix("-c") {
      let path = trimmedText(words.dropFirst(2))
      manifest.includes.append(
        Manifest.Include(path: path, isConstraints: words.hasPrefix("-c"), line: line(start)))
    } else if !words.hasPrefix("{") && !words.hasPrefix("-") && !words.hasPrefix(".") {
      add(start..<range.upperBound, place(role: .development, section: section + ".deps"))
    }
  }
}
