// What the modules of a project offer each other.

/// What one module offers to those that import it.
package struct ModuleExports: Hashable, Sendable {
  /// The module's dotted name.
  package var module: String
  /// Its names that lead elsewhere: `product` → `numpy.product`, `np` → `numpy`, `helper` → `pkg.util.helper`. Of one of
  /// several files, the names that it declares, each with the module.
  package var names: [String: String]
  /// Modules whose every public name it takes over (`from .core import *`).
  package var starImports: [String]
  /// `__all__`, where it is a literal.
  package var all: [String]?
  /// What its functions return and its classes are, where the code shows it: `load` → `numpy.ndarray`.
  package var returns: [String: TypeFact]
  /// What its variables hold, where that is a model loaded from a file.
  package var values: [String: TypeFact]
  /// What its variables and the attributes of its classes say of the paths of models: `MODEL_PATH`, `settings.model`.
  package var paths: [String: ModelPath] = [:]
  /// Whether this is one file of a module of several, which see each other's names.
  package var isPart: Bool
  /// Functions that come to wait or fail, of this module and of those it uses; by module and path.
  package var waiting: [String: WaitingFunction] = [:]
  /// Where models go that were loaded from files.
  package var flow = ModelFlow()

  package init(
    module: String, names: [String: String] = [:], starImports: [String] = [], all: [String]? = nil,
    returns: [String: TypeFact] = [:], values: [String: TypeFact] = [:], isPart: Bool = false
  ) {
    self.isPart = isPart
    self.module = module
    self.names = names
    self.starImports = starImports
    self.all = all
    self.returns = returns
    self.values = values
  }

  /// What the files of one module offer together; what an earlier one says stands.
  package init(joining files: [ModuleExports]) {
    self = files.first ?? ModuleExports(module: "")
    names.reserveCapacity(files.reduce(0) { $0 + $1.names.count })
    returns.reserveCapacity(files.reduce(0) { $0 + $1.returns.count })
    for file in files.dropFirst() { add(file) }
  }

  /// Takes in what another file of the same module offers; what is here already stays.
  mutating func add(_ other: ModuleExports) {
    names.merge(other.names) { own, _ in own }
    returns.merge(other.returns) { own, new in own == new ? own : Self.either(own, new) }
  }

  /// What is known of a name that two files declare: a type inherits from all that both say; which of two functions is
  /// called, their parameters decide.
  private static func either(_ one: TypeFact, _ other: TypeFact) -> TypeFact {
    guard one.type == other.type else { return TypeFact(type: "other.unknown", evidence: .guessed) }
    var both = one
    both.evidence = min(one.evidence, other.evidence)
    both.elements += other.elements.filter { !one.elements.contains($0) }
    return both
  }
}

/// One module of a project. A class: it is looked up for nearly every name, and what it offers is too much to be copied
/// each time.
package final class ProjectModule: Sendable {
  package let exports: ModuleExports
  private let labels = NameMemo<[String]>()
  private let foundMembers = Once<SharedNames>()

  init(_ exports: ModuleExports) { self.exports = exports }

  /// Whether some type of the module may have a member of that name.
  package func mayHaveMember(_ name: String) -> Bool {
    foundMembers.value {
      var members = NameSet()
      for name in exports.names.keys where name.isDotted { members.insert(lastPartOf: name) }
      return SharedNames(members)
    }.contains(name)
  }

  /// The labels of the functions of a name, where functions are told apart by them; sorted.
  package func labels(ofFunction name: String) -> [String] {
    labels.value(name) { name in
      let start = name + "("
      return exports.names.keys.filter { $0.hasPrefix(start) }.map { String($0.dropFirst(start.count).dropLast()) }
        .sorted()
    }
  }
}

