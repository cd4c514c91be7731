import CoreML

/// What a model says of itself.
public struct ModelCard: Equatable, Sendable {
    public let inputs: [String]
    public let labels: [String]

    public init(of model: MLModel) {
        let description = model.modelDescription
        inputs = description.inputDescriptionsByName.values.filter { !$0.isOptional }.map(\.name).sorted()
        labels = (description.classLabels ?? []).map { "\($0)" }
    }
}

extension ModelStore {
    /// The card of a model, which is loaded for it.
    public func card(of name: String) async throws -> ModelCard {
        try ModelCard(of: await model(named: name))
    }
}
