// From a pattern's text to instructions.

/// Reads one pattern. Groups nest at most `depthLimit` deep, and a program has at most `lengthLimit` instructions.
struct TokenPatternParser {
  private let pattern: String
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var depth = 0
  private(set) var groupCount = 0

  private typealias Code = [TokenPattern.Instruction]
  private static let depthLimit = 50
  private static let lengthLimit = 4000

  init(_ pattern: String) {
    self.pattern = pattern
    scalars = Array(pattern.unicodeScalars)
  }

  mutating func program() throws -> [TokenPattern.Instruction] {
    if scalars.starts(with: "(?u)".unicodeScalars) { position = 4 }
    let code = try alternatives()
    guard position == scalars.count else { throw refusal("a closing parenthesis without an opening one") }
    guard groupCount <= 1 else { throw refusal("more than one capturing group") }
    return code + [.match]
  }

  private func refusal(_ problem: String) -> Refusal {
    Refusal(
      "text vectoriser", "the token pattern \(pattern) has \(problem)",
      remedy: "fit it with a pattern of classes, groups, quantifiers and word boundaries, or tokenise before the model")
  }

  private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func take(_ text: String) -> Bool {
    let wanted = Array(text.unicodeScalars)
    guard scalars[position...].starts(with: wanted) else { return false }
    position += wanted.count
    return true
  }

  private mutating func alternatives() throws -> Code {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw refusal("groups nested too deep") }
    var branches = [try sequence()]
    while take("|") { branches.append(try sequence()) }
    var code = branches.removeLast()
    for branch in branches.reversed() {
      let end = branch.count + 2 + code.count
      code = [.fork(1, branch.count + 2)] + moved(branch, by: 1) + [.jump(end)] + moved(code, by: branch.count + 2)
    }
    return code
  }

  private mutating func sequence() throws -> Code {
    var code: Code = []
    while let scalar = next, scalar != "|", scalar != ")" {
      let before = position
      let atom = try atom()
      code += moved(try quantified(atom), by: code.count)
      precondition(position > before, "each turn takes something of the pattern")
      guard code.count <= Self.lengthLimit else { throw refusal("too many repetitions") }
    }
    return code
  }

  private func moved(_ code: Code, by offset: Int) -> Code {
    code.map { instruction in
      switch instruction {
      case .fork(let first, let second): .fork(first + offset, second + offset)
      case .jump(let target): .jump(target + offset)
      default: instruction
      }
    }
  }

  private mutating func atom() throws -> Code {
    guard let scalar = next else { return [] }
    position += 1
    switch scalar {
    case "(": return try group()
    case "[": return [.scalars(try bracketed())]
    case ".": return [.scalars(ScalarClass(parts: [.range(10...10)], isNegated: true))]
    case "^": return [.assertion(.start)]
    case "$": return [.assertion(.end)]
    case "*", "+", "?": throw refusal("a quantifier with nothing before it")
    case "\\":
      if take("b") { return [.assertion(.boundary)] }
      if take("B") { return [.assertion(.noBoundary)] }
      return [.scalars(ScalarClass(parts: [try escape()]))]
    default: return [.scalars(ScalarClass(parts: [.range(scalar.value...scalar.value)]))]
    }
  }

  private mutating func group() throws -> Code {
    var isCapturing = true
    if take("?:") {
      isCapturing = false
    } else if take("?P<") {
      while next != nil, next != ">" { position += 1 }
      guard take(">") else { throw refusal("an unfinished group name") }
    } else if next == "?" {
      throw refusal("look-around, a flag or a back reference")
    }
    if isCapturing { groupCount += 1 }
    let inner = try alternatives()
    guard take(")") else { throw refusal("an opening parenthesis without a closing one") }
    return isCapturing ? [.mark(isEnd: false)] + moved(inner, by: 1) + [.mark(isEnd: true)] : inner
  }
}

extension TokenPatternParser {
  private mutating func quantified(_ atom: Code) throws -> Code {
    var code = atom
    while let (least, most) = try quantifier() {
      let isLazy = take("?")
      if next == "+" { throw refusal("a possessive quantifier") }
      code = try repeated(code, least: least, most: most, isLazy: isLazy)
    }
    return code
  }

