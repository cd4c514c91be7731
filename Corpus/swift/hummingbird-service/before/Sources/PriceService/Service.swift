import Foundation
import Hummingbird
import HummingbirdFoundation
import PriceModel

@main
struct Service {
    static func main() throws {
        let app = HBApplication(
            configuration: .init(address: .hostname("127.0.0.1", port: 8080), serverName: "prices"))
        try configure(app, model: loadModel())
        try app.start()
        app.wait()
    }

    /// The model of the file named on the command line, or the one that is built in.
    static func loadModel() throws -> LinearModel {
        guard let path = CommandLine.arguments.dropFirst().first else { return .standard }
        return try LinearModel(contentsOf: URL(fileURLWithPath: path))
    }
}

/// Adds all routes and what stands before them.
func configure(_ app: HBApplication, model: LinearModel) throws {
    app.decoder = JSONDecoder()
    app.encoder = JSONEncoder()
    app.middleware.add(HBLogRequestsMiddleware(.debug))
    app.middleware.add(ServedByMiddleware(name: model.name))
    app.router.get("health") { _ in
        HTTPResponseStatus.ok
    }
    // What answers under another path has a group of its own.
    let group = app.router.group("v1")
    PredictionController(model: model).addRoutes(to: group)
    UploadController(model: model).addRoutes(to: group)
}
