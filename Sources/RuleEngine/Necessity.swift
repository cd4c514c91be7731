// What tells at a glance that a case is not about a call.

package import RuleModel
import Semantics
import SourceModel

/// An argument without which the condition of a case is false, whatever else a call gives.
///
/// Nearly all calls of `numpy.array` say nothing of `copy`; binding each to the signature, only to find that a condition
/// about `copy` is false, took a twentieth of a run.
struct Necessity: Sendable {
  let label: String
  /// The place among positional arguments, if it can be given by place.
  let position: Int?

  /// Nil where no single argument decides.
  init?(_ alternative: Rule.Case) {
    guard let condition = alternative.condition, !alternative.isWholeSymbol else { return nil }
    let signature: Signature
    switch alternative.action {
    case .replace(let was, _), .pin(let was, _), .tell(let was, _): signature = was
    case .rename, .match, .strings, .require, .declare, .follow: return nil
    }
    let named = signature.parameters.filter { $0.passing != .variadic && $0.passing != .keywordVariadic }
    guard let found = named.first(where: { Self.isFalse(condition, without: $0) }) else { return nil }
    label = found.label ?? found.name
    position = named.filter { $0.passing != .keywordOnly }.firstIndex { $0.name == found.name }
  }

  /// Whether a call that binds would surely leave the argument out; one with unpacked arguments is never sure.
  func isMissing(in site: CallSite) -> Bool {
    var positional = 0
    for argument in site.arguments {
      switch argument.form {
      case .unpacked, .unpackedMapping, .trailing: return false
      case .labelled(let given): if given == label { return false }
      case .positional: positional += 1
      }
    }
    return position.map { positional <= $0 } ?? true
  }

  private static func isFalse(_ condition: Condition, without parameter: Parameter) -> Bool {
    switch condition {
    case .and(let left, let right): isFalse(left, without: parameter) || isFalse(right, without: parameter)
    case .or(let left, let right): isFalse(left, without: parameter) && isFalse(right, without: parameter)
    case .given(let name), .literal(let name): name == parameter.name
    case .value(let name, .equal, let constant):
      name == parameter.name
        && (parameter.defaultValue.flatMap(Constant.init(written:)).map { differ($0, constant) } ?? false)
    case .made(let name, _, _): name == parameter.name
    case .sure(let inner): isFalse(inner, without: parameter)
    case .value, .rank, .type, .loads, .feeds, .takenApart, .not: false
    }
  }

  /// Whether two constants are surely not the same.
  private static func differ(_ left: Constant, _ right: Constant) -> Bool {
    if case .number(let left) = left, case .number(let right) = right, let left = Double(left),
      let right = Double(right)
    {
      return left != right
    }
    return left != right
  }
}

extension Rule.Case {
  /// Whether it may have nothing to say of a name that is only passed on.
  package var isAboutArguments: Bool { (condition?.wantsCertainty ?? false) || Necessity(self) != nil }
}

extension Condition {
  /// Whether it is false wherever the arguments of a call are not seen.
  var wantsCertainty: Bool {
    switch self {
    case .sure: true
    case .and(let left, let right): left.wantsCertainty || right.wantsCertainty
    case .or(let left, let right): left.wantsCertainty && right.wantsCertainty
    case .rank, .type, .given, .literal, .loads, .feeds, .takenApart, .made, .value, .not: false
    }
  }
}

extension Tree {
  /// Whether a label stands anywhere: as `written` before a value (`copy=`, spaces aside), or in quotes as a key.
  func mentions(label: String, written: String) -> Bool {
    let (word, sign) = (Array(label.utf8), Array(written.utf8).dropFirst(label.utf8.count).filter { $0 != 0x20 })
    guard let first = word.first, bytes.count >= word.count else { return false }
    for start in 0...(bytes.count - word.count) where bytes[start] == first {
      let end = start + word.count
      guard bytes[start..<end].elementsEqual(word), start == 0 || !Self.isWord(bytes[start - 1]) else { continue }
      var next = end
      while next < bytes.count, bytes[next] == 0x20 { next += 1 }
      let isQuoted =
        start > 0 && [0x22, 0x27].contains(bytes[start - 1]) && end < bytes.count && bytes[end] == bytes[start - 1]
      if isQuoted || (!sign.isEmpty && bytes[next...].starts(with: sign)) { return true }
    }
    return false
  }

  /// Whether a word stands anywhere in the file, comments and strings included.
  func mentions(word: String) -> Bool {
    let word = ContiguousArray(word.utf8)
    guard let first = word.first, bytes.count >= word.count else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      for start in 0...(bytes.count - word.count) where bytes[start] == first {
        let end = start + word.count
        if bytes[start..<end].elementsEqual(word), start == 0 || !Self.isWord(bytes[start - 1]),
          end == bytes.count || !Self.isWord(bytes[end])
        {
          return true
        }
      }
      return false
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x5F
      || byte >= 0x80
  }
}
