import Foundation

/// Sorts the pictures of a folder by what is in them.
public struct PictureSorter {
    private let store: ModelStore
    private let modelName: String

    public init(store: ModelStore, modelName: String) {
        self.store = store
        self.modelName = modelName
    }

    public struct Report: Sendable {
        public var labels: [String: String] = [:]
        public var failures: [String] = []
    }

    /// What is in each picture, by its name; a picture that cannot be read is told.
    public func sort(_ pictures: [(name: String, image: Image)]) throws -> Report {
        let classifier = try ImageClassifier(model: store.model(named: modelName))
        var report = Report()
        for picture in pictures {
            do {
                report.labels[picture.name] = try classifier.classify(picture.image, count: 1).first?.label
            } catch {
                report.failures.append("\(picture.name): \(error)")
            }
        }
        return report
    }
}
