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
    if inference.movesModels { _ = inference.storedPlaces() }
    for record in analysis.scan.imports where record.isTopLevel {
      if record.isStar {
        exports.starImports.append(record.target)
      } else if !record.isProvided || record.route == .reExport {
        exports.names[record.localName] = isRootOnly(record) ? record.target : record.written
      }
    }
    addLibraryNames(to: &exports)
    if resolver != nil { addReturns(to: &exports, &inference) }
    if inference.movesModels { addFlow(to: &exports, &inference) }
    if analysis.context.movesModels { exports.paths = inference.writtenPaths() }
    return exports
  }

  /// `import a.b` binds `a` alone.
  private func isRootOnly(_ record: ImportRecord) -> Bool { !record.isFrom && record.asNode == nil }

  /// The names that lead to a library at the end of the module.
  private func addLibraryNames(to exports: inout ModuleExports) {
    guard let resolver else { return }
    let end = NodeID(analysis.tree.count)
    for id in 0..<NameSet.ID(resolver.table.interesting.count) {
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

  /// Classes, with their bases, and functions whose annotation names something of a library.
  private func addReturns(to exports: inout ModuleExports, _ inference: inout TypeInference) {
    for statement in tree.children(of: tree.root) {
      switch tree.python(statement) {
      case .classDef:
        guard let name = name(of: statement) else { continue }
        let bases = bases(of: statement).map { TypeFact(type: $0, evidence: .inferred) }
        exports.returns[name] = TypeFact(type: qualified(name), evidence: .inferred, elements: bases)
      case .functionDef, .asyncFunctionDef:
        guard let name = name(of: statement), isTold(statement), let fact = inference.returned(by: statement),
          !fact.type.isEmpty
        else { continue }
        let isAnnotated = tree.child(PythonRole.returns.role, of: statement).map { mentionsLibrary($0) } ?? false
        if isAnnotated || isModel(fact) { exports.returns[name] = fact }
      case .assign, .annAssign: addModel(assignedBy: statement, to: &exports, &inference)
      default: continue
      }
    }
  }

  /// Whether what a function returns is looked at: where its annotation names a library, or where it may load a model.
  private func isTold(_ function: NodeID) -> Bool {
    guard !analysis.context.movesModels else { return true }
    guard let annotation = tree.child(PythonRole.returns.role, of: function) else { return false }
    return mentionsLibrary(annotation)
  }

  private func isModel(_ fact: TypeFact) -> Bool { analysis.context.models.model(ofType: fact.type) != nil }

  /// `model = joblib.load("churn.joblib")` at the top of the module.
  private func addModel(
    assignedBy statement: NodeID, to exports: inout ModuleExports, _ inference: inout TypeInference
  ) {
    guard analysis.context.movesModels,
      let target = tree.child(PythonRole.targets.role, of: statement)
        ?? tree.child(PythonRole.target.role, of: statement),
      tree.python(target) == .name, let value = tree.child(PythonRole.value.role, of: statement),
      let fact = inference.type(of: value), isModel(fact)
    else { return }
    exports.values[tree.text(target)] = fact
  }

  // MARK: Where models go

  private func addFlow(to exports: inout ModuleExports, _ inference: inout TypeInference) {
    exports.flow.held = inference.modelsInSharedPlaces()
    addNames(to: &exports, &inference)
    for statement in tree.children(of: tree.root) {
      guard let name = name(of: statement) else { continue }
      switch tree.python(statement) {
      case .functionDef, .asyncFunctionDef: exports.flow.followed.insert(qualified(name))
      case .classDef:
        exports.flow.followed.insert(qualified(name))
        addMethods(of: statement, to: &exports, &inference)
      default: continue
      }
    }
    exports.flow.given = inference.givenToOthers()
    for (function, values) in exports.flow.given {
      if values.values.contains(where: { if case .model = $0 { true } else { false } }) {
        exports.flow.takers.insert(function)
      }
    }
    exports.flow.touches =
      !exports.flow.takers.isEmpty || !exports.flow.held.isEmpty || exports.values.values.contains { isModel($0) }
      || exports.returns.values.contains { isModel($0) }
  }

  /// What methods of a class give, as far as it is a model.
  private func addMethods(of owner: NodeID, to exports: inout ModuleExports, _ inference: inout TypeInference) {
    for method in tree.children(of: owner)
    where [.functionDef, .asyncFunctionDef].contains(tree.python(method)) && tree.pythonRole(method) == .body {
      guard let name = name(of: method) else { continue }
      let place = "\(inference.className(owner)).\(name)"
      exports.flow.followed.insert(place)
      guard let fact = inference.returned(by: method), isModel(fact), fact.evidence > .guessed else { continue }
      exports.flow.held[place + "()"] = fact
      // A property is read without being called.
      exports.flow.held[place] = fact
    }
  }

  /// Names of the module that hold a model by what functions assign them.
  private func addNames(to exports: inout ModuleExports, _ inference: inout TypeInference) {
    for statement in tree.children(of: tree.root) {
      guard [.assign, .annAssign].contains(tree.python(statement)),
        let target = tree.child(PythonRole.targets.role, of: statement)
          ?? tree.child(PythonRole.target.role, of: statement),
        tree.python(target) == .name, exports.values[tree.text(target)] == nil,
        let fact = inference.valueType(of: target), isModel(fact), fact.evidence > .guessed
      else { continue }
      exports.values[tree.text(target)] = fact
    }
  }

  /// What functions at the top of the module return.
  func returns(of functions: Set<String>, _ inference: inout TypeInference) -> [String: TypeFact] {
    var found: [String: TypeFact] = [:]
    for statement in tree.children(of: tree.root) {
      guard [.functionDef, .asyncFunctionDef].contains(tree.python(statement)), let name = name(of: statement),
        functions.contains(name), let fact = inference.returned(by: statement), !fact.type.isEmpty
      else { continue }
      found[name] = fact
    }
    return found
  }

  private var tree: Tree { analysis.tree }

  private func name(of definition: NodeID) -> String? {
    tree.child(PythonRole.name.role, of: definition).map(tree.text)
  }

  private func qualified(_ name: String) -> String {
    analysis.context.module.isEmpty ? name : "\(analysis.context.module).\(name)"
  }

  /// The bases that lead to a library, or stand in this module.
  private func bases(of owner: NodeID) -> [String] {
    guard let resolver else { return [] }
    return tree.children(of: owner).filter { tree.pythonRole($0) == .bases }.compactMap { base in
      guard let meaning = resolver.resolveChain(base, from: 0) else { return nil }
      return resolver.surfaces.resolve(meaning.text)?.name ?? meaning.text
    }
  }

  private func mentionsLibrary(_ node: NodeID) -> Bool {
    guard let names = resolver?.table.interesting else { return false }
    return (node.row..<tree[node].subtreeEnd).contains { row in
      let at = tree[NodeID(row)]
      let kind = tree.python(NodeID(row))
      return kind == .string || (kind == .name && names.find(tree.bytes, at.start, at.end) != NameSet.absent)
    }
  }
}

extension NameResolver {
  /// What a module's name means to those who import the module: what is in force after its last statement.
  func resolveAtEnd(_ name: NameSet.ID, _ end: NodeID) -> Resolution? {
    resolve(name, from: 0, at: NodeID(end.row - 1))
  }
}
