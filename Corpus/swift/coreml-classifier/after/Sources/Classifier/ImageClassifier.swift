import CoreML
import Foundation

/// One answer of a classifier.
public struct Classification: Equatable, Sendable {
    public let label: String
    public let confidence: Double
}

/// Says what is in a picture.
public struct ImageClassifier {
    private let model: MLModel
    private let features: ImageFeatures
    private let output: String

    public init(model: MLModel, input: String = "image", output: String = "classProbabilities", side: Int = 224) {
        self.model = model
        self.output = output
        features = ImageFeatures(name: input, side: side)
    }

    /// The likeliest classes, best first.
    public func classify(_ image: Image, count: Int = 3) async throws -> [Classification] {
        let result = try await model.prediction(from: features.provider(for: image))
        return best(of: result, count)
    }

    /// The same on the processor alone, which gives the same numbers everywhere.
    public func classifyExactly(_ image: Image) async throws -> Classification? {
        let options = MLPredictionOptions()
        options.usesCPUOnly = true
        return try best(of: await model.prediction(from: features.provider(for: image), options: options), 1).first
    }

    /// Many pictures at once.
    public func classifyAll(_ images: [Image]) throws -> [[Classification]] {
        let batch = try MLArrayBatchProvider(array: images.map { try features.provider(for: $0) })
        let results = try model.predictions(fromBatch: batch)
        return (0..<results.count).map { best(of: results.features(at: $0), 3) }
    }

    private func best(of result: MLFeatureProvider, _ count: Int) -> [Classification] {
        let probabilities = result.featureValue(for: output)?.dictionaryValue ?? [:]
        let all = probabilities.map { Classification(label: "\($0.key)", confidence: $0.value.doubleValue) }
        let sorted = all.sorted { ($1.confidence, $0.label) < ($0.confidence, $1.label) }
        return Array(sorted.prefix(count))
    }
}

/// The embedding that a model gives for a picture, to compare it with others.
public struct ImageEmbedder {
    private let model: MLModel
    private let features: ImageFeatures

    public init(model: MLModel) {
        self.model = model
        features = ImageFeatures(name: "image", side: 224)
    }

    public func similarity(of first: Image, and second: Image) async throws -> Double {
        let one = try await embedding(of: first)
        let other = try await embedding(of: second)
        let dot = zip(one, other).reduce(0) { $0 + $1.0 * $1.1 }
        return dot / max(length(one) * length(other), .ulpOfOne)
    }

    private func embedding(of image: Image) async throws -> [Double] {
        let result = try await model.prediction(from: features.provider(for: image))
        guard let array = result.featureValue(for: "embedding")?.multiArrayValue else { return [] }
        return (0..<array.count).map { array[$0].doubleValue }
    }

    private func length(_ vector: [Double]) -> Double {
        vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
}
