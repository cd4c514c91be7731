// Who may use whom: the floors of the manifest, held against the imports in the code.

import Testing

@Suite("Rooms and floors")
struct RoomTests {
  let manifest: Manifest
  init() throws { manifest = Manifest(text: try House.text("Package.swift")) }

  /// Modules that come with Swift or the system, and the rooms that may import them; nil for all.
  static let platform: [String: Set<String>?] = [
    "Synchronization": nil,
    // Only these touch the machine: no language, rule or engine opens a file.
    "Glibc": system, "Darwin": system, "Musl": system,
    "FoundationEssentials": ["CommandLine"],
    "Foundation": ["PythonAST"],
  ]
  static let system: Set = [
    "Changes", "Projects", "Adaptation", "ModelFormats", "CommandLine", "CrashDriver", "ModelDriver", "PythonAST",
    // Reads files of rows a part at a time, and starts the interpreter that the user names.
    "Verification",
    // Asks how much stack a thread has; opens no file.
    "PythonLanguage",
    // Asks for the time and for what the process takes; the door talks to the terminal.
    "InferenceServer", "ServeCommand",
  ]

  @Test("every room has its folder, and every folder is a room")
  func folders() throws {
    #expect(manifest.rooms.map(\.name).sorted() == (try House.folders(in: "Sources")))
  }

  @Test("every room has tests, and every folder of tests is built or is data")
  func testFolders() throws {
    let data: Set = ["Oracle", "Bench", "RuleCases", "EngineCases", "CommandCases"]
    let folders = try House.folders(in: "Tests").filter { !data.contains($0) }
    let known = Set(manifest.rooms.map { "\($0.name)Tests" } + ["HouseTests"])
    for folder in folders { #expect(known.contains(folder), "Tests/\(folder) is the tests of no room") }
    for room in manifest.rooms where room.kind == .room {
      #expect(folders.contains("\(room.name)Tests"), "\(room.name) has no tests")
    }
  }

  @Test("a room uses rooms on lower floors only")
  func floors() throws {
    for room in manifest.rooms {
      for name in room.uses {
        let used = try #require(manifest.room(name), "\(room.name) uses \(name), which is no room")
        #expect(used.floor < room.floor, "\(room.name) uses \(name), which is on no lower floor")
        #expect(used.kind != .door, "\(room.name) uses the door \(name)")
      }
    }
  }

  @Test("a room imports what the manifest says it uses, and no other thing")
  func imports() throws {
    for file in try House.swiftFiles() where file.isSource {
      let room = try #require(file.target.flatMap(manifest.room), "\(file.path) is in no room")
      for (module, line) in file.imports {
        #expect(isAllowed(module, in: room), "\(file.path):\(line) imports \(module)")
      }
    }
  }

  private func isAllowed(_ module: String, in room: DeclaredRoom) -> Bool {
    if let rooms = Self.platform[module] { return rooms?.contains(room.name) ?? true }
    return room.uses.contains(module) || room.products.contains(module)
  }

  @Test("a room imports everything the manifest says it uses")
  func usesNothingInVain() throws {
    var imported: [String: Set<String>] = [:]
    for file in try House.swiftFiles() where file.isSource {
      imported[file.target ?? "", default: []].formUnion(file.imports.map(\.module))
    }
    for room in manifest.rooms where room.kind != .c {
      for name in room.uses + room.products {
        #expect(imported[room.name]?.contains(name) == true, "\(room.name) declares \(name) and never imports it")
      }
    }
  }

  @Test("each C room and each library of others is imported by one room, the parser of arguments by doors only")
  func onlyUser() {
    let shared = manifest.rooms.filter { $0.kind == .c }.map(\.name) + manifest.rooms.flatMap(\.products)
    for name in Set(shared).sorted() {
      let users = manifest.rooms.filter { $0.uses.contains(name) || $0.products.contains(name) }
      if name == "ArgumentParser" {
        #expect(users.allSatisfy { $0.kind == .door })
        continue
      }
      #expect(users.count == 1, "\(name) is imported by \(users.map(\.name))")
    }
  }

  @Test("the tests of a room import that room, what it uses, and what the manifest says they use")
  func testImports() throws {
    for file in try House.swiftFiles() where !file.isSource {
      guard let target = file.target, target.hasSuffix("Tests") else { continue }
      let room = manifest.room(String(target.dropLast("Tests".count)))
      let allowed = ["Testing", "Foundation"] + (room.map { [$0.name] + $0.uses + $0.products + $0.testUses } ?? [])
      for (module, line) in file.imports where Self.platform[module] == nil {
        #expect(allowed.contains(module), "\(file.path):\(line) imports \(module)")
      }
    }
  }

  @Test("the manifest is read as it is written")
  func reading() {
    let manifest = Manifest(
      text: """
        let yams = Target.Dependency.product(name: "Yams", package: "Yams")
        let floors: [[Room]] = [
          [
            Room(name: "RuleData", kind: .c),
          ],
          [
            Room(
              name: "RuleModel",
              uses: ["SourceModel", "RuleData"], products: [yams], testUses: ["PythonLanguage"]),
            Room(name: "Changes", testUses: ["CrashDriver"]),
          ],
        ]
        let other: [Int] = [
        ]

        """)
    #expect(
      manifest.rooms == [
        DeclaredRoom(name: "RuleData", kind: .c, floor: 0),
        DeclaredRoom(
          name: "RuleModel", floor: 1, uses: ["SourceModel", "RuleData"], products: ["Yams"],
          testUses: ["PythonLanguage"]),
        DeclaredRoom(name: "Changes", floor: 1, testUses: ["CrashDriver"]),
      ])
  }
}
