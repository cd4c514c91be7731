// What a project is, and what stands in the way of each target it could move to.

package import Adaptation
package import Migration
import ModelCore
import Projects
package import RuleModel
package import Semantics
import SourceModel

/// What is to be assessed.
package struct AssessmentRequest: Sendable {
  package var paths: [String]
  /// `numpy==2.0`, or a library that takes another's place: `onnxruntime`.
  package var targets: [String] = []
  package var excludes: [String] = []
  package var environments: [String] = []
  package var jobs = 1
  package var cacheFolder: String?
  package var programStamp = ""

  package init(paths: [String]) { self.paths = paths }
}

/// What says which version of a library a project uses.
package struct LibraryVersions: Sendable {
  package var title: String
  /// As PyPI calls it.
  package var distribution: String?
  /// Nil where nothing says.
  package var inUse: String?
  /// `requirements.txt:3 (numpy==1.21.6)`, strongest first.
  package var evidence: [String]
  /// What does not fit together, a sentence each; what models were written by among it.
  package var disagreements: [String]
}

/// One thing of an inventory, with where each file has it first.
package struct InventoryItem<Value: Sendable>: Sendable {
  package var value: Value
  /// Sorted; one a file, and one at least.
  package var places: [SourcePlace]
  package var fileCount: Int { places.count }
  package var first: SourcePlace { places[0] }
}

/// A file that was counted, and how much there is of it.
package struct CountedFile<Amount: Hashable & Sendable>: Hashable, Sendable {
  package var path: String
  package var amount: Amount
}

/// A data file on disk, by the ending of its name.
package struct DataFileGroup: Hashable, Sendable {
  package var format: String
  /// In the order of the walk, with their bytes.
  package var files: [CountedFile<Int64>]
  package var count: Int { files.count }
  package var bytes: Int64 { files.map(\.amount).reduce(0, +) }
  package var first: String { files[0].path }
}

/// The inventory of a project and the way to each target.
package struct ProjectAssessment: Sendable {
  package struct LanguageShare: Hashable, Sendable {
    package var kind: SourceKind
    /// With their lines.
    package var sources: [CountedFile<Int>]
    package var files: Int { sources.count }
    package var lines: Int { sources.map(\.amount).reduce(0, +) }
  }

  package var root: String
  package var languages: [LanguageShare] = []
  package var frameworks: [InventoryItem<Framework>] = []
  package var marks: [InventoryItem<Mark>] = []
  package var versions: [LibraryVersions] = []
  package var models: ModelInventory
  package var dataFiles: [DataFileGroup] = []
  package var targets: [TargetAssessment] = []
  package var problems: [String] = []

  /// Looks at a project, and tries each target without writing anything.
  package init(
    _ request: AssessmentRequest, root: String, catalogue: PackCatalogue, language: any Language
  ) throws {
    self.root = root
    let survey = ProjectSurvey(request, root: root)
    models = ModelInventory(
      paths: request.paths, root: root, excludes: request.excludes, jobs: request.jobs, known: survey.plainFiles)
    languages = survey.languages
    frameworks = survey.frameworks
    marks = Self.joined(survey.marks + DockerImages.marks(in: survey.manifests, relative: survey.relative))
    dataFiles = survey.dataFiles
    problems = survey.problems + models.problems
    versions = Self.versions(survey, models, request.environments)
    for target in request.targets {
      targets.append(
        try TargetAssessment(target, request, root: root, models: models, catalogue: catalogue, language: language))
    }
  }

  /// Each mark once, with the places of code and of images.
  private static func joined(_ marks: [InventoryItem<Mark>]) -> [InventoryItem<Mark>] {
    var found: [InventoryItem<Mark>] = []
    for item in marks {
      if let known = found.firstIndex(where: { $0.value == item.value }) {
        found[known].places = (found[known].places + item.places).sorted()
      } else {
        found.append(item)
      }
    }
    return found
  }

  // MARK: Versions

  private static func versions(
    _ survey: ProjectSurvey, _ models: ModelInventory, _ environments: [String]
  ) -> [LibraryVersions] {
    Framework.all.compactMap { framework in
      guard !framework.distributions.isEmpty else { return nil }
      let names = DistributionNames(pip: framework.distributions)
      let inUse = survey.manifests.versionInUse(of: names, environments: environments)
      let written = models.models.filter { $0.model?.origin.library == framework.distributions[0] }
      guard !inUse.evidence.isEmpty || !written.isEmpty else { return nil }
      let relative = { (text: String) in survey.shortened(text) }
      var evidence = inUse.evidence.map { "\(relative($0.file)):\($0.line) (\($0.text))" }
      var disagreements = inUse.disagreements.map(relative)
      for item in written {
        guard let origin = item.model?.origin, let version = origin.version else { continue }
        evidence.append(
          "\(item.path) (written by \(origin.library) \(version)\(origin.isInferred ? ", concluded" : ""))")
        if let used = inUse.version, let wrote = Version(version), !used.isSameSeries(as: wrote) {
          disagreements.append("\(item.path) was written by \(origin.library) \(version), and \(used) is in use.")
        }
      }
      return LibraryVersions(
        title: framework.title, distribution: framework.distributions.first, inUse: inUse.version?.description,
        evidence: evidence, disagreements: disagreements)
    }
  }
}

extension Version {
  /// Whether two versions have the same first two numbers.
  fileprivate func isSameSeries(as other: Version) -> Bool {
    Array((release + [0, 0]).prefix(2)) == Array((other.release + [0, 0]).prefix(2))
  }
}
