// The way to one target, tried with the real rules and the real converter, nothing written.

package import Adaptation
import Conversion
package import Migration
import ModelCore
import RuleEngine
package import RuleModel
package import Semantics
import SourceModel

/// How far a project is from a target.
package struct TargetAssessment: Sendable {
  package enum Standing: String, Sendable, CaseIterable {
    /// Godwit does it.
    case automatic
    /// Godwit offers it, and a person looks at it.
    case review
    /// It cannot stay, and nothing says what to write.
    case blocked
    /// Nothing is known of it.
    case unknown
  }

  /// One thing to be done.
  package struct Item: Hashable, Sendable {
    package var standing: Standing
    /// `requirements.txt:3`, `models/churn.joblib`.
    package var place: String
    package var what: String
  }

  /// As asked for.
  package var target: String
  /// What moves and from where, with what says so.
  package var upgrades: [Upgrade] = []
  /// By place.
  package var items: [Item] = []
  /// The names that nothing is known of, or that break: name and count.
  package var open: [(standing: Standing, name: String, count: Int)] = []
  package var changedFiles = 0
  package var insertedLines = 0
  package var deletedLines = 0
  /// Whether it is another library that takes over, and no version.
  package var isSwap: Bool
  /// Why the target could not be tried; then there are no items.
  package var failure: String?

  package func count(_ standing: Standing) -> Int {
    items.filter { $0.standing == standing }.count + open.filter { $0.standing == standing }.map(\.count).reduce(0, +)
  }

  init(
    _ target: String, _ request: AssessmentRequest, root: String, models: ModelInventory, catalogue: PackCatalogue,
    language: any Language
  ) throws {
    self.target = target
    var adaptation = AdaptationRequest(paths: request.paths)
    adaptation.excludes = request.excludes
    adaptation.environments = request.environments
    adaptation.jobs = request.jobs
    adaptation.programStamp = request.programStamp
    let version = VersionTarget(target)
    isSwap = version == nil
    if let version {
      adaptation.targets = [version]
      adaptation.cacheFolder = request.cacheFolder
    } else {
      guard let swaps = RuntimeSwaps(to: target, of: models, catalogue, language) else {
        failure = "no pack leads to \(target); `godwit rules list` shows what there is."
        return
      }
      adaptation.swaps = swaps.swaps
      adaptation.models = swaps.models
      take(models)
    }
    do {
      take(try WholeModels(adaptation, catalogue: catalogue, language: language).outcome.report)
    } catch let error as RequestError {
      failure = "\(error.message); \(error.remedy)"
    } catch let error as AdaptationError {
      failure = error.message
    }
    items.sort { ($0.place, $0.what) < ($1.place, $1.what) }
  }

  private mutating func take(_ models: ModelInventory) {
    for item in models.models {
      switch item.outcome {
      case .converted(let result):
        let lossy = result.remarks.filter { $0.loss == .lossy }
        items.append(
          Item(
            standing: lossy.isEmpty ? .automatic : .review, place: item.name,
            what: lossy.first.map { "converts with a loss: \($0.text)" } ?? "converts to ONNX"))
      case .blocked(let why): items.append(Item(standing: .blocked, place: item.name, what: why))
      case .ready: break
      }
    }
  }

  private mutating func take(_ report: AdaptationReport) {
    upgrades = report.upgrades
    for file in report.files {
      for finding in file.findings {
        let standing: Standing = finding.isApplied ? .automatic : .review
        items.append(
          Item(
            standing: standing, place: "\(file.path):\(finding.start.line)",
            what: "\(finding.name): \(finding.why.isEmpty ? finding.rule : finding.why)"))
      }
      for problem in file.problems { items.append(Item(standing: .unknown, place: file.path, what: problem)) }
    }
    for note in report.pinNotes {
      items.append(Item(standing: .review, place: "\(note.path):\(note.line)", what: note.message))
    }
    open =
      report.ledger.names(.broken).map { (.blocked, $0.name, $0.count) }
      + report.ledger.names(.unknown).map { (.unknown, $0.name, $0.count) }
    changedFiles = report.changedFiles.count
    insertedLines = report.files.map(\.insertedLines).reduce(0, +)
    deletedLines = report.files.map(\.deletedLines).reduce(0, +)
  }
}
