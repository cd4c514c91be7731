// Where a project writes down which model files it loads, besides at the calls that load them.

import Projects
import RuleEngine
import Semantics
import SourceModel

/// Finds constants, settings and configuration that name the models of a rule set.
struct ModelPaths: Sendable {
  let ruleSet: RuleSet
  /// What the run looks at.
  let paths: [String]
  let jobs: Int

  init(_ ruleSet: RuleSet, paths: [String], jobs: Int) {
    self.ruleSet = ruleSet
    self.paths = paths
    self.jobs = jobs
  }

  /// The rule set's models with what is said of their paths in sources and configuration files.
  func located(in sources: [SourceFile]) -> LoadableModels {
    var models = ruleSet.models
    guard !models.isEmpty else { return models }
    let order = sources.indices.sorted { sources[$0].stamp.size > sources[$1].stamp.size }
    let stems = Prefilter(Set(models.facts.map { Self.stem(of: $0.fileName) }).sorted())
    let found = Parallel.map(sources, in: order, jobs: jobs) { source in written(in: source, stems) }
    for path in found.joined() where models.paths.updateValue(path.path, forKey: path.name) != nil {
      // Two modules of one name: nobody knows which is meant.
      models.paths[path.name] = nil
    }
    models.settings = settings(of: models.facts)
    return models
  }

  private static func stem(of fileName: String) -> String {
    fileName.dropFirst().lastIndex(of: ".").map { String(fileName[..<$0]) } ?? fileName
  }

  private func written(in source: SourceFile, _ stems: Prefilter) -> [(name: String, path: ModelPath)] {
    guard case .success(let bytes) = ProjectFiles.reader(source), stems.admits(bytes), !isBinary(bytes) else {
      return []
    }
    let parsed = ruleSet.language.parse(bytes, at: source.path)
    let context = AnalysisContext(
      module: source.module, isPackage: source.isPackage,
      common: CommonContext(surfaces: ruleSet.source, models: ruleSet.models))
    let written = ruleSet.language.analyse(parsed, in: context).exports.paths
    return written.sorted { $0.key < $1.key }.map { name, path in
      var path = path
      path.file = source.path
      // What a function of another module is given stands under the function's own name.
      let isWhole = source.module.isEmpty || name.hasSuffix("()")
      return (isWhole ? name : "\(source.module).\(name)", path)
    }
  }

  // MARK: Configuration files

  /// Files that tell where a model lies: images, services, environments, scripts.
  private static let suffixes = [
    ".yml", ".yaml", ".json", ".toml", ".cfg", ".ini", ".env", ".sh", ".mk", ".conf", ".service",
  ]
  private static let names = ["Makefile", "Procfile", ".env", ".dockerignore", "MANIFEST.in"]

  /// Whether a file of that name may tell where a model lies. A plan speaks of the models as they were.
  static func mayTell(_ name: String) -> Bool {
    guard name != "godwit.yaml" else { return false }
    return suffixes.contains { name.hasSuffix($0) } || names.contains(name) || name.hasPrefix("Dockerfile")
      || name.hasSuffix(".Dockerfile") || name.hasSuffix("Containerfile")
  }

  private func settings(of facts: [ModelFact]) -> [String: [ModelSetting]] {
    var found: [String: [ModelSetting]] = [:]
    var options = WalkOptions()
    options.takesManifests = false
    let names = Set(facts.map(\.fileName)).sorted()
    let search = Prefilter(names)
    for entry in SourceTree.walk(roots: paths, options: options).entries {
      let file = lastComponent(entry.path)
      guard Self.mayTell(file), let bytes = try? readFile(entry), search.admits(bytes), !isBinary(bytes) else {
        continue
      }
      for line in bytes.split(separator: 0x0A) {
        let text = String(decoding: line, as: UTF8.self)
        for name in names where text.contains(name) {
          found[file, default: []].append(ModelSetting(fileName: name, line: text))
        }
      }
    }
    return found
  }
}
