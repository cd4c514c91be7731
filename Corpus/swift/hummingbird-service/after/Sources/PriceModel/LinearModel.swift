import Foundation

/// A linear regression over named columns, as the training job writes it.
public struct LinearModel: Codable, Sendable {
    public let name: String
    public let version: Int
    public let intercept: Double
    public let weights: [String: Double]

    public init(name: String, version: Int, intercept: Double, weights: [String: Double]) {
        self.name = name
        self.version = version
        self.intercept = intercept
        self.weights = weights
    }

    /// Reads a model from the file that the training job left.
    public init(contentsOf url: URL) throws {
        self = try JSONDecoder().decode(LinearModel.self, from: Data(contentsOf: url))
    }

    public enum Failure: Error, Equatable {
        case missing(String)
        case notFinite(String)
    }

    /// The price for one row; every column of the model must be there.
    public func predict(_ row: [String: Double]) throws -> Double {
        var sum = intercept
        for column in weights.keys.sorted() {
            guard let value = row[column] else { throw Failure.missing(column) }
            guard value.isFinite else { throw Failure.notFinite(column) }
            sum += value * (weights[column] ?? 0)
        }
        return sum
    }
}

extension LinearModel {
    /// What the service starts with where no file is given.
    public static let standard = LinearModel(
        name: "flats", version: 3, intercept: 20_000, weights: ["area": 2_500, "rooms": 8_000, "age": -150])
}
