// swift-tools-version: 6.2
// The house: every room (target), the floor it stands on, and what it uses. HouseTests reads this file.
import Foundation
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// One target of the house: the rooms it uses and the library products it takes.
struct Room {
  /// A test support is a program that tests run.
  enum Kind { case c, room, door, testSupport }
  var name: String
  var kind = Kind.room
  var uses: [String] = []
  var products: [Target.Dependency] = []
  /// What its tests use besides the room itself.
  var testUses: [String] = []
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let swiftParser = Target.Dependency.product(name: "SwiftParser", package: "swift-syntax")
let swiftSyntax = Target.Dependency.product(name: "SwiftSyntax", package: "swift-syntax")
let hummingbird = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

/// Every room, lowest floor first. A room may use only rooms on floors below its own.
let floors: [[Room]] = [
  [
    Room(name: "RuleData", kind: .c),
    Room(name: "CMath", kind: .c),
    Room(name: "CAllocator", kind: .c),
    Room(name: "CSearch", kind: .c),
    Room(name: "CCompression", kind: .c),
    Room(name: "COnnxRuntime", kind: .c),
    Room(name: "CXML2", kind: .c),
    Room(name: "CLibclang", kind: .c),
  ],
  [
    Room(name: "SourceModel"),
    Room(name: "ModelCore", uses: ["CMath"]),
  ],
  [
    Room(name: "Semantics", uses: ["CSearch", "SourceModel"]),
    Room(name: "Changes", uses: ["SourceModel"], testUses: ["CrashDriver"]),
    Room(name: "Inference", uses: ["COnnxRuntime", "ModelCore"]),
    Room(name: "Equivalence", uses: ["ModelCore"]),
    Room(name: "PredictiveMarkup", uses: ["ModelCore"]),
  ],
  [
    Room(
      name: "ModelFormats", uses: ["ModelCore", "CCompression", "CXML2", "PredictiveMarkup"],
      testUses: ["ModelDriver"]),
    Room(
      name: "Conversion", uses: ["ModelCore", "PredictiveMarkup"],
      testUses: ["ModelFormats", "Inference", "Equivalence"]),
    Room(name: "CrashDriver", kind: .testSupport, uses: ["Changes"]),
    Room(name: "PythonLanguage", uses: ["SourceModel", "Semantics"]),
    Room(name: "ClangLanguage", uses: ["SourceModel", "Semantics", "CLibclang"]),
    Room(
      name: "SwiftLanguage", uses: ["SourceModel", "Semantics"], products: [swiftParser, swiftSyntax],
      testUses: ["Adaptation", "RuleEngine", "RuleModel", "Changes", "Projects"]),
    Room(
      name: "RuleModel", uses: ["SourceModel", "Semantics", "RuleData"], products: [yams],
      testUses: ["PythonLanguage", "ClangLanguage"]),
  ],
  [
    Room(name: "ModelDriver", kind: .testSupport, uses: ["ModelCore", "ModelFormats"]),
    Room(
      name: "RuleEngine", uses: ["SourceModel", "Semantics", "RuleModel"], testUses: ["PythonLanguage", "Changes"]),
    Room(name: "Projects", uses: ["SourceModel"]),
    Room(name: "InferenceProtocol", uses: ["ModelCore", "ModelFormats"]),
  ],
  [
    Room(
      name: "Verification",
      uses: ["ModelCore", "Equivalence", "Inference", "PredictiveMarkup", "ModelFormats", "Conversion"]),
    Room(name: "ParseDriver", kind: .testSupport, uses: ["SourceModel", "SwiftLanguage", "Projects"]),
    Room(name: "Deployment", uses: ["ModelCore", "InferenceProtocol"]),
    Room(
      name: "Adaptation",
      uses: ["SourceModel", "Semantics", "Changes", "RuleModel", "RuleEngine", "Projects"],
      testUses: ["PythonLanguage", "ClangLanguage"]),
  ],
  [
    Room(
      name: "Migration",
      uses: [
        "SourceModel", "Semantics", "Changes", "RuleModel", "RuleEngine", "Projects", "ModelCore", "ModelFormats",
        "Conversion", "Equivalence", "Adaptation", "Verification",
      ],
      testUses: ["PythonLanguage"]),
    Room(
      name: "InferenceServer",
      uses: [
        "ModelCore", "ModelFormats", "Conversion", "Equivalence", "Inference", "InferenceProtocol", "Verification",
      ]),
  ],
  [
    Room(
      name: "Assessment",
      uses: [
        "SourceModel", "Semantics", "RuleModel", "RuleEngine", "Projects", "ModelCore", "Conversion", "Adaptation",
        "Migration",
      ],
      testUses: ["PythonLanguage"])
  ],
  [
    Room(
      name: "CommandLine", kind: .door,
      uses: [
        "CAllocator", "SourceModel", "Semantics", "Changes", "PythonLanguage", "ClangLanguage", "SwiftLanguage",
        "RuleModel", "RuleEngine", "Projects", "Adaptation", "ModelCore", "PredictiveMarkup", "ModelFormats",
        "Conversion", "Equivalence", "Verification", "Migration", "InferenceServer", "Deployment", "Assessment",
      ],
      products: [argumentParser]),
    Room(name: "PythonAST", kind: .door, uses: ["SourceModel", "PythonLanguage"]),
    Room(
      name: "ServeCommand", kind: .door, uses: ["ModelFormats", "InferenceServer"],
      products: [
        argumentParser, hummingbird, serviceLifecycle, unixSignals, nioCore, nioPosix, nioHTTPTypes, httpTypes, logging,
      ],
      testUses: ["ModelCore"]),
  ],
]

/// The program each door builds.
let programs = ["CommandLine": "godwit", "PythonAST": "python-ast", "ServeCommand": "godwit-serve"]

let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
func hasTests(_ name: String) -> Bool { FileManager.default.fileExists(atPath: "\(here)/Tests/\(name)Tests") }

let rooms = floors.flatMap { $0 }
func targets(_ names: [String]) -> [Target.Dependency] { names.map { Target.Dependency(stringLiteral: $0) } }

/// `GODWIT_ROOMS=PythonLanguage,Changes swift test` builds those rooms, what they use, and their tests only.
let wanted = (Context.environment["GODWIT_ROOMS"] ?? "").split(separator: ",").map(String.init)
let selected: Set<String> = {
  if wanted.isEmpty { return Set(rooms.map(\.name) + ["House"]) }
  var selected = Set<String>()
  var queue = wanted
  while let name = queue.popLast() {
    guard selected.insert(name).inserted else { continue }
    guard let room = rooms.first(where: { $0.name == name }) else { continue }
    queue += room.uses + (wanted.contains(name) ? room.testUses : [])
  }
  return selected
}()

let inHand = rooms.filter { selected.contains($0.name) }
var allTargets: [Target] = inHand.map { room in
  let dependencies = targets(room.uses) + room.products
  switch room.kind {
  case .c: return .target(name: room.name)
  case .door, .testSupport:
    return .executableTarget(name: room.name, dependencies: dependencies, swiftSettings: settings)
  case .room:
    return .target(name: room.name, dependencies: dependencies, swiftSettings: settings)
  }
}
let underTest = inHand.filter { (wanted.isEmpty || wanted.contains($0.name)) && hasTests($0.name) }
allTargets += underTest.map { room in
  .testTarget(
    name: "\(room.name)Tests",
    dependencies: targets([room.name] + room.uses + room.testUses),
    swiftSettings: settings)
}
if selected.contains("House") { allTargets.append(.testTarget(name: "HouseTests", swiftSettings: settings)) }

var packages: [Package.Dependency] = [
  .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
]
// Only builds with the Swift front end in hand fetch and build its parser, which costs more than all else together.
if selected.contains("SwiftLanguage") {
  packages.append(.package(url: "https://github.com/swiftlang/swift-syntax", from: "603.0.1"))
}
// So with the server and what carries it: Hummingbird, and the packages of its own that it is spoken to through.
if selected.contains("ServeCommand") {
  packages += [
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
  ]
}

let package = Package(
  name: "godwit",
  platforms: [.macOS(.v15)],
  products: inHand.compactMap { room in
    programs[room.name].map { .executable(name: $0, targets: [room.name]) }
  },
  dependencies: packages,
  targets: allTargets,
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c2x
)
