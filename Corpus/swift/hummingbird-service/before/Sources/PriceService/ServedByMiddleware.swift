import Hummingbird

/// Says in each response which service gave it, and logs what takes long.
struct ServedByMiddleware: HBAsyncMiddleware {
    let name: String

    func apply(to request: HBRequest, next: HBResponder) async throws -> HBResponse {
        request.logger.debug("\(name) is asked for \(request.uri.path)")
        var response = try await next.respond(to: request)
        response.headers.replaceOrAdd(name: "x-served-by", value: name)
        return response
    }
}