/// The exports of all modules of a project, to resolve names through. It never changes once it is made.
package final class ProjectIndex: Sendable {
  /// Each module put together, in the order in which their files came.
  package let modules: ContiguousArray<ProjectModule>
  /// By number the names of the modules.
  private let moduleNames: NameSet
  /// What files without a module's name offer, if there are any: it is last of all.
  private let nameless: ProjectModule?

  /// Functions that come to wait or fail, by module and path.
  package let waiting: [String: WaitingFunction]

  /// Where models go, in all modules together.
  package let flow: ModelFlow

  /// - Parameters:
  ///   - modules: Each module put together, once.
  ///   - parts: What the files offer, for what is told by the function and not by the module.
  private init(
    _ modules: some Sequence<ModuleExports>, of parts: some Sequence<ModuleExports>, flow: ModelFlow,
    unnamed: @escaping @Sendable () -> NameSet
  ) {
    var names: NameSet = []
    var known: ContiguousArray<ProjectModule> = []
    var nameless: ProjectModule?
    for exports in modules {
      let module = ProjectModule(exports)
      if names.insert(exports.module) == NameSet.absent { nameless = module } else { known.append(module) }
    }
    precondition(known.count == names.count, "each module is there once")
    if let nameless { known.append(nameless) }
    (self.modules, moduleNames, self.nameless) = (known, names, nameless)
    var waiting: [String: WaitingFunction] = [:]
    for exports in parts where !exports.waiting.isEmpty {
      for (name, function) in exports.waiting {
        waiting[name, default: WaitingFunction(effects: [], rule: "")].formUnion(function)
      }
    }
    (self.waiting, self.flow, makeUnnamed) = (waiting, flow, unnamed)
  }

  package convenience init() { self.init([], of: [], flow: ModelFlow(), unnamed: { [] }) }

  /// - Parameter unnamed: What `addUnnamed(by:to:)` finds in all modules, where that is at hand; asked for once, if at all.
  package convenience init(
    _ modules: some Sequence<ModuleExports>, unnamed: (@Sendable () -> NameSet)? = nil
  ) {
    let modules = Array(modules)
    var flow = ModelFlow()
    var places: [String: Int] = [:]
    places.reserveCapacity(modules.count)
    var joined: ContiguousArray<ModuleExports> = []
    joined.reserveCapacity(modules.count)
    for exports in modules {
      if !exports.flow.isEmpty || !exports.flow.followed.isEmpty { flow.add(exports.flow) }
      if let place = places[exports.module] {
        if exports.isPart { joined[place].add(exports) } else { joined[place] = exports }
      } else {
        places[exports.module] = joined.count
        joined.append(exports)
      }
    }
    self.init(
      joined, of: modules, flow: flow,
      unnamed: unnamed ?? { modules.reduce(into: []) { Self.addUnnamed(by: $1, to: &$0) } })
  }

  /// - Parameters:
  ///   - joined: Modules of several files, each put together, once.
  ///   - parts: What the files offer, for what is told by the function and not by the module.
  package convenience init(
    joined: some Sequence<ModuleExports>, of parts: some Sequence<ModuleExports>,
    unnamed: @escaping @Sendable () -> NameSet
  ) {
    self.init(joined, of: parts, flow: ModelFlow(), unnamed: unnamed)
  }

  /// Adds the last parts of what one module hands on under other names, and of the types of what its functions return.
  package static func addUnnamed(by exports: ModuleExports, to found: inout NameSet) {
    if exports.isPart {
      // A module's own names, and those of its types' members, which are reached without the type's.
      for name in exports.names.keys where name.isDotted { found.insert(lastPartOf: name) }
    } else {
      for (name, target) in exports.names where !target.isNamed(name) { found.insert(lastPartOf: target) }
    }
    for (name, fact) in exports.returns {
      // A class of the module's own is reached by its name.
      if exports.isPart || !fact.type.isNamed(name) { found.insert(lastPartOf: fact.type) }
      for element in fact.elements { add(element, to: &found) }
    }
    for fact in exports.values.values { add(fact, to: &found) }
  }

  private static func add(_ fact: TypeFact, to found: inout NameSet) {
    found.insert(lastPartOf: fact.type)
    for element in fact.elements { add(element, to: &found) }
  }

  /// The last parts of all that a file can get from another module without writing that name itself: what renamed
  /// names lead to, and the types of what functions return.
  package var unnamed: NameSet { foundUnnamed.value { Names(makeUnnamed()) }.all }

  /// Every file asks for them, so that no lock may stand before.
  private final class Names: Sendable {
    let all: NameSet
    init(_ all: NameSet) { self.all = all }
  }

  private let foundUnnamed = Once<Names>()
  private let makeUnnamed: @Sendable () -> NameSet

  /// What calling a function of the project gives, or what a variable of it holds, where its module says so.
  package func fact(of name: String) -> TypeFact? {
    let resolved = resolve(name)
    guard let dot = resolved.lastDot, let module = module(resolved[..<dot]) else { return nil }
    let last = resolved.lastDottedPart
    return module.exports.returns[last] ?? module.exports.values[last]
  }

  package var isEmpty: Bool { modules.isEmpty }

  package func module(_ name: String) -> ProjectModule? {
    name.withBytes { module($0) }
  }

  package func module(_ name: Substring) -> ProjectModule? {
    name.utf8.withContiguousStorageIfAvailable { module($0) } ?? module(String(name))
  }

  private func module(_ name: UnsafeBufferPointer<UInt8>) -> ProjectModule? {
    guard !name.isEmpty else { return nameless }
    let number = moduleNames.find(name)
    return number == NameSet.absent ? nil : modules[Int(number)]
  }

  /// What a dotted name of the project leads to, followed from module to module; the name itself if nowhere.
  ///
  /// `pkg.compat.product` → `numpy.product` when `pkg/compat.py` says `from numpy import product`.
  package func resolve(_ name: String) -> String {
    isEmpty ? name : resolved.value(name) { follow($0) }
  }

  private let foundHeirs = Once<Heirs>()
  private let resolved = NameMemo<String>()
  private let leading = NameMemo<Bool>()

  package typealias Heir = (module: String, heir: String)

  /// The types that say of themselves that they inherit from `path`, in the order of their modules and names.
  package func heirs(of path: String) -> [Heir] {
    foundHeirs.value { Heirs(modules.map(\.exports), bases: Self.bases) }.byBase[path] ?? []
  }

  private final class Heirs: Sendable {
    let byBase: [String: [Heir]]

    init(_ modules: [ModuleExports], bases: String) {
      var byBase: [String: [Heir]] = [:]
      for exports in modules {
        for (key, fact) in exports.returns where key.hasSuffix(bases) {
          let heir = (module: exports.module, heir: String(key.dropLast(bases.count)))
          for base in Set(fact.elements.map(\.type)) { byBase[base, default: []].append(heir) }
        }
      }
      self.byBase = byBase.mapValues { heirs in heirs.sorted { ($0.module, $0.heir) < ($1.module, $1.heir) } }
    }
  }

  /// Behind the name of a type: what it inherits from.
  private static let bases = ".<bases>"

  /// Whether a module has names that lead to a provided library, or might by a star import.
  ///
  /// - Parameter surfaces: The same for all questions to one index.
  package func leads(_ module: String, to surfaces: SurfaceSet) -> Bool {
    leading.value(module) { module in
      guard let exports = self.module(module)?.exports else { return false }
      return !exports.starImports.isEmpty || exports.names.values.contains { surfaces.provides(resolve($0)) }
    }
  }

  private func follow(_ name: String) -> String {
    guard var current = step(name) else { return name }
    var seen: Set<String> = [name]
    // A module may say that a name of it lies inside itself (`from .b import b`, and nothing known of `b`): then names
    // would grow for ever, one inside the other.
    while seen.insert(current).inserted, seen.count < Self.longestWay, let next = step(current) { current = next }
    return seen.count < Self.longestWay ? current : name
  }

  /// No name is handed on by so many modules.
  private static let longestWay = 24

  /// The names that `from module import *` brings, with what each leads to, sorted by name.
  package func starNames(of module: String) -> [(name: String, target: String)] {
    let found = starred.value(module) { module in
      let names = collectedStarNames(of: module)
      // Each module that was met has all it takes by now.
      for (other, own) in names { _ = starred.value(other) { _ in own } }
      return names[module] ?? [:]
    }
    return found.sorted { $0.key < $1.key }.map { ($0.key, resolve($0.value)) }
  }

  private let starred = NameMemo<[String: String]>()

  /// What modules take from each other grows until nothing more comes: where they import each other in circles, that is
  /// after a few rounds. A module stands behind those it takes from, so that without circles one round is enough.
  private func collectedStarNames(of module: String) -> [String: [String: String]] {
    let order = starOrder(from: module)
    var names: [String: [String: String]] = [:]
    for other in order { names[other] = self.module(other).map { ownStarNames($0.exports) } }
    var hasGrown = true
    while hasGrown {
      hasGrown = false
      for taker in order {
        guard let exports = self.module(taker)?.exports, var own = names[taker] else { continue }
        let count = own.count
        for other in exports.starImports {
          for (name, target) in names[other] ?? [:] where own[name] == nil && exports.all?.contains(name) ?? true {
            own[name] = target
          }
        }
        guard own.count > count else { continue }
        names[taker] = own
        hasGrown = true
      }
    }
    return names
  }

  private func ownStarNames(_ exports: ModuleExports) -> [String: String] {
    exports.names.filter { exports.all?.contains($0.key) ?? !$0.key.hasPrefix("_") }
  }

  /// The modules that `module` reaches by star imports, each behind those it takes from, `module` last.
  private func starOrder(from module: String) -> [String] {
    var order: [String] = []
    var seen: Set<String> = [module]
    var open: [(module: String, rest: [String])] = [(module, self.module(module)?.exports.starImports ?? [])]
    while let top = open.last {
      if let next = top.rest.first {
        open[open.count - 1].rest.removeFirst()
        if seen.insert(next).inserted { open.append((next, self.module(next)?.exports.starImports ?? [])) }
      } else {
        order.append(top.module)
        open.removeLast()
      }
    }
    return order
  }

  /// One step: the longest prefix that is a module, and where the name after it leads.
  private func step(_ name: String) -> String? {
    let text = name.utf8
    var end = text.endIndex
    while let dot = text[..<end].lastIndex(of: UInt8(ascii: ".")) {
      end = dot
      guard let module = module(name[..<dot]) else { continue }
      let rest = text[text.index(after: dot)...]
      let stop = rest.firstIndex(of: UInt8(ascii: ".")) ?? text.endIndex
      let first = String(name[rest.startIndex..<stop])
      let tail = name[stop...]
      if let target = module.exports.names[first] { return target + tail }
      return starTarget(first, of: module).map { $0 + tail }
    }
    return nil
  }

  /// Where the first module that has the name, among those a module takes everything from, says that it leads.
  private func starTarget(_ name: String, of module: ProjectModule) -> String? {
    guard !module.exports.starImports.isEmpty else { return nil }
    var seen: NameSet = [module.exports.module]
    var open = Array(module.exports.starImports.reversed())
    while let next = open.popLast() {
      guard case let count = seen.count, seen.insert(next) == NameSet.ID(count), let other = self.module(next) else {
        continue
      }
      if let target = other.exports.names[name] { return target }
      open += other.exports.starImports.reversed()
    }
    return nil
  }
}
