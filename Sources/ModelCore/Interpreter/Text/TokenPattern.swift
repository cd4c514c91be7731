// A token pattern of Python's regular expressions, run without backtracking over ground that failed before.

/// A compiled pattern that finds tokens as `re.findall` does.
///
/// It knows classes, groups, alternatives, quantifiers, word boundaries and anchors; look-around, back references and
/// flags other than `(?u)` are refused. A search visits each pair of instruction and position once, so its time is
/// linear in the text.
struct TokenPattern: Sendable {
  enum Instruction: Sendable {
    case scalars(ScalarClass)
    /// Both ways, the first one preferred.
    case fork(Int, Int)
    case jump(Int)
    /// A capturing group's beginning or end.
    case mark(isEnd: Bool)
    case assertion(Assertion)
    case match
  }
  enum Assertion: Sendable { case boundary, noBoundary, start, end }

  private let program: [Instruction]
  private let hasGroup: Bool

  init(_ pattern: String) throws {
    var parser = TokenPatternParser(pattern)
    program = try parser.program()
    hasGroup = parser.groupCount > 0
  }

  /// All matches from left to right, or what the one group caught in each.
  func tokens(in text: [Unicode.Scalar]) -> [ArraySlice<Unicode.Scalar>] {
    var search = Search(program: program, text: text)
    var tokens: [ArraySlice<Unicode.Scalar>] = []
    var position = 0
    while position <= text.count, let found = search.first(from: position) {
      tokens.append(hasGroup ? found.group.map { text[$0] } ?? [] : text[found.range])
      position = found.range.isEmpty ? found.range.upperBound + 1 : found.range.upperBound
    }
    return tokens
  }
}

/// One text being searched.
private struct Search {
  private struct State {
    var instruction: Int
    var position: Int
    var groupStart: Int
    var groupEnd: Int
  }
  let program: [TokenPattern.Instruction]
  let text: [Unicode.Scalar]
  private let words: [Bool]
  /// For each pair of instruction and position the search that came by it last.
  private var visited: [UInt32]
  private var generation: UInt32 = 0
  private var stack: [State] = []

  init(program: [TokenPattern.Instruction], text: [Unicode.Scalar]) {
    self.program = program
    self.text = text
    words = text.map(PythonCharacters.isWord)
    visited = [UInt32](repeating: 0, count: program.count * (text.count + 1))
  }

  /// The leftmost match that begins at or behind `position`.
  mutating func first(from position: Int) -> (range: Range<Int>, group: Range<Int>?)? {
    generation += 1
    for start in position...text.count {
      if let end = match(at: start) {
        let isCaught = end.groupStart >= 0 && end.groupEnd >= end.groupStart
        return (start..<end.position, isCaught ? end.groupStart..<end.groupEnd : nil)
      }
    }
    return nil
  }

  private mutating func match(at start: Int) -> State? {
    stack.append(State(instruction: 0, position: start, groupStart: -1, groupEnd: -1))
    while var state = stack.popLast() {
      while true {
        let place = state.instruction * (text.count + 1) + state.position
        if visited[place] == generation { break }
        visited[place] = generation
        if case .match = program[state.instruction] {
          stack.removeAll(keepingCapacity: true)
          return state
        }
        guard step(&state) else { break }
      }
    }
    return nil
  }

  /// Runs one instruction; false where it does not hold.
  private mutating func step(_ state: inout State) -> Bool {
    switch program[state.instruction] {
    case .scalars(let scalars):
      guard state.position < text.count, scalars.contains(text[state.position]) else { return false }
      state.position += 1
      state.instruction += 1
    case .fork(let first, let second):
      var other = state
      other.instruction = second
      stack.append(other)
      state.instruction = first
    case .jump(let target): state.instruction = target
    case .mark(let isEnd):
      if isEnd { state.groupEnd = state.position } else { state.groupStart = state.position }
      state.instruction += 1
    case .assertion(let assertion):
      guard holds(assertion, at: state.position) else { return false }
      state.instruction += 1
    case .match: return false
    }
    return true
  }

  private func holds(_ assertion: TokenPattern.Assertion, at position: Int) -> Bool {
    let before = position > 0 && words[position - 1]
    let after = position < text.count && words[position]
    switch assertion {
    case .boundary: return before != after
    case .noBoundary: return before == after
    case .start: return position == 0
    case .end: return position == text.count || (position == text.count - 1 && text[position] == "\n")
    }
  }
}

/// A set of scalars.
struct ScalarClass: Sendable {
  enum Part: Sendable {
    case range(ClosedRange<UInt32>)
    case word, digit, space
    indirect case not(Part)
  }
  var parts: [Part]
  var isNegated = false

  func contains(_ scalar: Unicode.Scalar) -> Bool { parts.contains { Self.holds($0, scalar) } != isNegated }

  private static func holds(_ part: Part, _ scalar: Unicode.Scalar) -> Bool {
    switch part {
    case .range(let range): range.contains(scalar.value)
    case .word: PythonCharacters.isWord(scalar)
    case .digit: PythonCharacters.isDigit(scalar)
    case .space: PythonCharacters.isSpace(scalar)
    case .not(let part): !holds(part, scalar)
    }
  }
}
