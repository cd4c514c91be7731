// Which libraries of a project another one can take the place of, with the models of each.

package import Adaptation
package import RuleModel
package import Semantics

/// The swaps that lead to one library, and the models that their rules may know.
package struct RuntimeSwaps: Sendable {
  package var swaps: [SwapTarget]
  package var models: [ModelFact]

  /// Nil where no pack leads to the library. Where the project has models of some of the libraries that it could take
  /// the place of, those only are moved.
  package init?(to target: String, of inventory: ModelInventory, _ catalogue: PackCatalogue, _ language: any Language) {
    let libraries = catalogue.libraries.map(\.name).filter {
      catalogue.swaps(of: $0, language: language.name).contains(target)
    }
    guard !libraries.isEmpty else { return nil }
    let present = libraries.filter { library in inventory.models.contains { $0.belongs(to: library) } }
    let moving = present.isEmpty ? libraries : present
    swaps = moving.compactMap { SwapTarget("\($0):\(target)") }
    models = inventory.facts(of: moving)
  }
}
