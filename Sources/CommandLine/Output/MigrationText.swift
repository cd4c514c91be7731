// A migration as a person reads it: the code's diff, and what was proved of each model.

import Equivalence
import Migration
import ModelCore
import ModelFormats
import RuleModel
import Semantics
import Verification

/// Prints a migration.
struct MigrationText {
  let console: Console
  let report: MigrationReport
  let isWritten: Bool
  let commands: MigrationCommands
  let request: MigrationRequest

  func print() {
    TextOutput(console: console, purpose: isWritten ? .written : .preview).print(report.adaptation)
    console.print("")
    console.print(Style.bold("Models (\(report.models.count + report.others.count))", if: console.isColoured))
    for model in report.models { print(model) }
    for item in report.others { print(item) }
    for problem in report.planProblems { console.print("  \(Style.yellow("note", if: console.isColoured)) \(problem)") }
    if let rehearsal = report.rehearsal { print(rehearsal) }
    printReproduction()
  }

  private func print(_ model: MigratedModel) {
    console.print(
      "  \(Style.cyan(model.fact.file, if: console.isColoured)) → \(model.fact.converted)  "
        + "(\(model.item.size) → \(model.bytes.count) bytes)")
    switch model.proof {
    case .earlier(let rows):
      console.print(
        "    \(Style.green("equivalent", if: console.isColoured)) on \(rows) (known; comparing was skipped)")
    case .none(let why): console.print("    \(Style.yellow("not compared", if: console.isColoured)): \(why)")
    case .verdict(let verification):
      console.print("    \(verdict(verification)) on \(verification.rows)")
      for reason in verification.judgement.reasons { console.print("    \(reason).") }
    }
    printOriginal(model)
    for remark in model.remarks where remark.loss != .exact {
      console.print("    \(remark.loss.rawValue): \(remark.place): \(remark.text)")
    }
  }

  private func verdict(_ verification: VerificationReport) -> String {
    switch verification.judgement.verdict {
    case .equivalent: Style.green("equivalent", if: console.isColoured)
    case .different: Style.red("different", if: console.isColoured)
    case .notEnoughEvidence(let missing):
      Style.yellow("not enough evidence", if: console.isColoured) + " (\(missing) more rows would settle it)"
    }
  }

  private func print(_ item: InventoriedModel) {
    let what =
      switch item.outcome {
      case .blocked(let why): "\(Style.yellow("blocked", if: console.isColoured)): \(why)"
      case .converted, .ready:
        if let done = report.done[item.name] {
          "\(Style.green("moved already", if: console.isColoured)): \(done.converted) is equivalent on \(done.rows) "
            + "(known; nothing is left to do)"
        } else if let reason = report.held.first(where: { $0.file == item.path })?.held {
          "\(Style.yellow("held back", if: console.isColoured)): \(reason)"
        } else {
          "left as it is: no code that was rewritten loads it"
        }
      }
    console.print("  \(Style.cyan(item.name, if: console.isColoured))  \(item.kind.rawValue)")
    console.print("    \(what)")
  }

  private func print(_ rehearsal: RehearsalReport) {
    let word =
      switch rehearsal.verdict {
      case .same: Style.green("passes before and after", if: console.isColoured)
      case .different: Style.red("differs", if: console.isColoured)
      case .noEvidence: Style.yellow("says nothing", if: console.isColoured)
      }
    console.print("")
    console.print(Style.bold("The project's own check", if: console.isColoured) + "  \(word)")
    console.print("  before: \(RehearsalReport.sentence(rehearsal.before))")
    console.print("  after:  \(RehearsalReport.sentence(rehearsal.after))")
  }

  /// The original as its own library answers, run by the interpreter that the user named.
  private func printOriginal(_ model: MigratedModel) {
    guard let proof = model.originalProof, let interpreter = commands.interpreter else { return }
    let style: (String) -> String = { text in
      proof.isEquivalent ? Style.green(text, if: console.isColoured) : Style.yellow(text, if: console.isColoured)
    }
    console.print("    \(style(MigrationList.proof(proof))), the original run by \(interpreter)")
  }

  private func printReproduction() {
    console.print("")
    console.print("The same again:")
    for entry in commands.entries(report, request, isWritten: isWritten) {
      console.print("  \(entry.what):")
      console.print("    \(entry.command)")
    }
  }
}
