// Reads the string literals that setup.py and noxfile.py hand to the calls which take requirements.
//
// No Python is run and none is parsed: names, brackets and plain strings are enough to find a list of literals. What
// is computed is noted and left alone.

/// A name, a bracket or a string of a Python file.
private struct PythonToken {
  enum Kind { case name, mark, string, otherString }
  var kind: Kind
  /// Of a string, what stands between the quotes.
  var range: Range<Int>
  /// How many brackets are open around it.
  var depth: Int
}

extension ManifestReader {
  mutating func readPythonCalls() {
    let tokens = pythonTokens()
    for index in tokens.indices where tokens[index].kind == .name && isMark("(", tokens, index + 1) {
      switch text(tokens[index].range) {
      case "install" where manifest.kind == .noxfile && isMark(".", tokens, index - 1):
        readSessionInstall(tokens, index + 2)
      // The arguments are often gathered in a dictionary first.
      case "setup" where manifest.kind == .setupPy, "dict" where manifest.kind == .setupPy:
        readSetupCall(tokens, index + 2)
      default: break
      }
    }
    if manifest.kind == .setupPy { readSetupDictionaries(tokens) }
  }

  /// Reads `{"install_requires": [...]}`, which many hand to `setup(**configuration)`.
  private mutating func readSetupDictionaries(_ tokens: [PythonToken]) {
    for index in tokens.indices where tokens[index].kind == .string && isMark(":", tokens, index + 1) {
      let name = text(tokens[index].range)
      if let role = setupArgument(name) { readSetupArgument(tokens, index + 2, place(role: role, section: name)) }
    }
  }

  /// Reads the arguments of the call whose first token is at `start`.
  private mutating func readSetupCall(_ tokens: [PythonToken], _ start: Int) {
    let depth = tokens[start - 1].depth + 1
    var index = start
    while index < tokens.count, tokens[index].depth >= depth {
      let token = tokens[index]
      if token.kind == .name, token.depth == depth, isMark("=", tokens, index + 1) {
        let name = text(token.range)
        if let role = setupArgument(name) { readSetupArgument(tokens, index + 2, place(role: role, section: name)) }
      }
      index += 1
    }
  }

  private func setupArgument(_ name: String) -> Pin.Role? {
    switch name {
    case "install_requires": .runtime
    case "setup_requires": .build
    case "tests_require": .development
    case "extras_require": .optional
    case "python_requires": .interpreter
    default: nil
    }
  }

  private mutating func readSetupArgument(_ tokens: [PythonToken], _ start: Int, _ place: PinPlace) {
    guard start < tokens.count else { return }
    let first = tokens[start]
    if place.role == .interpreter {
      if first.kind == .string { add(name: "python", versions: first.range, .python, place) }
    } else if isOpening(first) {
      addLiterals(tokens, start, place)
    } else if first.kind == .string, !isString(tokens, start + 1) {
      // setuptools takes one requirement as a string of its own.
      add(first.range, place)
    } else if first.kind == .name, let list = assignedList(text(first.range), tokens) {
      addLiterals(tokens, list, place)
    } else {
      note(first.range.lowerBound, "What \(place.section) holds is computed; its requirements are not read.")
    }
  }

  /// The opening bracket of `name = [` at the top of the file.
  private func assignedList(_ name: String, _ tokens: [PythonToken]) -> Int? {
    assignedValue(name, tokens) { isOpening($0) }
  }

  /// The first token of what is assigned to `name` at the top of the file, with an annotation or without, where it is
  /// as wanted.
  private func assignedValue(
    _ name: String, _ tokens: [PythonToken], where isWanted: (PythonToken) -> Bool
  ) -> Int? {
    for index in tokens.indices where tokens[index].kind == .name && tokens[index].depth == 0 {
      guard text(tokens[index].range) == name else { continue }
      var sign = index + 1
      if isMark(":", tokens, sign) {
        let line = line(tokens[index].range.lowerBound)
        while sign < tokens.count, line == self.line(tokens[sign].range.lowerBound),
          tokens[sign].depth > 0 || !isMark("=", tokens, sign)
        {
          sign += 1
        }
      }
      if isMark("=", tokens, sign), sign + 1 < tokens.count, isWanted(tokens[sign + 1]) { return sign + 1 }
    }
    return nil
  }

