// swift-tools-version: 5.7
import PackageDescription

let package = Package(
  name: "interface-report",
  platforms: [.macOS(.v10_15)],
  products: [
    .library(name: "InterfaceReport", targets: ["InterfaceReport"]),
    .executable(name: "interface-report", targets: ["interface-report"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-syntax.git", from: "603.0.0")
  ],
  targets: [
    .target(
      name: "InterfaceReport",
      dependencies: [
        .product(name: "SwiftSyntax", package: "swift-syntax"),
        .product(name: "SwiftParser", package: "swift-syntax"),
      ]),
    .executableTarget(name: "interface-report", dependencies: ["InterfaceReport"]),
    .testTarget(name: "InterfaceReportTests", dependencies: ["InterfaceReport"]),
  ]
)
