import CoreML
import Foundation

/// Loads models once and keeps them.
public final class ModelStore {
    private let folder: URL
    private var loaded: [String: MLModel] = [:]

    public init(folder: URL) {
        self.folder = folder
    }

    public enum Failure: Error {
        case missing(String)
    }

    /// The model of that name, compiled if it is not yet.
    public func model(named name: String) throws -> MLModel {
        if let model = loaded[name] { return model }
        let configuration = MLModelConfiguration()
        configuration.computeUnits = .all
        let model = try MLModel(contentsOf: location(of: name), configuration: configuration)
        loaded[name] = model
        return model
    }

    /// Without anything set, for comparison.
    public func plainModel(named name: String) throws -> MLModel {
        try MLModel(contentsOf: location(of: name))
    }

    private func location(of name: String) throws -> URL {
        let compiled = folder.appendingPathComponent("\(name).mlmodelc")
        if FileManager.default.fileExists(atPath: compiled.path) { return compiled }
        let source = folder.appendingPathComponent("\(name).mlmodel")
        guard FileManager.default.fileExists(atPath: source.path) else { throw Failure.missing(name) }
        // Kept beside the source for the next time.
        let built = try MLModel.compileModel(at: source)
        try FileManager.default.moveItem(at: built, to: compiled)
        return compiled
    }
}