  /// A string that a list holds by the name it was given at the top of the file.
  private func namedString(_ tokens: [PythonToken], _ index: Int) -> PythonToken? {
    let ends = [",", "]", ")"]
    guard tokens[index].kind == .name, ends.contains(where: { isMark($0, tokens, index + 1) }),
      let value = assignedValue(text(tokens[index].range), tokens, where: { $0.kind == .string }),
      !isString(tokens, value + 1)
    else { return nil }
    return tokens[value]
  }

  /// Adds the strings up to the bracket that closes the one at `start`; keys of dictionaries are no requirements.
  private mutating func addLiterals(_ tokens: [PythonToken], _ start: Int, _ place: PinPlace) {
    var index = start + 1
    while index < tokens.count, tokens[index].depth > tokens[start].depth {
      let token = tokens[index]
      if token.kind == .string, !isMark(":", tokens, index + 1), !isString(tokens, index - 1),
        !isString(tokens, index + 1)
      {
        add(token.range, place)
      } else if let named = namedString(tokens, index) {
        add(named.range, place)
      } else if token.kind == .otherString {
        note(token.range.lowerBound, "This string is computed or has escapes; it is left alone.")
      }
      index += 1
    }
  }

  private mutating func readSessionInstall(_ tokens: [PythonToken], _ start: Int) {
    var index = start
    while index < tokens.count, tokens[index].depth >= tokens[start - 1].depth + 1 {
      let token = tokens[index]
      let words = text(token.range)
      if token.kind == .string, !words.hasPrefix("-"), !words.hasPrefix("."), !isString(tokens, index + 1) {
        add(token.range, place(role: .development, section: "session.install"))
      }
      index += 1
    }
  }

  private func isMark(_ mark: String, _ tokens: [PythonToken], _ index: Int) -> Bool {
    tokens.indices.contains(index) && tokens[index].kind == .mark && text(tokens[index].range) == mark
  }

  private func isString(_ tokens: [PythonToken], _ index: Int) -> Bool {
    tokens.indices.contains(index) && (tokens[index].kind == .string || tokens[index].kind == .otherString)
  }

  private func isOpening(_ token: PythonToken) -> Bool {
    guard token.kind == .mark else { return false }
    return "([{".utf8.contains(bytes[token.range.lowerBound])
  }

  // MARK: Tokens

  private func pythonTokens() -> [PythonToken] {
    var tokens: [PythonToken] = []
    var at = 0
    var depth = 0
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "#") {
        while at < bytes.count, !isLineEnd(bytes[at]) { at += 1 }
      } else if isNameStart(byte) {
        let start = at
        while at < bytes.count, isNameStart(bytes[at]) || isAlphanumeric(bytes[at]) { at += 1 }
        let isPrefix =
          at < bytes.count && (bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "'")) && at - start <= 2
        if isPrefix {
          tokens.append(stringToken(&at, depth, isPlain: false))
        } else {
          tokens.append(PythonToken(kind: .name, range: start..<at, depth: depth))
        }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        tokens.append(stringToken(&at, depth, isPlain: true))
      } else {
        if ")]}".utf8.contains(byte) { depth -= 1 }
        if "()[]{}=:.,".utf8.contains(byte) {
          tokens.append(PythonToken(kind: .mark, range: at..<at + 1, depth: depth))
        }
        if "([{".utf8.contains(byte) { depth += 1 }
        at += 1
      }
    }
    return tokens
  }

  private func stringToken(_ at: inout Int, _ depth: Int, isPlain: Bool) -> PythonToken {
    let quote = bytes[at]
    let isTriple = bytes[at...].starts(with: [quote, quote, quote])
    let width = isTriple ? 3 : 1
    at += width
    let start = at
    var hasEscape = false
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "\\") {
        hasEscape = true
        at = min(at + 2, bytes.count)
        continue
      }
      let isClosing = bytes[at] == quote && (!isTriple || bytes[at...].starts(with: [quote, quote, quote]))
      if isClosing || (!isTriple && isLineEnd(bytes[at])) { break }
      at += 1
    }
    let range = start..<at
    at = min(at + width, bytes.count)
    return PythonToken(kind: isPlain && !hasEscape && !isTriple ? .string : .otherString, range: range, depth: depth)
  }

  private func isNameStart(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte >= 0x80 || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
