import Hummingbird

/// What a client sends.
struct PredictionRequest: Decodable {
    let rows: [[String: Double]]
}

/// What a client gets.
struct PredictionResponse: ResponseEncodable {
    let model: String
    let version: Int
    let predictions: [Double]
}

struct ModelDescription: ResponseEncodable {
    let name: String
    let version: Int
    let columns: [String]
}

/// How many rows one request may hold.
struct Limits {
    var rows = 100

    func check(_ count: Int) throws {
        guard count > 0 else { throw HTTPError(.badRequest, message: "no rows") }
        guard count <= rows else { throw HTTPError(.contentTooLarge, message: "at most \(rows) rows") }
    }
}
