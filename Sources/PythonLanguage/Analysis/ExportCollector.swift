// What a module offers to those that import it.

import Semantics
import SourceModel

struct ExportCollector {
  let analysis: NameAnalysis
  let resolver: NameResolver?

  init(_ analysis: NameAnalysis, _ resolver: NameResolver?) {
    self.analysis = analysis
    self.resolver = resolver
  }

  func exports(_ inference: inout TypeInference) -> ModuleExports {
    var exports = ModuleExports(module: analysis.context.module, all: analysis.scan.all)
    for record in analysis.scan.imports where record.isTopLevel {
      if record.isStar {
        exports.starImports.append(record.target)
      } else if !record.isProvided || record.route == .reExport {
        exports.names[record.localName] = record.written.isEmpty ? record.target : record.asNode == nil && !record.isFrom ? record.target : record.written
      }
    }
    addLibraryNames(to: &exports)
    if resolver != nil { addReturns(to: &exports, &inference) }
    return exports
  }

  /// The names that lead to a library at the end of the module.
  private func addLibraryNames(to exports: inout ModuleExports) {
    guard let resolver else { return }
    let end = NodeID(analysis.tree.count)
    for id in 0..<NameSet.ID(resolver.table.names.count) {
      let bindings = resolver.table.bindings(of: id, in: 0)
      guard !bindings.isEmpty, !bindings.allSatisfy({ isStar($0) }) else { continue }
      guard let meaning = resolver.resolveAtEnd(id, end), !meaning.isRebound else { continue }
      exports.names[resolver.table.names.name(id)] = meaning.text
    }
  }

  private func isStar(_ index: Int32) -> Bool {
    guard let resolver else { return false }
    let binding = resolver.table.bindings[Int(index)]
    return binding.form == .imported && resolver.imports[Int(binding.value)].isStar
  }

  /// Classes, with their bases, and functions whose result is known.
  private func addReturns(to exports: inout ModuleExports, _ inference: inout TypeInference) {
    let tree = analysis.tree
    for statement in tree.children(of: tree.root) {
      guard let name = tree.child(PythonRole.name.role, of: statement) else { continue }
      let text = tree.text(name)
      switch tree.python(statement) {
      case .classDef:
        let bases = inference.bases(ofClass: statement).map { TypeFact(type: $0, evidence: .inferred) }
        exports.returns[text] = TypeFact(type: inference.className(statement), evidence: .inferred, elements: bases)
      case .functionDef, .asyncFunctionDef:
        if let fact = inference.returned(by: statement), !fact.type.isEmpty { exports.returns[text] = fact }
      default: continue
      }
    }
  }
}

extension NameResolver {
  /// What a module's name means to those who import the module: what is in force after its last statement.
  func resolveAtEnd(_ name: NameSet.ID, _ end: NodeID) -> Resolution? {
    resolve(name, from: 0, at: NodeID(end.row - 1))
  }
}
