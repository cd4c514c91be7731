// swift-tools-version:5.7

import PackageDescription

let package = Package(
    name: "image-classifier",
    platforms: [.macOS(.v11), .iOS(.v14)],
    products: [.library(name: "Classifier", targets: ["Classifier"])],
    targets: [
        .target(name: "Classifier"),
        .executableTarget(name: "classify", dependencies: ["Classifier"]),
    ]
)
