// Executes an example as it was and as it becomes, each under its own release, and holds the values together.

import RuleEngine
import RuleModel
import Semantics

/// The interpreters that examples are executed with.
package struct InterpreterPair: Hashable, Sendable {
  package var old: Interpreter
  package var new: Interpreter

  package init(old: Interpreter, new: Interpreter) {
    self.old = old
    self.new = new
  }

  /// The release of a module that an interpreter imports.
  ///
  /// - Throws: `AdaptationError` where it has none.
  func release(of module: String, in interpreter: Interpreter) throws -> Release {
    switch interpreter.output(["", module]) {
    case .failure(let failure): throw AdaptationError("\(interpreter.path): \(failure.sentence).")
    case .success(let bytes):
      let execution = Execution(reading: bytes)
      if let error = execution.error { throw AdaptationError("\(interpreter.path) cannot import \(module): \(error)") }
      let numbers = execution.version.split(separator: ".").prefix { $0.allSatisfy(\.isNumber) }
      guard let release = Release(numbers.joined(separator: ".")) else {
        throw AdaptationError("\(interpreter.path): `\(execution.version)` is no release of \(module).")
      }
      return release
    }
  }
}

/// One example to be executed.
struct ExampleExecution: Sendable {
  let example: Example
  let after: String
  let name: String
  let title: String
  let module: String
  let interpreters: InterpreterPair
  /// The rules from the example's release on to the one that the new interpreter has.
  let later: RuleSet?

  func failure() -> RuleTestFailure? {
    let old = execute(ExampleCheck.joined(example.given, example.before), interpreters.old)
    let code = current
    let new = execute(code, interpreters.new)
    var problems = [("before", old), ("after", new)].compactMap { part, outcome -> String? in
      switch outcome {
      case .failure(let failure): "`\(part)` gave no answer: \(failure.sentence)"
      case .success(let execution): execution.error.map { "`\(part)` fails: \($0)" }
      }
    }
    if problems.isEmpty, case .success(let was) = old, case .success(let now) = new {
      problems = was.differences(to: now)
    }
    guard !problems.isEmpty else { return nil }
    return RuleTestFailure(
      kind: .execution, rule: name, place: example.place, title: "\(title), executed", problems: problems, code: code)
  }

  /// The example's `after` as the releases since then have it.
  private var current: String {
    let text = ExampleCheck.joined(example.given, after)
    guard let later else { return text }
    let adaptation = FileAdaptation(ruleSet: later)
    let study = adaptation.study(ContiguousArray(text.utf8), at: FileAdaptation.Place(path: "example"))
    return adaptation.report(study).rewriting.map { String(decoding: $0.after, as: UTF8.self) } ?? text
  }

  private func execute(_ code: String, _ interpreter: Interpreter) -> Result<Execution, Interpreter.Failure> {
    interpreter.output([code, module]).map { Execution(reading: $0) }
  }
}
