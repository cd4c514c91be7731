// What a release of a library makes of declarations in the code that uses it.

package import SourceModel

/// A change of what code declares, as opposed to what it uses.
package enum DeclarationRule: Hashable, Sendable {
  case handed(HandedValue)
  case result(ResultRule)
  case member(MemberRule)
  case type(TypeRule)

  /// The names that code has at hand by it.
  package var boundNames: [String] {
    switch self {
    case .handed(let value): [value.name]
    case .member(let member): member.becomes.map(\.parameterNames) ?? []
    case .result, .type: []
    }
  }

  /// The library's type that it is about.
  package var subject: String {
    switch self {
    case .handed(let value): value.of
    case .result(let result): result.of
    case .member(let member): member.of
    case .type(let type): type.of
    }
  }
}

/// A value that functions and closures are handed along with a value of some type, or in its place.
package struct HandedValue: Hashable, Sendable {
  package var name: String
  package var type: WrittenText
  /// The type of the parameter that it goes with.
  package var of: String
  /// Whether it takes that parameter's place; else it stands behind it.
  package var replaces: Bool

  package init(name: String, type: WrittenText, of: String, replaces: Bool) {
    self.name = name
    self.type = type
    self.of = of
    self.replaces = replaces
  }
}

/// Functions that give a value of a type say something else of it.
package struct ResultRule: Hashable, Sendable {
  package var of: String
  package var becomes: WrittenText

  package init(of: String, becomes: WrittenText) {
    self.of = of
    self.becomes = becomes
  }
}

/// A member of the project's types that inherit from the library's.
package struct MemberRule: Hashable, Sendable {
  package var of: String
  /// The member's name; with `*` at its end, how its name begins.
  package var named: String
  /// What stands in place of its head: all that is before the body, or before what the member may do (`async throws`)
  /// where that is not said.
  package var becomes: WrittenText?
  package var attribute: WrittenText?

  package init(of: String, named: String, becomes: WrittenText?, attribute: WrittenText?) {
    self.of = of
    self.named = named
    self.becomes = becomes
    self.attribute = attribute
  }

  package func isAbout(_ name: String) -> Bool {
    named.hasSuffix("*") ? name.hasPrefix(named.dropLast()) : name == named
  }
}

/// The project's types that inherit from one of the library's no longer do, and are of another kind.
package struct TypeRule: Hashable, Sendable {
  package var of: String
  /// `struct`, if nothing in the type speaks against it.
  package var keyword: String
  package var attribute: WrittenText?

  package init(of: String, keyword: String, attribute: WrittenText?) {
    self.of = of
    self.keyword = keyword
    self.attribute = attribute
  }
}

/// Text of a rule that goes into code, with the names in it that are spelled for the place.
package struct WrittenText: Hashable, Sendable {
  package enum Part: Hashable, Sendable {
    case literal(String)
    case symbol(String)
  }
  package var parts: [Part]

  /// Takes a dotted name that begins with a capital letter for one to spell.
  package init(_ text: String) {
    parts = []
    var literal = ""
    var rest = Substring(text)
    while let first = rest.unicodeScalars.first {
      let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
      if word.contains("."), first.properties.isUppercase, word.last != "." {
        if !literal.isEmpty { parts.append(.literal(literal)) }
        literal = ""
        parts.append(.symbol(String(word)))
        rest = rest.dropFirst(word.count)
      } else {
        let taken = word.isEmpty ? rest.prefix(1) : word
        literal += taken
        rest = rest.dropFirst(taken.count)
      }
    }
    if !literal.isEmpty { parts.append(.literal(literal)) }
  }

  /// As the rule writes it.
  package var text: String {
    parts.map { part in
      switch part {
      case .literal(let text), .symbol(let text): text
      }
    }.joined()
  }

  /// The names that the parameters of a function's head have in its body.
  package var parameterNames: [String] {
    var found: [String] = []
    var depth = 0
    var word = ""
    for character in text {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if depth == 1, character == ":", !word.isEmpty { found.append(word) }
      word = character.isLetter || character.isNumber || character == "_" ? word + String(character) : ""
    }
    return found
  }

  /// The names to spell.
  package var symbols: [String] {
    parts.compactMap { if case .symbol(let name) = $0 { name } else { nil } }
  }
}

/// What a rule about declarations makes of one of them.
package struct DeclarationChange: Sendable {
  /// The rule, by the number it was given with.
  package var rule: Int
  package var node: NodeID
  package var range: ByteRange
  /// What was declared, as a person reads it.
  package var name: String
  package var edits: [(range: ByteRange, parts: [WrittenText.Part])]
  /// The name that it binds, and where.
  package var binds: (name: String, scope: ByteRange)?
  /// Names bound by other changes that this one needs.
  package var needs: [String] = []
  /// Uses of what it takes away, each of which some other change must rewrite.
  package var leaves: [ByteRange] = []
  /// Set where everything in a range must be rewritten, or nothing.
  package var whole: ByteRange?
  package var doubts: [String] = []

  package init(
    rule: Int, node: NodeID, range: ByteRange, name: String, edits: [(range: ByteRange, parts: [WrittenText.Part])]
  ) {
    self.rule = rule
    self.node = node
    self.range = range
    self.name = name
    self.edits = edits
  }
}

/// What evaluating an expression may do besides giving a value.
package struct Effects: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }
  // Written out: the standard library's own are looked up at run time where another room asks.
  package init() { rawValue = 0 }
  package init(arrayLiteral elements: Effects...) { rawValue = elements.reduce(0) { $0 | $1.rawValue } }
  package var isEmpty: Bool { rawValue == 0 }
  package func contains(_ member: Effects) -> Bool { rawValue & member.rawValue == member.rawValue }
  package static let fails = Effects(rawValue: 1)
  package static let waits = Effects(rawValue: 2)
  /// It comes to be done before what stands behind it, which was done first: nothing may stand there.
  package static let comesFirst = Effects(rawValue: 4)
}

/// A call that comes to have effects once a rule has rewritten it.
package struct EffectSeed: Sendable {
  package var node: NodeID
  package var effects: Effects
  /// Whether the rule's own text says so at the place, so that only what is around it has to follow.
  package var isMarked: Bool

  package init(node: NodeID, effects: Effects, isMarked: Bool) {
    self.node = node
    self.effects = effects
    self.isMarked = isMarked
  }
}

/// What must be written for a call to have effects.
package struct EffectPlan: Sendable {
  package var edits: [Edit] = []
  /// Why it cannot be done for certain; the places that speak against it.
  package var obstacles: [String] = []
  /// Those of them that stand in this file.
  package var localObstacles: [String] = []
  /// The functions other files may call that come to wait or fail by it, by module and path.
  package var functions: [String: Effects] = [:]
  /// The labels of those functions, as their language writes them.
  package var labels: [String: String] = [:]

  package init() {}
}
