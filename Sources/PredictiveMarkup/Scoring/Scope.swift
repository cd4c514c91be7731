// The fields a model sees while it scores one row.

/// Names and their values, in the scope of a model; names not found here are looked for around it.
final class Scope {
  let parent: Scope?
  let derived: [String: DerivedField]
  let library: FunctionLibrary
  private(set) var values: [String: FieldValue]
  private var underWay: Set<String> = []

  init(parent: Scope?, derived: [String: DerivedField], library: FunctionLibrary, values: [String: FieldValue] = [:]) {
    self.parent = parent
    self.derived = derived
    self.library = library
    self.values = values
  }

  func set(_ name: String, to value: FieldValue) { values[name] = value }

  /// The value of a field, computed once; missing where nothing has the name and `isStrict` is not asked for.
  func value(of name: String) throws(ScoringError) -> FieldValue {
    var scope: Scope? = self
    while let here = scope {
      if let value = here.values[name] { return value }
      if let field = here.derived[name] { return try here.compute(field) }
      scope = here.parent
    }
    throw ScoringError(.unknownName, "no field of the document is called \(name)")
  }

  func number(of name: String) throws(ScoringError) -> Double? { try value(of: name).number }

  private func compute(_ field: DerivedField) throws(ScoringError) -> FieldValue {
    guard underWay.insert(field.name).inserted, underWay.count < 1000 else {
      throw ScoringError(.brokenDocument, "the field \(field.name) is derived from itself")
    }
    defer { underWay.remove(field.name) }
    let raw = try field.expression.evaluate(in: self)
    let value = try Self.typed(raw, as: field.type, of: field.name)
    values[field.name] = value
    return value
  }

  /// A computed value in the type its field declares.
  static func typed(_ value: FieldValue, as type: FieldType, of name: String) throws(ScoringError) -> FieldValue {
    if let cast = value.cast(to: type) { return cast }
    throw ScoringError(.invalidValue, "\(name) is \(value.text), which is no \(type.name)")
  }
}

/// The functions that a document defines.
struct FunctionLibrary: Sendable {
  var functions: [String: DefinedFunction] = [:]

  init(_ functions: [DefinedFunction]) {
    for function in functions { self.functions[function.name] = function }
  }
}
