// Reads environment.yml: Conda's dependencies and the list for pip inside them.

extension ManifestReader {
  mutating func readCondaEnvironment() {
    let document = YAMLDocument(bytes)
    guard case .sequence(let items) = document.root["dependencies"] else { return }
    for item in items {
      switch item {
      case .scalar(let scalar): addCondaItem(scalar)
      case .mapping: readNestedPip(item["pip"])
      case .sequence, .none: break
      }
    }
  }

  private mutating func addCondaItem(_ scalar: YAMLScalar) {
    guard isEditable(scalar) else { return }
    let isPython = scalar.text.hasPrefix("python") && !(scalar.text.utf8.dropFirst(6).first.map(isWordByte) ?? false)
    let place = place(.conda, role: isPython ? .interpreter : .runtime, section: "dependencies")
    add(scalar.range, place, quoting: scalar.isBareFlowItem ? .bareWord : .none)
  }

  private mutating func readNestedPip(_ value: YAMLValue) {
    guard case .sequence(let items) = value else { return }
    for case .scalar(let scalar) in items where isEditable(scalar) {
      if scalar.text.hasPrefix("-") {
        addPipOption(scalar)
      } else if !scalar.text.hasPrefix("git+") && !scalar.text.hasPrefix(".") && !scalar.text.hasPrefix("http") {
        add(scalar.range, place(section: "dependencies.pip"), quoting: scalar.isBareFlowItem ? .bareWord : .none)
      }
    }
  }

  private mutating func addPipOption(_ scalar: YAMLScalar) {
    let words = scalar.text.split { $0 == " " || $0 == "=" }
    guard words.count == 2, words[0] == "-r" || words[0] == "--requirement" || words[0] == "-c" else { return }
    manifest.includes.append(
      Manifest.Include(path: String(words[1]), isConstraints: words[0] == "-c", line: line(scalar.range.lowerBound)))
  }

  private mutating func isEditable(_ scalar: YAMLScalar) -> Bool {
    if !scalar.isVerbatim {
      note(scalar.range.lowerBound, "`\(scalar.text)` is written with escapes or over several lines; it is left alone.")
    }
    return scalar.isVerbatim
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
  }
}
