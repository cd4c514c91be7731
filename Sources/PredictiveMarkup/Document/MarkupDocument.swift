// A PMML document as values: what stands around its models.

/// A document of PMML 3.0 to 4.4, in the vocabulary of 4.4.
package struct MarkupDocument: Equatable, Sendable {
  /// As written: `4.4`.
  package var version = "4.4"
  package var header = Header()
  package var fields: [DataField] = []
  package var functions: [DefinedFunction] = []
  /// Fields computed from the data, for all models: the transformation dictionary.
  package var derived: [DerivedField] = []
  /// The first is the document's model.
  package var models: [MarkupModel] = []
  package init() {}
}

package struct Header: Equatable, Sendable {
  package var copyright: String?
  package var description: String?
  package var modelVersion: String?
  package var application: String?
  package var applicationVersion: String?
  package var timestamp: String?
  package init() {}
}

/// A column of the data.
package struct DataField: Equatable, Sendable {
  package enum Property: String, Sendable { case valid, invalid, missing }
  package struct Value: Equatable, Sendable {
    package var literal: Literal
    package var property = Property.valid
    package var display: String?
    package init(_ text: String, property: Property = .valid) {
      literal = Literal(text)
      self.property = property
    }
  }
  package var name = ""
  package var type = FieldType.string
  package var operation = OperationType.categorical
  package var isCyclic = false
  package var values: [Value] = []
  /// What numbers are valid; empty for all.
  package var intervals: [Interval] = []
  package init() {}
  package init(_ name: String, _ type: FieldType, _ operation: OperationType) {
    self.name = name
    self.type = type
    self.operation = operation
  }
}

/// A range of numbers; nil reaches to infinity.
package struct Interval: Equatable, Sendable {
  package var lower: Double?
  package var upper: Double?
  package var includesLower = false
  package var includesUpper = false
  package init() {}

  package func contains(_ number: Double) -> Bool {
    if let lower, !(includesLower ? number >= lower : number > lower) { return false }
    if let upper, !(includesUpper ? number <= upper : number < upper) { return false }
    return !number.isNaN
  }
}

/// A field that an expression computes.
package struct DerivedField: Equatable, Sendable {
  package var name = ""
  package var type = FieldType.double
  package var operation = OperationType.continuous
  package var values: [DataField.Value] = []
  package var expression = FieldExpression.missing
  package init() {}
  package init(
    _ name: String, _ type: FieldType = .double, _ operation: OperationType = .continuous, _ expression: FieldExpression
  ) {
    self.name = name
    self.type = type
    self.operation = operation
    self.expression = expression
  }
}

/// A function that the document defines.
package struct DefinedFunction: Equatable, Sendable {
  package struct Parameter: Equatable, Sendable {
    package var name: String
    package var type: FieldType?
    package init(_ name: String, type: FieldType? = nil) {
      self.name = name
      self.type = type
    }
  }
  package var name = ""
  package var type: FieldType?
  package var operation = OperationType.continuous
  package var parameters: [Parameter] = []
  /// PMML allows fields inside a function's body.
  package var derived: [DerivedField] = []
  package var expression = FieldExpression.missing
  package init() {}
}

/// Rows written into the document. A cell left out is missing.
package struct InlineTable: Equatable, Sendable {
  package var columns: [String] = []
  package var rows = TableRows()
  package init() {}

  /// The place of a column. Documents name it with the namespace's prefix that its cells have; cells are known by their
  /// local names.
  package func index(of column: String) -> Int? {
    columns.firstIndex(of: column)
      ?? column.firstIndex(of: ":").flatMap { columns.firstIndex(of: String(column[column.index(after: $0)...])) }
  }
}
