// What is bought with what.

package struct AssociationModel: Equatable, Sendable {
  package struct Item: Equatable, Sendable {
    package var id: String
    package var value: String
    package var mapped: String?
    package var weight: Double?
    /// The field that holds the item, and the value it has there; nil where items are values of one field.
    package var field: String?
    package var category: String?
    package init(id: String, value: String) {
      self.id = id
      self.value = value
    }
  }
  package struct Itemset: Equatable, Sendable {
    package var id: String
    package var support: Double?
    package var items: [String] = []
    package init(_ id: String) { self.id = id }
  }
  package struct Rule: Equatable, Sendable {
    package var id: String?
    package var antecedent = ""
    package var consequent = ""
    package var support = 0.0
    package var confidence = 0.0
    package var lift: Double?
    package var leverage: Double?
    package var affinity: Double?
    package init() {}
  }
  package var transactionCount = 0
  package var minimumSupport = 0.0
  package var minimumConfidence = 0.0
  package var items: [Item] = []
  package var itemsets: [Itemset] = []
  package var rules: [Rule] = []
  package init() {}
}
