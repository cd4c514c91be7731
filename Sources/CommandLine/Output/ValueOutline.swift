// A value of the model dialect as an outline that a person can read.

import ModelCore

/// A name, what it is, and its parts. Long lists are told by their length.
struct ValueOutline: Encodable {
  var name: String
  var value: String?
  var children: [ValueOutline]

  init(name: String, value: String? = nil, children: [ValueOutline] = []) {
    self.name = name
    self.value = value
    self.children = children
  }

  /// Deeper than any model that a person made.
  private static let depthLimit = 100
  /// Parts of a list that are told one by one.
  private static let partLimit = 8

  init(of subject: Any, named name: String, depth: Int = 0) {
    self.init(name: name)
    guard depth < Self.depthLimit else {
      value = "…"
      return
    }
    switch subject {
    case let matrix as Matrix: value = "\(matrix.rowCount) × \(matrix.columnCount)"
    case let tree as DecisionTree: value = "\(tree.nodes.count) nodes"
    case let ensemble as TreeEnsemble:
      let nodes = ensemble.trees.reduce(0) { $0 + $1.nodes.count }
      value =
        "\(ensemble.trees.count) trees, \(nodes) nodes, \(ensemble.outputCount) outputs, \(ensemble.aggregation.rawValue)"
    case let label as Label: value = label.text ?? "None"
    default: describe(subject, depth)
    }
  }

  private mutating func describe(_ subject: Any, _ depth: Int) {
    let mirror = Mirror(reflecting: subject)
    switch mirror.displayStyle {
    case .collection:
      let simple = mirror.children.allSatisfy { Mirror(reflecting: $0.value).children.isEmpty || $0.value is Label }
      if simple && mirror.children.count > Self.partLimit {
        value = "\(mirror.children.count) values"
      } else if simple {
        value =
          "["
          + mirror.children.map { ValueOutline(of: $0.value, named: "", depth: depth + 1).value ?? "" }.joined(
            separator: ", ") + "]"
      } else {
        children = mirror.children.prefix(Self.partLimit).enumerated().map {
          ValueOutline(of: $0.element.value, named: "[\($0.offset)]", depth: depth + 1)
        }
        let rest = mirror.children.count - children.count
        if rest > 0 { children.append(ValueOutline(name: "…", value: "\(rest) more")) }
      }
    case .optional:
      if let inner = mirror.children.first?.value {
        self = ValueOutline(of: inner, named: name, depth: depth + 1)
      } else {
        value = "none"
      }
    case .enum:
      guard let payload = mirror.children.first else {
        value = "\(subject)"
        return
      }
      value = payload.label
      children = [ValueOutline(of: payload.value, named: "", depth: depth + 1)]
      if children[0].name.isEmpty && children[0].value == nil { children = children[0].children }
    case nil: value = "\(subject)"
    default:
      children = mirror.children.map { ValueOutline(of: $0.value, named: $0.label ?? "", depth: depth + 1) }
    }
  }

  func lines(indent: String) -> [String] {
    let head = [name, value ?? ""].filter { !$0.isEmpty }.joined(separator: ": ")
    return [indent + head] + children.flatMap { $0.lines(indent: indent + "  ") }
  }
}
