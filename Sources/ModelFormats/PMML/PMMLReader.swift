// PMML documents of versions 3.0 to 4.4 as values.

package import PredictiveMarkup

/// Reads a document in one pass.
package struct PMMLReader {
  let cursor: MarkupCursor

  package static func read(_ bytes: Bytes) throws(FormatError) -> MarkupDocument {
    var source = ModelSource(name: "", bytes: bytes)
    return try read(emptying: &source)
  }

  /// The same, and gives the text back as it is read: of a large document the text and what is made of it are not in memory
  /// together, unless somebody else holds its bytes.
  package static func read(emptying source: inout ModelSource) throws(FormatError) -> MarkupDocument {
    try MarkupCursor.read(emptying: &source) { (cursor) throws(FormatError) in
      try PMMLReader(cursor: cursor).document()
    }
  }

  /// Versions whose elements this reader knows.
  static let versions: Set = ["3.0", "3.1", "3.2", "4.0", "4.1", "4.2", "4.2.1", "4.3", "4.4", "4.4.1"]

  private func document() throws(FormatError) -> MarkupDocument {
    let root = try cursor.root()
    guard root.name == "PMML" else {
      throw FormatError(.malformed, "PMML", "The outermost element is \(root.name), not PMML.")
    }
    var document = MarkupDocument()
    document.version = root["version"] ?? "4.4"
    guard Self.versions.contains(document.version) else {
      throw FormatError(
        .unsupported, "PMML", "The document is of version \(document.version); versions 3.0 to 4.4 are read.")
    }
    try cursor.children(of: root) { (child) throws(FormatError) in
      switch child.name {
      case "Header": document.header = try header(child)
      case "DataDictionary": document.fields = try list(child, "DataField", dataField)
      case "TransformationDictionary":
        try cursor.children(of: child) { (part) throws(FormatError) in
          switch part.name {
          case "DerivedField": try keep(derivedField(part), of: part, in: &document.derived)
          case "DefineFunction": try keep(function(part), of: part, in: &document.functions)
          default: break
          }
        }
      case "MiningBuildTask", "Extension": break
      default: document.models.append(try model(child))
      }
    }
    guard !document.models.isEmpty else { throw FormatError(.malformed, "PMML", "The document holds no model.") }
    return document
  }

  private func header(_ element: MarkupElement) throws(FormatError) -> Header {
    var header = Header()
    header.copyright = element["copyright"]
    header.description = element["description"]
    header.modelVersion = element["modelVersion"]
    try cursor.children(of: element) { (child) throws(FormatError) in
      if child.name == "Application" {
        header.application = child["name"]
        header.applicationVersion = child["version"]
      } else if child.name == "Timestamp" {
        header.timestamp = try cursor.text(of: child)
      }
    }
    return header
  }

  func dataField(_ element: MarkupElement) throws(FormatError) -> DataField {
    var field = DataField()
    field.name = try required(element, "name")
    field.operation = try choice(element, "optype", OperationType.self) ?? .categorical
    field.type = try type(element, "dataType") ?? .string
    field.isCyclic = element["isCyclic"] == "1"
    if element["taxonomy"] != nil { throw cursor.unsupported(element, "taxonomies are not read.") }
    try cursor.children(of: element) { (child) throws(FormatError) in
      if child.name == "Value" { try keep(value(child), of: child, in: &field.values) }
      if child.name == "Interval" { try keep(interval(child), of: child, in: &field.intervals) }
    }
    return field
  }

  private func value(_ element: MarkupElement) throws(FormatError) -> DataField.Value {
    var value = DataField.Value(try required(element, "value"))
    value.display = element["displayValue"]
    value.property = try choice(element, "property", DataField.Property.self) ?? .valid
    return value
  }

  func interval(_ element: MarkupElement) throws(FormatError) -> Interval {
    var interval = Interval()
    interval.lower = try number(element, "leftMargin")
    interval.upper = try number(element, "rightMargin")
    switch try required(element, "closure") {
    case "openClosed": interval.includesUpper = true
    case "openOpen": break
    case "closedOpen": interval.includesLower = true
    case "closedClosed": (interval.includesLower, interval.includesUpper) = (true, true)
    case let other: throw cursor.malformed(element, "\(other) is no closure.")
    }
    return interval
  }

  func derivedField(_ element: MarkupElement) throws(FormatError) -> DerivedField {
    var field = DerivedField()
    field.name = element["name"] ?? ""
    field.operation = try choice(element, "optype", OperationType.self) ?? .continuous
    field.type = try type(element, "dataType") ?? .double
    var found: FieldExpression?
    try cursor.children(of: element) { (child) throws(FormatError) in
      if child.name == "Value" {
        try keep(value(child), of: child, in: &field.values)
      } else if let expression = try expression(child) {
        found = expression
      }
    }
    guard let found else { throw cursor.malformed(element, "the field has no expression.") }
    field.expression = found
    return field
  }

  private func function(_ element: MarkupElement) throws(FormatError) -> DefinedFunction {
    var function = DefinedFunction()
    function.name = try required(element, "name")
    function.operation = try choice(element, "optype", OperationType.self) ?? .continuous
    function.type = try type(element, "dataType")
    var found: FieldExpression?
    try cursor.children(of: element) { (child) throws(FormatError) in
      switch child.name {
      case "ParameterField":
        function.parameters.append(.init(try required(child, "name"), type: try type(child, "dataType")))
      case "DerivedField": try keep(derivedField(child), of: child, in: &function.derived)
      default: if let expression = try expression(child) { found = expression }
      }
    }
    guard let found else { throw cursor.malformed(element, "the function has no expression.") }
    function.expression = found
    return function
  }
}