  private mutating func quantifier() throws -> (least: Int, most: Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    guard next == "{" else { return nil }
    let text = scalars[(position + 1)...].prefix { $0 != "}" }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      String(String.UnicodeScalarView(part))
    }
    let numbers = parts.map { $0.isEmpty ? nil : Int($0) }
    guard parts.count <= 2, parts.allSatisfy({ $0.isEmpty || Int($0) != nil }), text.endIndex < scalars.endIndex,
      parts.contains(where: { !$0.isEmpty })
    else { throw refusal("a brace that is no quantifier") }
    position += text.count + 2
    let least = numbers[0] ?? 0
    let most = parts.count == 1 ? numbers[0] : numbers[1]
    guard least >= 0, least <= most ?? least, max(least, most ?? 0) <= 1000 else {
      throw refusal("a quantifier out of bounds")
    }
    return (least, most)
  }

  private func repeated(_ atom: Code, least: Int, most: Int?, isLazy: Bool) throws -> Code {
    guard atom.count * max(least, most ?? 0) <= Self.lengthLimit else { throw refusal("too many repetitions") }
    var code: Code = []
    for _ in 0..<least { code += moved(atom, by: code.count) }
    func fork(_ inside: Int, _ outside: Int) -> TokenPattern.Instruction {
      isLazy ? .fork(outside, inside) : .fork(inside, outside)
    }
    guard let most else {
      let start = code.count
      return code + [fork(start + 1, start + atom.count + 2)] + moved(atom, by: start + 1) + [.jump(start)]
    }
    let end = code.count + (most - least) * (atom.count + 1)
    for _ in least..<max(most, least) {
      code.append(fork(code.count + 1, end))
      code += moved(atom, by: code.count)
    }
    return code
  }

  private mutating func bracketed() throws -> ScalarClass {
    var result = ScalarClass(parts: [])
    result.isNegated = take("^")
    var isFirst = true
    while let scalar = next, isFirst || scalar != "]" {
      isFirst = false
      position += 1
      let part = scalar == "\\" ? try escape(inClass: true) : .range(scalar.value...scalar.value)
      guard case .range(let low) = part, next == "-", position + 1 < scalars.count, scalars[position + 1] != "]" else {
        result.parts.append(part)
        continue
      }
      position += 2
      let last = scalars[position - 1]
      let end = last == "\\" ? try escape(inClass: true) : .range(last.value...last.value)
      guard case .range(let high) = end, low.lowerBound <= high.lowerBound else { throw refusal("a range backwards") }
      result.parts.append(.range(low.lowerBound...high.lowerBound))
    }
    guard take("]") else { throw refusal("an unfinished class") }
    return result
  }

  /// What stands behind a backslash.
  private mutating func escape(inClass: Bool = false) throws -> ScalarClass.Part {
    guard let scalar = next else { throw refusal("a backslash at its end") }
    position += 1
    switch scalar {
    case "w": return .word
    case "W": return .not(.word)
    case "d": return .digit
    case "D": return .not(.digit)
    case "s": return .space
    case "S": return .not(.space)
    case "t": return .range(9...9)
    case "n": return .range(10...10)
    case "r": return .range(13...13)
    case "f": return .range(12...12)
    case "v": return .range(11...11)
    case "b" where inClass: return .range(8...8)
    case "x": return try hexadecimal(2)
    case "u": return try hexadecimal(4)
    default:
      let isLetterOrDigit = scalar.isASCII && PythonCharacters.isWord(scalar) && scalar != "_"
      guard !isLetterOrDigit else { throw refusal("the escape \\\(scalar)") }
      return .range(scalar.value...scalar.value)
    }
  }

  private mutating func hexadecimal(_ count: Int) throws -> ScalarClass.Part {
    let digits = String(String.UnicodeScalarView(scalars[position...].prefix(count)))
    guard digits.unicodeScalars.count == count, let value = UInt32(digits, radix: 16) else {
      throw refusal("an unfinished hexadecimal escape")
    }
    position += count
    return .range(value...value)
  }
}
