// Types of values, as far as a file and the surfaces show them.

import Semantics
import SourceModel

/// The type of a value.
indirect enum SwiftType: Hashable, Sendable {
  /// A library's type by its qualified name (`SwiftSyntax.TokenSyntax`), one of the project by its own (`Linter.Options`),
  /// any other by its name behind `other.`.
  case named(String)
  case optional(SwiftType)
  case array(SwiftType)
  case dictionary(SwiftType)
  case metatype(SwiftType)
  case tuple([SwiftType?])
  /// A `Result`, by what its success holds.
  case result(SwiftType?)
  /// A function, by what it returns.
  case function(SwiftType?)
  /// A parameter of a generic function of a surface.
  case generic(String)

  var unwrapped: SwiftType {
    if case .optional(let inner) = self { return inner.unwrapped }
    return self
  }

  /// Whether nothing is known of it, so that it may be any.
  var isUnknown: Bool {
    switch unwrapped {
    case .generic, .named("other.unknown"): true
    default: false
    }
  }

  /// What `try?` and optional chaining make of it: never more than one level.
  var asOptional: SwiftType { .optional(unwrapped) }

  /// Stands before what a function of the project returns.
  static let functionSign = "() -> "

  /// Reads a type as surfaces write it: `SwiftSyntax.TokenSyntax?`, `[Swift.String]`, `S.Type`; or as one file tells it to
  /// others: `() -> .Box`.
  init?(surface text: some StringProtocol) {
    var text = Substring(text)
    if text.hasPrefix(Self.functionSign) {
      guard let result = SwiftType(surface: text.dropFirst(Self.functionSign.count)) else { return nil }
      self = .function(result)
      return
    }
    for word in ["some ", "any ", "inout "] where text.hasPrefix(word) { text = text.dropFirst(word.count) }
    if text.last == "?" || text.last == "!" {
      guard let inner = SwiftType(surface: text.dropLast()) else { return nil }
      self = inner.asOptional
    } else if text.hasPrefix("Result<"), text.last == ">" {
      self = .result(text.dropFirst(7).split(separator: ",").first.flatMap { SwiftType(surface: $0) })
    } else if text.first == "[", text.last == "]" {
      let inner = text.dropFirst().dropLast()
      let parts = inner.split(separator: ":", maxSplits: 1)
      guard let last = parts.last, let element = SwiftType(surface: last.drop { $0 == " " }) else { return nil }
      self = parts.count == 2 ? .dictionary(element) : .array(element)
    } else if text.hasSuffix(".Type"), let inner = SwiftType(surface: text.dropLast(5)) {
      self = .metatype(inner)
    } else if text.first == ".", text.count > 1 {
      self = .named(String(text.dropFirst()))
    } else if !text.isEmpty, text.utf8.allSatisfy({ SignatureReader.isNamePart($0) || $0 == UInt8(ascii: ".") }) {
      self = text.contains(".") ? .named(String(text)) : .generic(String(text))
    } else {
      return nil
    }
  }
}

/// A type, how well it is known, and from what.
struct KnownType: Hashable, Sendable {
  var type: SwiftType
  var evidence: Evidence
  var chain: [EvidenceStep] = []

  func with(_ type: SwiftType) -> KnownType { KnownType(type: type, evidence: evidence, chain: chain) }

  func with(_ type: SwiftType?) -> KnownType? { type.map { with($0) } }

  func step(_ text: @autoclosure () -> String, _ range: ByteRange, if isTold: Bool) -> KnownType {
    guard isTold, chain.count < 8 else { return self }
    return KnownType(type: type, evidence: evidence, chain: chain + [EvidenceStep(text(), range)])
  }

  /// As the rest of the house says it; nil for what has no name.
  var fact: TypeFact? {
    switch type {
    case .named(let name): TypeFact(type: name, evidence: evidence, chain: chain)
    case .optional(let inner): with(inner).fact
    case .array(let inner):
      TypeFact(type: "Swift.Array", evidence: evidence, chain: chain, elements: [with(inner).fact].compactMap { $0 })
    case .metatype, .tuple, .function, .generic, .dictionary, .result: nil
    }
  }
}
