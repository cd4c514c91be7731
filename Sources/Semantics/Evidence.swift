// What is known of a value's type, and how well.

package import SourceModel

/// How well a fact is known; the grades of RULES.md, weakest first.
package enum Evidence: Int, Comparable, Sendable, CaseIterable {
  /// Names or sets of methods used.
  case guessed
  /// Joins of definitions, containers, `self.x`, returns of the project's functions, narrowing.
  case inferred
  /// The project's own annotation.
  case annotated
  /// A constructor or API return declared in a surface, or a literal, with one reaching definition in the same scope.
  case proved

  package static func < (left: Evidence, right: Evidence) -> Bool { left.rawValue < right.rawValue }
  package var name: String {
    switch self {
    case .guessed: "guessed"
    case .inferred: "inferred"
    case .annotated: "annotated"
    case .proved: "proved"
    }
  }
}

/// One link of the chain that led to a type: `df ← pandas.read_csv`, and where that stands.
package struct EvidenceStep: Hashable, Sendable {
  package var text: String
  package var range: ByteRange
  package init(_ text: String, _ range: ByteRange) {
    self.text = text
    self.range = range
  }
}

/// The type a value has, as far as it is known.
package struct TypeFact: Hashable, Sendable {
  /// The qualified name of the type, such as `numpy.ndarray` or `builtins.list`.
  package var type: String
  package var evidence: Evidence
  package var chain: [EvidenceStep]
  /// The number of dimensions, where the code shows it.
  package var rank: Int?
  /// The types of a tuple's items, or the one type of a container's elements.
  package var elements: [TypeFact]

  package init(
    type: String, evidence: Evidence, chain: [EvidenceStep] = [], rank: Int? = nil, elements: [TypeFact] = []
  ) {
    self.type = type
    self.evidence = evidence
    self.chain = chain
    self.rank = rank
    self.elements = elements
  }
}

/// A value that stands in the source as it is.
package enum Constant: Hashable, Sendable {
  case none
  case boolean(Bool)
  /// The digits as written, sign included.
  case number(String)
  case string(String)
  /// A qualified name, such as `numpy.nan`.
  case symbol(String)
}
