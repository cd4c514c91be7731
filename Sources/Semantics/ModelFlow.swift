// How models get from one module of a project to another.

/// What a parameter is given, as far as calls show it.
package enum GivenValue: Hashable, Sendable {
  /// A model that was loaded from a file.
  case model(TypeFact)
  /// No such model: what a library made, a number, a text.
  case other
  /// The code does not show it, or calls give different things.
  case unknown

  package func joined(with next: GivenValue) -> GivenValue {
    switch (self, next) {
    case (.model(let one), .model(let two)) where one.type == two.type: self
    case (.other, .other): .other
    default: .unknown
    }
  }
}

/// Where the models of a project go in one module, beyond its own names.
package struct ModelFlow: Hashable, Sendable {
  /// What shared places hold, by the place: attributes of objects that others see, and entries of dictionaries, such as
  /// `fastapi.FastAPI.state.model` or `service.store.MODELS[churn]`. A place that holds several things has the type `?`.
  package var held: [String: TypeFact] = [:]
  /// What calls give functions and classes of other modules: by qualified name, then by position or keyword.
  package var given: [String: [String: GivenValue]] = [:]
  /// Functions and classes that some call gives a model, whatever others give them.
  package var takers: Set<String> = []
  /// Qualified names of this module's functions and classes, whose parameters are followed.
  package var followed: Set<String> = []
  /// Whether the module loads, holds or uses a model.
  package var touches = false

  package init() {}

  package var isEmpty: Bool { held.isEmpty && given.isEmpty && !touches }

  /// The type of a place that holds several things.
  package static let several = "?"

  /// Whether a name, or something inside it, is given models or holds them.
  package func concerns(_ name: String) -> Bool {
    takers.contains { $0 == name || $0.hasPrefix(name + ".") }
      || held.keys.contains { $0 == name || $0.hasPrefix(name + ".") || $0.hasPrefix(name + "[") }
  }

  /// Takes in what another module tells.
  package mutating func add(_ other: ModelFlow) {
    held.merge(other.held) { own, new in
      own.type == new.type ? own : TypeFact(type: Self.several, evidence: .guessed)
    }
    for (function, values) in other.given {
      given[function, default: [:]].merge(values) { $0.joined(with: $1) }
    }
    takers.formUnion(other.takers)
    followed.formUnion(other.followed)
    touches = touches || other.touches
  }
}
