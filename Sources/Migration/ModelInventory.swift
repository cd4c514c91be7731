// The model files of a project: found by content, read without running anything, converted on trial.

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
  /// Whether the file is, or pickles, a booster of its library's own and no estimator around one.
  package var isBooster = false

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
  /// Pickles of any content that could do harm if they were loaded, sorted by path.
  package var dangers: [PickleDanger] = []
  /// Files that could not be looked at, one sentence each.
  package var problems: [String] = []

  /// Larger files are data, or models that nobody keeps beside code; they are reported.
  private static let sizeLimit: Int64 = 2 << 30

  /// Walks the given files and folders. Files that git ignores are looked at too: models are often kept out of it.
  package init(paths: [String], root: String) {
    var options = WalkOptions()
    options.takesManifests = false
    options.honoursIgnoreFiles = false
    options.sizeLimit = Self.sizeLimit
    let walk = SourceTree.walk(roots: paths, options: options)
    for entry in walk.entries where entry.identity.size > 0 {
      let path = entry.absolutePath
      guard ModelSniffer.mayBeModel(path) else { continue }
      let relative = path.hasPrefix(root + "/") ? String(path.dropFirst(root.count + 1)) : path
      look(at: path, named: relative, size: entry.identity.size)
    }
    models.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
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
    model.isBooster = ModelSniffer.isBooster(file)
    if file.kind != .onnx { convert(file, &model) }
    // A pickle without any estimator is data.
    if model.model == nil, case .blocked = model.outcome, !ModelSniffer.isSurelyModel(file) { return }
    models.append(model)
  }

  private func convert(_ file: ModelFile, _ model: inout InventoriedModel) {
    do {
      guard let read = try ModelReading.read(file)?.model else {
        model.outcome = .blocked("\(file.kind.rawValue) cannot be converted yet; `godwit inspect` tells what is in it.")
        return
      }
      model.model = read
      model.outcome = .converted(try ONNXConversion.convert(read, options: .init(target: OperatorTarget())))
    } catch {
      model.outcome = .blocked("\(error)")
    }
  }

  // MARK: Facts for rules

  /// What the rules of a library's swap may know.
  package func facts(of library: String) -> [ModelFact] {
    var facts: [ModelFact] = []
    for item in models where item.belongs(to: library) {
      guard case .converted(let result) = item.outcome, var fact = ModelFact(item, result, library: library) else {
        continue
      }
      if facts.contains(where: { $0.type == fact.type }) { fact.type += "_\(facts.count + 1)" }
      facts.append(fact)
    }
    return facts
  }
}
