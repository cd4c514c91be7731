import CoreML
import Foundation

/// A picture as the model's one input.
struct ImageFeatures {
    let name: String
    let side: Int
    var normalization = Normalization()

    /// Channels first, as the model was trained.
    func array(of image: Image) throws -> MLMultiArray {
        let scaled = image.scaled(to: side)
        let array = try MLMultiArray(shape: [1, 3, side as NSNumber, side as NSNumber], dataType: .float32)
        for channel in 0..<3 {
            for place in 0..<(side * side) {
                let value = normalization.value(scaled.pixels[place * 3 + channel], channel: channel)
                array[channel * side * side + place] = NSNumber(value: value)
            }
        }
        return array
    }

    func provider(for image: Image) throws -> MLDictionaryFeatureProvider {
        try MLDictionaryFeatureProvider(dictionary: [name: MLFeatureValue(multiArray: array(of: image))])
    }
}
