// The model files of a project: found by content, read without running anything, converted on trial.

import Adaptation
package import Conversion
package import ModelCore
package import ModelFormats
import Projects
package import Semantics

/// A model file of a project and what becomes of it.
package struct InventoriedModel: Sendable {
  /// What a trial conversion to ONNX gave.
  package enum Outcome: Sendable {
    case converted(ONNXConversion.Result)
    /// One sentence: why not, and what to do.
    case blocked(String)
    /// ONNX already.
    case ready
  }

  /// Relative to the project's root.
  package var path: String
  package var location: String
  package var kind: ModelFileKind
  package var size: Int64
  package var model: PredictiveModel?
  package var outcome: Outcome
  /// Where in the file the model is, if the file holds several values.
  package var part: String?
  /// The same as `ModelSelection` names it.
  package var selection: String?
  /// Whether the file is, or pickles, a booster of its library's own and no estimator around one.
  package var isBooster = false

  /// The file, and what of it is meant.
  package var name: String { part.map { "\(path) (\($0))" } ?? path }

  /// Whether a library's swap speaks of the model.
  package func belongs(to library: String) -> Bool {
    guard let origin = model?.origin.library else { return false }
    return origin == library
  }
}

/// The models of a project.
package struct ModelInventory: Sendable {
  /// Sorted by path.
  package var models: [InventoriedModel] = []
  /// Files of several models and plain values that can be taken apart, by path.
  package var bundles: [String: ModelBundle] = [:]
  /// Pickles of any content that could do harm if they were loaded, sorted by path.
  package var dangers: [PickleDanger] = []
  /// Files that could not be looked at, one sentence each.
  package var problems: [String] = []

  /// Larger files are data, or models that nobody keeps beside code; they are reported.
  private static let sizeLimit: Int64 = 2 << 30

  /// Walks the given files and folders. Files that git ignores are looked at too: models are often kept out of it.
  ///
  /// - Parameter known: Files whose first bytes were seen to begin no model, by absolute path; they are not opened again.
  package init(
    paths: [String], root: String, excludes: [String] = [], jobs: Int = 1, known: Set<String> = []
  ) {
    var options = WalkOptions()
    options.takesManifests = false
    options.honoursIgnoreFiles = false
    options.excludes = excludes
    options.sizeLimit = Self.sizeLimit
    let entries = SourceTree.walk(roots: paths, options: options).entries
      .filter { $0.identity.size > 0 && !known.contains($0.absolutePath) }
    let mayBe = Parallel.map(entries, in: Array(entries.indices), jobs: jobs) {
      ModelSniffer.mayBeModel($0.absolutePath)
    }
    for (entry, _) in zip(entries, mayBe).filter(\.1) {
      let path = entry.absolutePath
      let relative = path.hasPrefix(root + "/") ? String(path.dropFirst(root.count + 1)) : path
      look(at: path, named: relative, size: entry.identity.size)
    }
    models = models.enumerated().sorted { ($0.element.path, $0.offset) < ($1.element.path, $1.offset) }.map(\.element)
    dangers.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  private mutating func look(at location: String, named path: String, size: Int64) {
    let file: ModelFile
    do {
      file = try ModelFile(path: location)
    } catch {
      problems.append("\(path): \(error)")
      return
    }
    if let danger = PickleDanger(file, at: path) { dangers.append(danger) }
    guard ModelSniffer.isModel(file.kind) else { return }
    var model = InventoriedModel(path: path, location: location, kind: file.kind, size: size, outcome: .ready)
    let pickle = ModelSniffer.pickle(file)
    if let pickle, let bundle = ModelBundle(pickle) { return take(bundle, of: file, pickle, model) }
    if let pickle, let reason = ModelSniffer.hiding(pickle) {
      model.outcome = .blocked(reason)
      return models.append(model)
    }
    model.isBooster = ModelSniffer.isBooster(file, pickle)
    if file.kind != .onnx { convert(&model) { try ModelReading.read(file)?.model } }
    // A pickle without any estimator is data.
    if model.model == nil, case .blocked = model.outcome, !ModelSniffer.isSurelyModel(file, pickle) { return }
    models.append(model)
  }

  /// Every estimator of a bundle is a model; where one of them or something beside them stands in the way, none is.
  private mutating func take(_ bundle: ModelBundle, of file: ModelFile, _ pickle: Pickle, _ whole: InventoriedModel) {
    var parts: [InventoriedModel] = []
    for part in bundle.parts where part.isEstimator {
      var model = whole
      model.part = part.key
      model.selection = part.path
      convert(&model) { try ScikitLearnReader.read(pickle, selecting: .path(part.path), leavesRest: false) }
      parts.append(model)
    }
    var reason = bundle.obstacle
    if reason == nil {
      for model in parts {
        if case .blocked(let why) = model.outcome {
          reason = reason ?? "`\(model.part ?? "")` of it cannot move: \(why)"
        }
      }
    }
    if let reason {
      for index in parts.indices {
        if case .blocked = parts[index].outcome { continue }
        parts[index].outcome = .blocked(reason)
      }
    } else {
      bundles[whole.path] = bundle
    }
    models += parts
  }

  private func convert(_ model: inout InventoriedModel, reading: () throws -> PredictiveModel?) {
    do {
      guard let read = try reading() else {
        model.outcome = .blocked(
          "\(model.kind.rawValue) cannot be converted yet; `godwit inspect` tells what is in it.")
        return
      }
      model.model = read
      model.outcome = .converted(try ONNXConversion.convert(read, options: .init(target: OperatorTarget())))
    } catch {
      model.outcome = .blocked("\(error)")
    }
  }

  // MARK: Facts for rules

  /// What the rules of several libraries' swaps may know. A file with models of several libraries moves by the rules of all.
  package func facts(of libraries: [String]) -> [ModelFact] {
    var facts = libraries.flatMap(ownFacts)
    for (path, bundle) in bundles.sorted(by: { $0.key < $1.key }) {
      let own = facts.indices.filter { facts[$0].file == path }
      guard let first = own.first else { continue }
      if own.count == bundle.parts.filter(\.isEstimator).count {
        if let fact = bundleFact(path, bundle, library: facts[first].library, own.map { facts[$0] }) {
          facts.append(fact)
        }
      } else {
        let all = Set(models.filter { $0.path == path }.compactMap { $0.model?.origin.library }).sorted()
        for index in own {
          facts[index].held = "it holds models of \(all.joined(separator: " and ")), which move together."
        }
      }
    }
    return facts
  }

  private func ownFacts(of library: String) -> [ModelFact] {
    var facts: [ModelFact] = []
    for item in models where item.belongs(to: library) {
      guard case .converted(let result) = item.outcome, var fact = ModelFact(item, result, library: library) else {
        continue
      }
      if let part = item.part { fact.becomePart(part) }
      if facts.contains(where: { $0.type == fact.type }) { fact.type += "_\(facts.count + 1)" }
      facts.append(fact)
    }
    return facts
  }

  private func bundleFact(_ path: String, _ bundle: ModelBundle, library: String, _ own: [ModelFact]) -> ModelFact? {
    guard let container = ModelFact.Bundle.Container(rawValue: bundle.container.rawValue) else { return nil }
    let entries = bundle.parts.map { part in
      let fact = own.first { $0.part == part.key }
      return ModelFact.Bundle.Entry(key: part.key, type: fact?.type, converted: fact?.converted)
    }
    return ModelFact(file: path, library: library, bundle: .init(container: container, entries: entries))
  }
}
