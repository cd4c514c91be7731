import Foundation
import Hummingbird
import PriceModel

@main
struct Service {
    static func main() async throws {
        let router = Router()
        try configure(router, model: loadModel())
        let app = Application(router: router, configuration: .init(address: .hostname("127.0.0.1", port: 8080), serverName: "prices"))
        try await app.runService()
    }

    /// The model of the file named on the command line, or the one that is built in.
    static func loadModel() throws -> LinearModel {
        guard let path = CommandLine.arguments.dropFirst().first else { return .standard }
        return try LinearModel(contentsOf: URL(fileURLWithPath: path))
    }
}

/// Adds all routes and what stands before them.
func configure(_ router: Router<BasicRequestContext>, model: LinearModel) throws {
    router.middlewares.add(LogRequestsMiddleware(.debug))
    router.middlewares.add(ServedByMiddleware(name: model.name))
    router.get("health") { _, _ in
        HTTPResponse.Status.ok
    }
    // What answers under another path has a group of its own.
    let group = router.group("v1")
    PredictionController(model: model).addRoutes(to: group)
    UploadController(model: model).addRoutes(to: group)
}
