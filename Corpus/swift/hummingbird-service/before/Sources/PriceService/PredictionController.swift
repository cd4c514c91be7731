import Hummingbird
import HummingbirdFoundation
import PriceModel

/// The routes of one model.
struct PredictionController {
    let model: LinearModel
    var limits = Limits()

    func addRoutes(to group: HBRouterGroup) {
        group
            .get("models/:name", use: describe)
            .post("models/:name/predict", use: predict)
        group.get("models") { _ -> [String] in
            [model.name]
        }
    }

    /// The columns that a row must have.
    func describe(_ request: HBRequest) throws -> ModelDescription {
        try checkName(of: request)
        return ModelDescription(name: model.name, version: model.version, columns: model.weights.keys.sorted())
    }

    func predict(_ request: HBRequest) throws -> PredictionResponse {
        try checkName(of: request)
        // The rows come as JSON.
        let input = try request.decode(as: PredictionRequest.self)
        try limits.check(input.rows.count)
        do {
            let predictions = try input.rows.map { try model.predict($0) }
            request.logger.info("predicted \(predictions.count) rows")
            return PredictionResponse(model: model.name, version: model.version, predictions: predictions)
        } catch LinearModel.Failure.missing(let column) {
            throw HBHTTPError(.badRequest, message: "column \(column) is missing")
        }
    }

    private func checkName(of request: HBRequest) throws {
        let name = try request.parameters.require("name")
        guard name == model.name else {
            request.logger.warning("unknown model \(name)")
            throw HBHTTPError(.notFound, message: "there is no model \(name)")
        }
    }
}
