// Reads the `pip install` and `conda install` commands of a Dockerfile.

/// A word of a shell command.
private struct ShellWord {
  var text: String
  /// What stands between the quotes where all of it is quoted, else the word.
  var range: Range<Int>
  var isQuoted: Bool
  /// Whether the text is the bytes of the range: no expansion, no escape, no quotes inside.
  var isVerbatim: Bool
}

extension ManifestReader {
  /// Reads every `RUN`, continued lines, comments between them and here-documents included.
  mutating func readDockerfile() {
    var at = 0
    while at < bytes.count {
      let end = instructionEnd(at)
      let start = skippingBlanks(bytes, at, end)
      let word = bytes[start..<end].prefix { !isBlank($0) && !isLineEnd($0) }
      if String(decoding: word, as: UTF8.self).lowercased() == "run" {
        readRun(word.endIndex..<hereDocumentEnd(start, end))
      }
      at = max(hereDocumentEnd(start, end), end) + 1
    }
  }

  /// The end of the line that is not continued; a comment or a blank line in between does not end an instruction.
  private func instructionEnd(_ start: Int) -> Int {
    var at = start
    var isContinued = false
    while at < bytes.count {
      let end = lineEnd(at)
      let first = skippingBlanks(bytes, at, end)
      let isComment = first < end && bytes[first] == UInt8(ascii: "#")
      let last = trimmingLine(at, end)
      if isComment || last == at {
        if !isContinued { return end }
      } else {
        isContinued = bytes[last - 1] == UInt8(ascii: "\\")
        if !isContinued { return end }
      }
      at = end + 1
    }
    return bytes.count
  }

  /// The end of the here-document that the instruction begins, or the end of the instruction.
  private func hereDocumentEnd(_ start: Int, _ end: Int) -> Int {
    let marks = text(start..<end).split(separator: " ").filter { $0.hasPrefix("<<") && $0.count > 2 }
    guard let mark = marks.first else { return end }
    let word = String(mark.drop { $0 == "<" || $0 == "-" }.filter { $0 != "\"" && $0 != "'" })
    var at = end + 1
    while at < bytes.count {
      let lineEnd = lineEnd(at)
      if trimmedText(text(at..<lineEnd)) == word { return lineEnd }
      at = lineEnd + 1
    }
    return end
  }

