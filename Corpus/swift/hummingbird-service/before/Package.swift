// swift-tools-version:5.7

import PackageDescription

let package = Package(
    name: "price-service",
    platforms: [.macOS(.v12)],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "1.10.0"),
    ],
    targets: [
        .target(name: "PriceModel"),
        .executableTarget(
            name: "PriceService",
            dependencies: [
                "PriceModel",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdFoundation", package: "hummingbird"),
            ]
        ),
        .testTarget(
            name: "PriceServiceTests",
            dependencies: [
                "PriceService",
                .product(name: "HummingbirdXCT", package: "hummingbird"),
            ]
        ),
    ]
)
