// What rules may know of a model, from its trial conversion.

import Conversion
import ModelCore
import Semantics

extension ModelFact {
  /// Nil for a graph whose inputs or outputs are no plain arrays.
  init?(_ item: InventoriedModel, _ result: ONNXConversion.Result, library: String) {
    let graph = result.model.graph
    let inputs = graph.inputs.compactMap { Input($0) }
    let outputs = graph.outputs.compactMap { Output($0) }
    guard inputs.count == graph.inputs.count, outputs.count == graph.outputs.count, let model = item.model else {
      return nil
    }
    self.init(
      file: item.path, library: library, inputs: inputs,
      hasNamedColumns: !model.inputs.isEmpty && model.inputs.allSatisfy(\.isNamed), outputs: outputs,
      classes: result.classes.compactMap { Constant($0) })
    isBooster = item.isBooster
    if model.takesDictionaries {
      held = "it takes dictionaries, and what it becomes takes a column a key: convert it, and make the table in code."
    }
  }
}

extension ModelFact.Input {
  fileprivate init?(_ value: ValueInfo) {
    guard case .tensor(let type, let shape)? = value.type else { return nil }
    guard case .fixed(let width)? = shape?.last else { return nil }
    self.init(name: value.name, isText: type == .string, width: width)
  }
}

extension ModelFact.Output {
  fileprivate init?(_ value: ValueInfo) {
    guard case .tensor(_, let shape)? = value.type else { return nil }
    guard let shape, shape.count > 1 else {
      self.init(name: value.name)
      return
    }
    guard case .fixed(let width)? = shape.last else { return nil }
    self.init(name: value.name, width: width)
  }
}

extension Constant {
  /// A class as code writes it; nil for one that has no literal.
  fileprivate init?(_ label: Label) {
    switch label {
    case .integer(let value): self = .number(String(value))
    case .string(let text): self = .string(text)
    case .boolean(let value): self = .boolean(value)
    case .number(let value) where value.isFinite: self = .number("\(value)")
    case .number, .missing: return nil
    }
  }
}
