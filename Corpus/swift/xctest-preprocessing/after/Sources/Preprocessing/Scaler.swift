/// Brings each column to mean 0 and deviation 1, as it was fitted.
public struct Scaler: Equatable, Sendable {
    public private(set) var means: [Double] = []
    public private(set) var deviations: [Double] = []

    public init() {}

    public enum Failure: Error, Equatable {
        case empty
        case ragged(row: Int)
        case notFitted
        case width(Int)
    }

    public var isFitted: Bool { !means.isEmpty }

    public mutating func fit(_ rows: [[Double]]) throws {
        guard let first = rows.first, !first.isEmpty else { throw Failure.empty }
        for (index, row) in rows.enumerated() where row.count != first.count { throw Failure.ragged(row: index) }
        let count = Double(rows.count)
        means = first.indices.map { column in rows.reduce(0) { $0 + $1[column] } / count }
        deviations = first.indices.map { column in
            let mean = means[column]
            let variance = rows.reduce(0) { $0 + ($1[column] - mean) * ($1[column] - mean) } / count
            return variance > 0 ? variance.squareRoot() : 1
        }
    }

    public func transform(_ row: [Double]) throws -> [Double] {
        guard isFitted else { throw Failure.notFitted }
        guard row.count == means.count else { throw Failure.width(row.count) }
        return row.indices.map { (row[$0] - means[$0]) / deviations[$0] }
    }

    public func inverse(_ row: [Double]) throws -> [Double] {
        guard isFitted else { throw Failure.notFitted }
        return row.indices.map { row[$0] * deviations[$0] + means[$0] }
    }
}
