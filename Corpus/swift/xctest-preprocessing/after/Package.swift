// swift-tools-version:5.10

import PackageDescription

let package = Package(
    name: "preprocessing",
    products: [.library(name: "Preprocessing", targets: ["Preprocessing"])],
    targets: [
        .target(name: "Preprocessing"),
        .testTarget(name: "PreprocessingTests", dependencies: ["Preprocessing"]),
    ]
)
