// Which of several functions of one name a call cannot mean, by its labels.

import Semantics
import SourceModel
import SwiftSyntax
import Synchronization

/// The parameters of a function, as far as a call shows which it is for.
struct FunctionLabels: Hashable, Sendable {
  private struct Parameter: Hashable, Sendable {
    /// `_` where a call writes none.
    var label: String
    var hasDefault = false
    var isVariadic = false
  }

  private var parameters: [Parameter]

  /// Reads a function's declaration; nil for one that is not whole.
  init?(of function: NodeID, in tree: Tree) {
    guard let signature = tree.child(.signature, of: function),
      let clause = tree.children(of: signature).first(where: { tree.swift($0) == .functionParameterClause }),
      let list = tree.children(of: clause).first(where: { tree.swift($0) == .functionParameterList })
    else { return nil }
    parameters = tree.children(of: list).map { parameter in
      Parameter(
        label: tree.child(.firstName, of: parameter).map { ScopeTable.unquoted(tree.text($0)) } ?? "_",
        hasDefault: tree.children(of: parameter).contains { tree.swift($0) == .initializerClause },
        isVariadic: tree.child(.ellipsis, of: parameter) != nil)
    }
  }

  /// Reads what `text` gives.
  init(_ text: Substring) {
    parameters = text.split(separator: ":").map { part in
      var parameter = Parameter(label: "")
      var label = part
      while let mark = label.last, mark == "=" || mark == "*" {
        if mark == "=" { parameter.hasDefault = true } else { parameter.isVariadic = true }
        label.removeLast()
      }
      parameter.label = String(label)
      return parameter
    }
  }

  /// `number:_=:others*:`, for other files; without dots, so that it can stand in a name.
  var text: String {
    parameters.map { "\($0.label)\($0.isVariadic ? "*" : "")\($0.hasDefault ? "=" : ""):" }.joined()
  }

  /// Whether a call may be one of the function: its labels come in the order of the parameters, and what it leaves out has
  /// a default. What stands behind the parentheses may be for any parameter.
  func mayTake(_ site: CallSite) -> Bool {
    var next = 0
    for argument in site.arguments {
      switch argument.form {
      case .positional:
        // One more value for a parameter that takes any number.
        if next > 0, parameters[next - 1].isVariadic { continue }
        guard pass(to: "_", &next) else { return false }
      case .labelled(let label): guard pass(to: label, &next) else { return false }
      case .trailing, .unpacked, .unpackedMapping: return next < parameters.count
      }
    }
    return parameters[next...].allSatisfy { $0.hasDefault || $0.isVariadic }
  }

  /// Whether a member that is called may be the function; what is not called is no call of it.
  func mayTake(callOf member: NodeID, in names: NameLookup) -> Bool {
    guard let site = CallReader.callSite(at: names.table.parent(member), in: names.tree), site.callee == member else {
      return false
    }
    return mayTake(site)
  }

  /// Goes behind the next parameter with a label; false where one that must be given stands before it.
  private func pass(to label: String, _ next: inout Int) -> Bool {
    while next < parameters.count, parameters[next].label != label {
      guard parameters[next].hasDefault || parameters[next].isVariadic else { return false }
      next += 1
    }
    next += 1
    return next <= parameters.count
  }
}

extension NameLookup {
  /// Why a function may not come to wait: it may be called where nobody would write `await`.
  func doubtfulCall(at node: NodeID, of name: String) -> String {
    let line = LineTable(tree.bytes).position(of: tree[node].start).line
    return "line \(line): `\(name)` is called on a value whose type is not known, and may be this one"
  }

  /// What a call by a bare name means where the project has a function of a library's name.
  enum Overload { case library, either, project }

  /// - Parameter own: What the file itself binds to the name outside of all types.
  func overload(of name: String, called site: CallSite?, own: [Binding]) -> Overload {
    guard let site else { return own.isEmpty ? .either : .project }
    guard let functions = ownFunctions(name, own) else { return own.isEmpty ? .either : .project }
    if functions.contains(where: { $0.mayTake(site) }) { return own.isEmpty ? .either : .project }
    return .library
  }

  /// The functions of that name that the file sees and no library has; nil where something else bears the name.
  private func ownFunctions(_ name: String, _ own: [Binding]) -> [FunctionLabels]? {
    var found: [FunctionLabels] = []
    for binding in own {
      guard binding.kind == .function, let labels = FunctionLabels(of: binding.node, in: tree) else { return nil }
      found.append(labels)
    }
    return projectFunctions(name).map { found + $0 }
  }

  private func projectFunctions(_ name: String) -> [FunctionLabels]? {
    if let functions = known.functions.withLock({ $0[name] }) { return functions }
    let functions = findProjectFunctions(name)
    known.functions.withLock { $0[name] = .some(functions) }
    return functions
  }

  private func findProjectFunctions(_ name: String) -> [FunctionLabels]? {
    var found: [FunctionLabels] = []
    for module in Set([context.module] + imports.map(\.module)).sorted() {
      guard let declared = context.project.module(module), declared.exports.names[name] != nil else { continue }
      let labels = declared.labels(ofFunction: name).map { FunctionLabels($0[...]) }
      // The name is that of a type or of a variable.
      if labels.isEmpty { return nil }
      found += labels
    }
    return found
  }
}
