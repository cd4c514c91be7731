import Hummingbird
import PriceModel

/// The routes of one model.
struct PredictionController {
    let model: LinearModel
    var limits = Limits()

    func addRoutes(to group: RouterGroup<BasicRequestContext>) {
        group
            .get("models/:name", use: describe)
            .post("models/:name/predict", use: predict)
        group.get("models") { _, _ -> [String] in
            [model.name]
        }
    }

    /// The columns that a row must have.
    func describe(_ request: Request, context: BasicRequestContext) throws -> ModelDescription {
        try checkName(of: request, context: context)
        return ModelDescription(name: model.name, version: model.version, columns: model.weights.keys.sorted())
    }

    func predict(_ request: Request, context: BasicRequestContext) async throws -> PredictionResponse {
        try checkName(of: request, context: context)
        // The rows come as JSON.
        let input = try await request.decode(as: PredictionRequest.self, context: context)
        try limits.check(input.rows.count)
        do {
            let predictions = try input.rows.map { try model.predict($0) }
            context.logger.info("predicted \(predictions.count) rows")
            return PredictionResponse(model: model.name, version: model.version, predictions: predictions)
        } catch LinearModel.Failure.missing(let column) {
            throw HTTPError(.badRequest, message: "column \(column) is missing")
        }
    }

    private func checkName(of request: Request, context: BasicRequestContext) throws {
        let name = try context.parameters.require("name")
        guard name == model.name else {
            context.logger.warning("unknown model \(name)")
            throw HTTPError(.notFound, message: "there is no model \(name)")
        }
    }
}
