// swift-tools-version:5.9

import PackageDescription

let package = Package(
    name: "price-service",
    platforms: [.macOS(.v14)],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1"),
    ],
    targets: [
        .target(name: "PriceModel"),
        .executableTarget(
            name: "PriceService",
            dependencies: [
                "PriceModel",
                .product(name: "Hummingbird", package: "hummingbird"),
            ]
        ),
        .testTarget(
            name: "PriceServiceTests",
            dependencies: [
                "PriceService",
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ]
        ),
    ]
)
