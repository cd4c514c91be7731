// swift-tools-version:5.9

import PackageDescription

let package = Package(
    name: "image-classifier",
    platforms: [.macOS(.v14), .iOS(.v17)],
    products: [.library(name: "Classifier", targets: ["Classifier"])],
    targets: [
        .target(name: "Classifier"),
        .executableTarget(name: "classify", dependencies: ["Classifier"]),
    ]
)
