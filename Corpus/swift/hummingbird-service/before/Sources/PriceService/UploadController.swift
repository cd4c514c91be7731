import Foundation
import Hummingbird
import HummingbirdFoundation
import PriceModel

/// Scores a file of comma-separated values that is sent as the body.
struct UploadController {
    let model: LinearModel

    func addRoutes(to group: HBRouterGroup) {
        group.put("upload") { request async throws -> PredictionResponse in
            let table = try readTable(request)
            return PredictionResponse(
                model: model.name, version: model.version, predictions: try table.map { try model.predict($0) })
        }
    }

    /// The rows of the body, by the names in its first line.
    func readTable(_ request: HBRequest) throws -> [[String: Double]] {
        let upload = try request.decode(as: Upload.self)
        var lines = upload.text.split(separator: "\n")
        guard let header = lines.first?.split(separator: ",").map(String.init) else {
            throw HBHTTPError(.badRequest)
        }
        lines.removeFirst()
        return lines.map { line in
            let values = line.split(separator: ",").compactMap { Double($0) }
            return Dictionary(zip(header, values), uniquingKeysWith: { first, _ in first })
        }
    }

    struct Upload: Decodable {
        let text: String
    }
}
