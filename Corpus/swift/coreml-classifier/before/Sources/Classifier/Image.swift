/// Pixels in rows, three channels each, from 0 to 255.
public struct Image: Sendable {
    public let width: Int
    public let height: Int
    public var pixels: [UInt8]

    public init(width: Int, height: Int, pixels: [UInt8]) {
        precondition(pixels.count == width * height * 3, "three channels for every pixel")
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// The nearest pixel of each place of a picture of another size.
    public func scaled(to side: Int) -> Image {
        var scaled = [UInt8]()
        scaled.reserveCapacity(side * side * 3)
        for row in 0..<side {
            for column in 0..<side {
                let source = (row * height / side * width + column * width / side) * 3
                scaled += pixels[source..<(source + 3)]
            }
        }
        return Image(width: side, height: side, pixels: scaled)
    }
}

/// How a model wants its pixels.
public struct Normalization: Sendable {
    public var means: [Float] = [0.485, 0.456, 0.406]
    public var deviations: [Float] = [0.229, 0.224, 0.225]

    public init() {}

    public func value(_ pixel: UInt8, channel: Int) -> Float {
        (Float(pixel) / 255 - means[channel]) / deviations[channel]
    }
}