  private func lineEnd(_ start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end] != 0x0A { end += 1 }
    return end
  }

  private func trimmingLine(_ start: Int, _ end: Int) -> Int {
    var last = end
    while last > start, isBlank(bytes[last - 1]) || bytes[last - 1] == 0x0D { last -= 1 }
    return last
  }

  // MARK: Commands

  private mutating func readRun(_ range: Range<Int>) {
    let start = skippingBlanks(bytes, range.lowerBound, range.upperBound)
    guard start < range.upperBound else { return }
    if bytes[start] == UInt8(ascii: "[") {
      var reader = TOMLReader(bytes: ContiguousArray(bytes[..<range.upperBound]), at: start)
      guard case .array(let items) = reader.readValue() else { return }
      return readCommand(items.compactMap(execWord))
    }
    var words: [ShellWord] = []
    var at = start
    while let word = nextWord(&at, range.upperBound) {
      if word.text == "\n" {
        readCommand(words)
        words = []
      } else {
        words.append(word)
      }
    }
    readCommand(words)
  }

  private func execWord(_ value: TOMLValue) -> ShellWord? {
    guard case .string(let string) = value else { return nil }
    return ShellWord(text: string.text, range: string.range, isQuoted: true, isVerbatim: string.isVerbatim)
  }

  /// Finds the installer among the words of one command and reads what it is told to install.
  private mutating func readCommand(_ words: [ShellWord]) {
    guard let install = words.indices.first(where: { words[$0].text == "install" || words[$0].text == "create" }) else {
      return
    }
    let before = words[..<install].map { lastComponent($0.text) }
    if before.contains(where: isPip) {
      readInstall(words[(install + 1)...], place(section: "RUN"), options: pipOptions)
    } else if before.contains(where: { ["conda", "mamba", "micromamba"].contains($0) }) {
      readInstall(words[(install + 1)...], place(.conda, section: "RUN"), options: condaOptions)
    }
  }

  private func isPip(_ word: String) -> Bool {
    guard word.hasPrefix("pip") else { return false }
    return word.dropFirst(3).allSatisfy { $0.isNumber || $0 == "." }
  }

  private mutating func readInstall(_ words: ArraySlice<ShellWord>, _ place: PinPlace, options: Set<String>) {
    var index = words.startIndex
    while index < words.endIndex {
      let word = words[index]
      index += 1
      if word.text.hasPrefix("-") {
        guard options.contains(word.text), index < words.endIndex else { continue }
        if place.channel == .pip { takeInclude(word.text, words[index]) }
        index += 1
      } else if isRedirection(word) {
        // `> file` names the file in the next word, `>file` and `2>&1` do not.
        if word.text.hasSuffix(">") || word.text.hasSuffix("<") { index += 1 }
      } else if word.text.contains("$") {
        note(word.range.lowerBound, "`\(word.text)` is expanded by the shell; it is left alone.")
      } else if !isAddress(word.text) && word.isVerbatim {
        add(word.range, placed(place, word), quoting: word.isQuoted ? .none : .bareWord)
      } else if !word.isVerbatim {
        note(word.range.lowerBound, "`\(word.text)` is quoted in part; it is left alone.")
      }
    }
  }

  private func placed(_ place: PinPlace, _ word: ShellWord) -> PinPlace {
    var place = place
    if place.channel == .conda, word.text.prefix(while: { $0.isLetter }) == "python" { place.role = .interpreter }
    return place
  }

  private mutating func takeInclude(_ option: String, _ word: ShellWord) {
    guard ["-r", "--requirement", "-c", "--constraint"].contains(option) else { return }
    manifest.includes.append(
      Manifest.Include(
        path: word.text, isConstraints: option == "-c" || option == "--constraint", line: line(word.range.lowerBound)))
  }

  private func isAddress(_ word: String) -> Bool {
    word.hasPrefix(".") || word.hasPrefix("/") || word.contains("://") || word.hasSuffix(".whl")
      || word.hasSuffix(".gz")
  }

  private func isRedirection(_ word: ShellWord) -> Bool {
    guard !word.isQuoted, let first = word.text.drop(while: { $0.isNumber }).first else { return false }
    return first == ">" || first == "<"
  }

  // MARK: Words

  /// The next word, `\n` for the end of a command; nil at the end.
  private func nextWord(_ at: inout Int, _ end: Int) -> ShellWord? {
    skipBetweenWords(&at, end)
    guard at < end else { return nil }
    if isCommandEnd(bytes[at]) {
      at += 1
      return ShellWord(text: "\n", range: at - 1..<at, isQuoted: false, isVerbatim: false)
    }
    let start = at
    var isVerbatim = true
    while at < end, !isBlank(bytes[at]), !isCommandEnd(bytes[at]), !isContinuation(at) {
      if bytes[at] == UInt8(ascii: "\\") {
        isVerbatim = false
        at += 1
      } else if isQuote(bytes[at]) {
        isVerbatim = isVerbatim && at == start
        skipQuoted(&at, end)
        if at < end, !isBlank(bytes[at]), !isLineEnd(bytes[at]), !isCommandEnd(bytes[at]) { isVerbatim = false }
        continue
      }
      at += 1
    }
    return word(start, min(at, end), isVerbatim)
  }

  private func word(_ start: Int, _ end: Int, _ isVerbatim: Bool) -> ShellWord {
    let isQuoted = isQuote(bytes[start]) && isVerbatim && end - start >= 2
    let range = isQuoted ? start + 1..<end - 1 : start..<end
    let isPlain = isVerbatim && !bytes[range].contains(UInt8(ascii: "\\"))
    return ShellWord(text: text(range), range: range, isQuoted: isQuoted, isVerbatim: isPlain)
  }

  private func skipBetweenWords(_ at: inout Int, _ end: Int) {
    while at < end {
      let next = skippingBlanks(bytes, at, end)
      if next > at {
        at = next
      } else if bytes[at] == 0x0D {
        at += 1
      } else if bytes[at] == UInt8(ascii: "#") && (at == 0 || isBlank(bytes[at - 1]) || isLineEnd(bytes[at - 1])) {
        // A comment between continued lines does not end the command.
        at = min(lineEnd(at) + 1, end)
      } else {
        return
      }
    }
  }

  private func skipQuoted(_ at: inout Int, _ end: Int) {
    let quote = bytes[at]
    at += 1
    while at < end, bytes[at] != quote { at += bytes[at] == UInt8(ascii: "\\") && quote == UInt8(ascii: "\"") ? 2 : 1 }
    at = min(at + 1, end)
  }

  private func isContinuation(_ at: Int) -> Bool {
    bytes[at] == UInt8(ascii: "\\") && at + 1 < bytes.count && isLineEnd(bytes[at + 1])
  }

  private func isCommandEnd(_ byte: UInt8) -> Bool {
    byte == 0x0A || byte == UInt8(ascii: "&") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "|")
      || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")")
  }

  private func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }
}

/// The options of `pip install` that take the next word.
private let pipOptions: Set<String> = [
  "-r", "--requirement", "-c", "--constraint", "-e", "--editable", "-t", "--target", "-i", "--index-url",
  "--extra-index-url", "-f", "--find-links", "--prefix", "--root", "--src", "--python", "-p", "--platform",
  "--python-version", "--implementation", "--abi", "--progress-bar", "--cache-dir", "--timeout", "--retries",
  "--trusted-host", "--proxy", "--log", "--no-binary", "--only-binary", "--upgrade-strategy", "--config-settings",
]

/// The options of `conda install` and `conda create` that take the next word.
private let condaOptions: Set<String> = [
  "-n", "--name", "-p", "--prefix", "-c", "--channel", "--file", "-f", "--solver", "--platform", "--subdir",
]
