// Why a place was or was not rewritten: what is known of it, and what each rule made of that.

import Projects
import RuleEngine
package import RuleModel
package import Semantics
import SourceModel

extension AdaptationRun {
  /// A run over the whole project of the one file that the request names, without a cache.
  package init(aroundFile request: AdaptationRequest, catalogue: PackCatalogue, language: any Language) throws {
    guard let file = request.paths.first, let root = ProjectRoot.find(from: file) else {
      throw AdaptationError("\(request.paths.first ?? "") does not exist; name a file that does.")
    }
    var request = request
    request.paths = [root]
    request.cacheFolder = nil
    try self.init(request, catalogue: catalogue, language: language)
  }

  /// One paragraph for each use of a library on a line.
  package func explanations(of path: String, line: Int) throws -> [String] {
    let outcome = try execute()
    guard let place = resolvedPath(path),
      let study = try study(files.relative(place), outcome.project, seesAllMembers: true)
    else {
      throw AdaptationError("\(path) is not among the project's sources; name one that is.")
    }
    let lines = LineTable(study.bytes)
    guard line <= lines.lineCount else {
      throw AdaptationError("\(path) has \(lines.lineCount) lines; name one of them.")
    }
    let unnamed = try outcome.project.index.unnamed
    let range = lines.range(ofLine: line)
    return try plan.ruleSet().explanations(in: study.facts, unnamed: unnamed, touching: range).map { explanation in
      text(explanation, study, lines)
    }
  }

  private func text(_ explanation: Explanation, _ study: FileAdaptation.Study, _ lines: LineTable) -> String {
    let reference = explanation.reference
    let position = lines.position(of: study.facts.tree.range(reference.node).start)
    var text = "\(position.line):\(position.column)  \(study.facts.tree.text(reference.node)) is \(reference.name)"
    text += " (\(reference.route.words), \(reference.use.rawValue)): \(explanation.standing.words)"
    if let receiver = reference.receiver {
      let chain = receiver.chain.map { "\($0.text), line \(lines.position(of: $0.range.start).line)" }
      text += "\n  receiver: \(receiver.type), \(receiver.evidence.name)"
      if !chain.isEmpty { text += " (\(chain.joined(separator: "; ")))" }
    }
    if explanation.attempts.isEmpty { text += "\n  no rule of this run speaks of it" }
    for attempt in explanation.attempts { text += "\n  \(attempt)" }
    return text
  }
}

extension Reference.Route {
  fileprivate var words: String {
    switch self {
    case .moduleImport: "by an import of its module"
    case .nameImport: "imported by name"
    case .starImport: "by a star import"
    case .reExport: "through another module of the project"
    case .assigned: "through an assigned name"
    case .receiver: "a member of a value"
    }
  }
}

extension Standing {
  fileprivate var words: String {
    switch self {
    case .rewritten: "rewritten"
    case .review: "to review"
    case .advised: "advised"
    case .broken: "known broken without a rule"
    case .fine: "fine"
    case .unknown: "unknown"
    }
  }
}
