// Paths of models that a function is given to load: `load("models/churn.pkl")`.

import Semantics
import SourceModel

extension TypeInference {
  /// The path that a parameter is given by the one call of its function, here or in another module.
  mutating func callerEnd(_ binding: Binding, depth: Int) -> PathEnd? {
    let argument = parents[binding.node]
    let arguments = parents[argument]
    let function = parents[arguments]
    guard movesModels, [.functionDef, .asyncFunctionDef].contains(tree.python(function)),
      enclosingClass(ofMethod: function) == nil,
      let name = tree.child(PythonRole.name.role, of: function).map(tree.text),
      let position = tree.children(of: arguments).filter({ tree.python($0) == .argument }).firstIndex(of: argument)
    else { return nil }
    let table = callTable()
    guard table.mentions[name] == nil else { return nil }
    let own = (table.calls[name] ?? []).filter { calls($0, function) }
    let key = Self.key("\(analysis.context.module).\(name)")
    guard let elsewhere = analysis.context.models.paths[key] else {
      guard own.count == 1, let value = value(of: own[0], position, tree.text(binding.node)) else { return nil }
      return pathEnd(of: value, depth: depth + 1)
    }
    return own.isEmpty ? PathEnd(fileName: elsewhere.fileName, elsewhere: key) : nil
  }

  /// What this module gives functions of others, where that names a model.
  mutating func pathsGivenToOthers() -> [String: ModelPath] {
    let models = analysis.context.models
    var found: [String: [ModelPath]] = [:]
    for row in tree.rows.indices where tree.python(NodeID(row)) == .call {
      guard let function = tree.child(PythonRole.function.role, of: NodeID(row)), let symbol = symbol(function),
        !surfaces.provides(symbol.text), !models.loaders.contains(symbol.text), symbol.route != .assigned,
        let argument = tree.children(of: NodeID(row)).first(where: { tree.pythonRole($0) == .argumentValues }),
        let end = pathEnd(of: argument, depth: 0), let place = end.place, models.model(named: end.fileName) != nil
      else { continue }
      found[Self.key(symbol.text), default: []].append(ModelPath(fileName: end.fileName, place: place))
    }
    // A function that is told of several files loads now this, now that.
    return found.compactMapValues { $0.count == 1 ? $0[0] : nil }
  }

  /// A function is no constant of its name.
  private static func key(_ function: String) -> String { function + "()" }

  private func value(of call: NodeID, _ position: Int, _ name: String) -> NodeID? {
    var index = 0
    for child in tree.children(of: call) {
      switch tree.pythonRole(child) {
      case .argumentValues:
        if tree.python(child) == .starred { return nil }
        if index == position { return child }
        index += 1
      case .keywords:
        guard let label = tree.child(PythonRole.name.role, of: child), tree.text(label) == name else { continue }
        return tree.child(PythonRole.value.role, of: child)
      default: continue
      }
    }
    return nil
  }
}
