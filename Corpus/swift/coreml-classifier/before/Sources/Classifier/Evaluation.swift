import Foundation

/// A picture, and what a person says is in it.
public struct LabelledImage: Sendable {
    public let name: String
    public let label: String
    public let image: Image

    public init(name: String, label: String, image: Image) {
        self.name = name
        self.label = label
        self.image = image
    }
}

/// How often a classifier was right, and what it took for what.
public struct Evaluation: Sendable {
    public private(set) var count = 0
    public private(set) var rightCount = 0
    /// By what was in the picture, how often each other label was the answer.
    public private(set) var confusions: [String: [String: Int]] = [:]
    public private(set) var seconds: [Double] = []

    public var accuracy: Double { count == 0 ? 0 : Double(rightCount) / Double(count) }

    /// The time within which half of the answers came.
    public var medianSeconds: Double { seconds.isEmpty ? 0 : seconds.sorted()[seconds.count / 2] }

    mutating func add(_ picture: LabelledImage, answer: Classification?, after seconds: Double) {
        count += 1
        self.seconds.append(seconds)
        if answer?.label == picture.label {
            rightCount += 1
        } else {
            confusions[picture.label, default: [:]][answer?.label ?? "nothing", default: 0] += 1
        }
    }
}

/// Runs classifiers over pictures whose labels are known.
public struct Evaluator {
    private let store: ModelStore
    /// The first answers take longer: the model is still being prepared.
    private let warmUpCount: Int

    public init(store: ModelStore, warmUpCount: Int = 2) {
        self.store = store
        self.warmUpCount = warmUpCount
    }

    public func evaluate(_ modelName: String, on pictures: [LabelledImage]) throws -> Evaluation {
        let classifier = try ImageClassifier(model: store.model(named: modelName))
        for picture in pictures.prefix(warmUpCount) {
            _ = try classifier.classify(picture.image, count: 1)
        }
        var evaluation = Evaluation()
        for picture in pictures {
            let start = Date()
            let answer = try classifier.classify(picture.image, count: 1).first
            evaluation.add(picture, answer: answer, after: Date().timeIntervalSince(start))
        }
        return evaluation
    }

    /// The pictures of which two models say different things: none, before the one takes the other's place.
    public func disagreements(
        between first: String, and second: String, on pictures: [LabelledImage]
    ) throws -> [String] {
        let old = try ImageClassifier(model: store.plainModel(named: first))
        let new = try ImageClassifier(model: store.plainModel(named: second))
        var names: [String] = []
        for picture in pictures {
            let before = try old.classifyExactly(picture.image)
            let after = try new.classifyExactly(picture.image)
            if before?.label != after?.label { names.append(picture.name) }
        }
        return names
    }
}
