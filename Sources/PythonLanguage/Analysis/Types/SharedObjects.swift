// Objects of web frameworks that one part of a program fills and another reads.

/// What the documentation of frameworks says of the objects on which an application keeps what all requests share.
enum SharedObjects {
  /// One name for a class that several modules offer.
  ///
  /// Starlette's and FastAPI's applications and requests ("Storing state on the app instance", starlette.io/applications).
  private static let sameClasses: [String: String] = [
    "starlette.applications.Starlette": application,
    "fastapi.applications.FastAPI": application,
    "fastapi.requests.Request": request,
    "starlette.requests.Request": request,
    "fastapi.WebSocket": request,
    "starlette.websockets.WebSocket": request,
    "fastapi.requests.HTTPConnection": request,
    "starlette.requests.HTTPConnection": request,
    "flask.app.Flask": "flask.Flask",
    "aiohttp.web_app.Application": "aiohttp.web.Application",
    "aiohttp.web_request.Request": "aiohttp.web.Request",
    "sanic.app.Sanic": "sanic.Sanic",
    "sanic.request.Request": "sanic.Request",
  ]

  private static let application = "fastapi.FastAPI"
  private static let request = "fastapi.Request"

  /// The types of attributes that lead from one shared object to another.
  private static let members: [String: String] = [
    "fastapi.FastAPI.state": "fastapi.FastAPI.state",
    "fastapi.Request.app": application,
    "flask.Flask.config": "flask.Flask.config",
    "flask.Flask.extensions": "flask.Flask.extensions",
    "aiohttp.web.Request.app": "aiohttp.web.Application",
    "sanic.Sanic.ctx": "sanic.Sanic.ctx",
    "sanic.Request.app": "sanic.Sanic",
  ]

  /// Names of modules that stand for such an object.
  private static let values: [String: String] = ["flask.current_app": "flask.Flask", "flask.g": "flask.g"]

  /// Classes whose attributes, or entries, a program fills with what it likes.
  private static let holders: Set<String> = [
    "fastapi.FastAPI", "fastapi.FastAPI.state", "flask.Flask", "flask.Flask.config", "flask.Flask.extensions",
    "flask.g", "aiohttp.web.Application", "sanic.Sanic", "sanic.Sanic.ctx",
  ]

  static func canonical(_ type: String) -> String { sameClasses[type] ?? type }

  static func isHolder(_ type: String) -> Bool { holders.contains(canonical(type)) }

  static func member(_ name: String, of type: String) -> String? { members["\(canonical(type)).\(name)"] }

  static func value(_ name: String) -> String? { values[name] }

  /// The functions by which frameworks are told that a parameter gets what a function gives.
  static let dependencies: Set<String> = ["fastapi.Depends", "fastapi.params.Depends", "fastapi.Security"]

  /// Functions that a host calls with what another function of the same module gave: the maker, then the taker and the
  /// place of the parameter (SageMaker's inference toolkit: `model_fn`, `predict_fn(input_data, model)`).
  static let hosted: [String: (maker: String, position: Int)] = [
    "predict_fn": ("model_fn", 1), "transform_fn": ("model_fn", 0),
  ]
}
