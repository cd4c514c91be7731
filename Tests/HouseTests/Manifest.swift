// The rooms and floors that Package.swift declares, read from its text.

import Foundation

/// One target as the manifest declares it.
struct DeclaredRoom: Equatable {
  enum Kind: String { case c, room, door, testSupport }
  var name: String
  var kind = Kind.room
  var floor: Int
  var uses: [String] = []
  /// Modules of other packages, by their names in code.
  var products: [String] = []
  var testUses: [String] = []
}

/// The manifest, as far as the house is concerned.
struct Manifest {
  let rooms: [DeclaredRoom]

  /// Reads `let floors: [[Room]] = […]`, lowest floor first.
  init(text: String) {
    let products = Self.products(in: text)
    guard let start = text.range(of: "let floors: [[Room]] = ["),
      let end = text.range(of: "\n]\n", range: start.upperBound..<text.endIndex)
    else {
      rooms = []
      return
    }
    var rooms: [DeclaredRoom] = []
    for (floor, part) in text[start.upperBound..<end.lowerBound].split(separator: "\n  [\n").enumerated() {
      rooms += Self.declarations(in: String(part)).map { Self.room($0, floor: floor, products: products) }
    }
    self.rooms = rooms
  }

  func room(_ name: String) -> DeclaredRoom? { rooms.first { $0.name == name } }

  /// `let yams = Target.Dependency.product(name: "Yams", …)`: the module behind each name of the manifest.
  private static func products(in text: String) -> [String: String] {
    var products: [String: String] = [:]
    for line in text.split(separator: "\n") where line.contains("Target.Dependency.product(") {
      let words = line.split(separator: " ")
      if words.count > 1, let module = quoted(line).first { products[String(words[1])] = module }
    }
    return products
  }

  /// The text of each `Room(…)` of a floor.
  private static func declarations(in text: String) -> [String] {
    text.components(separatedBy: "Room(").dropFirst().map { String($0) }
  }

  private static func room(_ text: String, floor: Int, products: [String: String]) -> DeclaredRoom {
    var room = DeclaredRoom(name: quoted(Substring(text)).first ?? "", floor: floor)
    if let at = text.range(of: "kind: .") {
      room.kind = DeclaredRoom.Kind(rawValue: String(text[at.upperBound...].prefix { $0.isLetter })) ?? .room
    }
    room.uses = quoted(list(" uses: ", in: text))
    room.testUses = quoted(list("testUses: ", in: text))
    room.products = list("products: ", in: text).split { !$0.isLetter }.map { products[String($0)] ?? String($0) }
    return room
  }

  /// What stands between the brackets after `label`.
  private static func list(_ label: String, in text: String) -> Substring {
    guard let at = text.range(of: label + "[") else { return "" }
    return text[at.upperBound...].prefix { $0 != "]" }
  }

  private static func quoted(_ text: Substring) -> [String] {
    text.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }
}
