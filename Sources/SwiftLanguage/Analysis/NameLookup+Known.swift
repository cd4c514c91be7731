// What was found out about the names of a file, in one context.

import Semantics
import Synchronization

/// What a file declares for others: the same in each context in which what it extends is the same.
final class DeclaredNames: Sendable {
  private let found = Mutex<Found?>(nil)

  struct Found: Sendable {
    /// By the number of a scope: what stands before its names; nil where no one else sees them.
    var prefixes: [String?]
    var names: [String: String] = [:]
    /// The values and functions among them: their bindings and scopes, by their places.
    var values: [(name: String, binding: Int, scope: Int)] = []
  }

  func value(_ prefixes: [String?], _ make: ([String?]) -> Found) -> Found {
    if let known = found.withLock({ $0 }), known.prefixes == prefixes { return known }
    let made = make(prefixes)
    found.withLock { $0 = made }
    return made
  }
}

extension NameLookup {
  /// What names mean in types, for those that no scope of the file binds.
  final class Unbound: Sendable {
    private let state = Mutex(State())

    private struct State {
      var names = NameSet()
      /// By the number of a name and the type.
      var meanings: [UInt64: Meaning] = [:]
    }

    func value(_ name: String, in type: Int, _ make: () -> Meaning) -> Meaning {
      let found = state.withLock { state -> Meaning? in
        let number = state.names.find(name)
        return number == NameSet.absent ? nil : state.meanings[Self.key(number, type)]
      }
      if let found { return found }
      let meaning = make()
      state.withLock { $0.meanings[Self.key($0.names.insert(name), type)] = meaning }
      return meaning
    }

    private static func key(_ name: NameSet.ID, _ type: Int) -> UInt64 {
      UInt64(UInt32(bitPattern: name)) << 32 | UInt64(UInt32(truncatingIfNeeded: type))
    }
  }

  final class Known: Sendable {
    let unbound = Unbound()
    let scopes = Mutex<[String: [Int]]?>(nil)
    let bases = Mutex<[String: [String]]>([:])
    let outer = Mutex(NamedValues<Meaning>())
    /// The functions of a name that other files of the project declare; nil where something else bears it.
    let functions = Mutex<[String: [FunctionLabels]?]>([:])
  }
}
