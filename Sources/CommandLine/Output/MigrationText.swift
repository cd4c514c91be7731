// A migration as a person reads it: the code's diff, and what was proved of each model.

import Equivalence
import Migration
import ModelCore
import ModelFormats
import Semantics
import Verification

/// Prints a migration.
struct MigrationText {
  let console: Console
  let report: MigrationReport
  let isWritten: Bool
  let rows: Int

  func print() {
    TextOutput(console: console, purpose: isWritten ? .written : .preview).print(report.adaptation)
    console.print("")
    console.print(Style.bold("Models (\(report.models.count + report.others.count))", if: console.isColoured))
    for model in report.models { print(model) }
    for item in report.others { print(item) }
    if !report.models.isEmpty { printReproduction() }
  }

  private func print(_ model: MigratedModel) {
    console.print(
      "  \(Style.cyan(model.fact.file, if: console.isColoured)) → \(model.fact.converted)  "
        + "(\(model.item.size) → \(model.bytes.count) bytes)")
    switch model.proof {
    case .none(let why): console.print("    \(Style.yellow("not compared", if: console.isColoured)): \(why)")
    case .verdict(let verification):
      console.print("    \(verdict(verification)) on \(verification.rows)")
      for reason in verification.judgement.reasons { console.print("    \(reason).") }
    }
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
      case .converted, .ready: "left as it is: no code that was rewritten loads it"
      }
    console.print("  \(Style.cyan(item.path, if: console.isColoured))  \(item.kind.rawValue)")
    console.print("    \(what)")
  }

  /// Each verdict can be had again by a command.
  private func printReproduction() {
    console.print("")
    console.print("Each verdict again:")
    for model in report.models {
      let folder = isWritten ? report.root : "\(report.root)/.godwit/preview"
      console.print(
        "  godwit verify \(report.root)/\(model.fact.file) \(folder)/\(model.fact.converted) --rows \(rows)")
    }
  }
}
