// Documents as PMML 4.4.

package import PredictiveMarkup

/// Writes a document; the same document is the same bytes.
package enum PMMLWriter {
  package static func write(_ document: MarkupDocument) -> ContiguousArray<UInt8> {
    var writer = MarkupWriter()
    writer.element("PMML", ["xmlns": "http://www.dmg.org/PMML-4_4", "version": "4.4"]) { writer in
      writer.header(document.header)
      writer.element("DataDictionary", ["numberOfFields": String(document.fields.count)]) { writer in
        for field in document.fields { writer.dataField(field) }
      }
      if !document.derived.isEmpty || !document.functions.isEmpty {
        writer.element("TransformationDictionary") { writer in
          for function in document.functions { writer.function(function) }
          for field in document.derived { writer.derivedField(field) }
        }
      }
      for model in document.models { writer.model(model) }
    }
    return writer.bytes
  }
}

extension MarkupWriter {
  fileprivate mutating func header(_ header: Header) {
    element(
      "Header",
      ["copyright": header.copyright, "description": header.description, "modelVersion": header.modelVersion]
    ) { writer in
      if let application = header.application {
        writer.element("Application", ["name": application, "version": header.applicationVersion])
      }
      if let timestamp = header.timestamp { writer.element("Timestamp", text: timestamp) }
    }
  }

  fileprivate mutating func dataField(_ field: DataField) {
    element(
      "DataField",
      [
        "name": field.name, "optype": field.operation.rawValue, "dataType": field.type.name,
        "isCyclic": field.isCyclic ? "1" : nil,
      ]
    ) { writer in
      for interval in field.intervals { writer.interval(interval) }
      for value in field.values { writer.value(value) }
    }
  }

  private mutating func value(_ value: DataField.Value) {
    element(
      "Value",
      [
        "value": value.literal.text, "displayValue": value.display,
        "property": value.property == .valid ? nil : value.property.rawValue,
      ])
  }

  mutating func interval(_ interval: Interval) {
    let closure = (interval.includesLower ? "closed" : "open") + (interval.includesUpper ? "Closed" : "Open")
    element("Interval", ["closure": closure, "leftMargin": text(interval.lower), "rightMargin": text(interval.upper)])
  }

  mutating func derivedField(_ field: DerivedField) {
    element(
      "DerivedField",
      [
        "name": field.name.isEmpty ? nil : field.name, "optype": field.operation.rawValue, "dataType": field.type.name,
      ]
    ) { writer in
      writer.expression(field.expression)
      for value in field.values { writer.value(value) }
    }
  }

  fileprivate mutating func function(_ function: DefinedFunction) {
    element(
      "DefineFunction",
      ["name": function.name, "optype": function.operation.rawValue, "dataType": function.type?.name]
    ) { writer in
      for parameter in function.parameters {
        writer.element("ParameterField", ["name": parameter.name, "dataType": parameter.type?.name])
      }
      for field in function.derived { writer.derivedField(field) }
      writer.expression(function.expression)
    }
  }
}
