// Declarations of Core ML that the classifier uses, so that it type-checks where there is no Core ML. Nothing here works.

import Foundation

public enum MLComputeUnits: Int, Sendable { case cpuOnly, cpuAndGPU, all, cpuAndNeuralEngine }

public enum MLMultiArrayDataType: Int, Sendable { case double, float32, float16, int32 }

public class MLModelConfiguration: NSObject {
    public var computeUnits = MLComputeUnits.all
    public var modelDisplayName: String?
    public var allowLowPrecisionAccumulationOnGPU = false
}

public class MLPredictionOptions: NSObject {
    public var usesCPUOnly = false
}

public class MLMultiArray: NSObject {
    public init(shape: [NSNumber], dataType: MLMultiArrayDataType) throws {}
    public init(_ shapedArray: MLShapedArray<Float>) {}
    public var count: Int { 0 }
    public var shape: [NSNumber] { [] }
    public subscript(_ index: Int) -> NSNumber {
        get { 0 }
        set {}
    }
    public subscript(_ index: [NSNumber]) -> NSNumber {
        get { 0 }
        set {}
    }
}

public protocol MLShapedArrayScalar {}
extension Float: MLShapedArrayScalar {}
extension Double: MLShapedArrayScalar {}
extension Int32: MLShapedArrayScalar {}

public struct MLShapedArray<Scalar: MLShapedArrayScalar> {
    public init(repeating value: Scalar, shape: [Int]) {}
    public init<S: Sequence>(scalars: S, shape: [Int]) where S.Element == Scalar {}
    public init(_ multiArray: MLMultiArray) {}
    public init(converting multiArray: MLMultiArray) {}
    public var scalars: [Scalar] { [] }
    public var shape: [Int] { [] }
    public var scalarCount: Int { 0 }
    public subscript(scalarAt indices: Int...) -> Scalar {
        get { fatalError() }
        set {}
    }
}

public class MLFeatureValue: NSObject {
    public init(double value: Double) {}
    public init(string value: String) {}
    public init(multiArray value: MLMultiArray) {}
    public init(shapedArray value: MLShapedArray<Float>) {}
    public var multiArrayValue: MLMultiArray? { nil }
    public var doubleValue: Double { 0 }
    public var stringValue: String { "" }
    public var dictionaryValue: [AnyHashable: NSNumber] { [:] }
    public func shapedArrayValue<Scalar: MLShapedArrayScalar>(of type: Scalar.Type) -> MLShapedArray<Scalar>? { nil }
}

public protocol MLFeatureProvider {
    var featureNames: Set<String> { get }
    func featureValue(for featureName: String) -> MLFeatureValue?
}

public class MLDictionaryFeatureProvider: NSObject, MLFeatureProvider {
    public init(dictionary: [String: Any]) throws {}
    public var featureNames: Set<String> { [] }
    public func featureValue(for featureName: String) -> MLFeatureValue? { nil }
}

public protocol MLBatchProvider {
    var count: Int { get }
    func features(at index: Int) -> any MLFeatureProvider
}

public class MLArrayBatchProvider: NSObject, MLBatchProvider {
    public init(array: [any MLFeatureProvider]) {}
    public var count: Int { 0 }
    public func features(at index: Int) -> any MLFeatureProvider { fatalError() }
}

public class MLModelDescription: NSObject {
    public var inputDescriptionsByName: [String: MLFeatureDescription] { [:] }
    public var classLabels: [Any]? { nil }
}

public class MLFeatureDescription: NSObject {
    public var name: String { "" }
    public var isOptional: Bool { false }
}

public class MLModelAsset: NSObject {
    public init(specification specificationData: Data) throws {}
}

public class MLModel: NSObject {
    @available(*, noasync, message: "in a function that may wait, `load(contentsOf:configuration:)` is meant")
    public init(contentsOf url: URL) throws {}
    @available(*, noasync, message: "in a function that may wait, `load(contentsOf:configuration:)` is meant")
    public init(contentsOf url: URL, configuration: MLModelConfiguration) throws {}
    public class func load(
        contentsOf url: URL, configuration: MLModelConfiguration = MLModelConfiguration()
    ) async throws -> MLModel { fatalError() }
    public class func load(
        contentsOf url: URL, configuration: MLModelConfiguration = MLModelConfiguration(),
        completionHandler handler: @escaping (Result<MLModel, any Error>) -> Void
    ) {}
    public class func load(
        _ asset: MLModelAsset, configuration: MLModelConfiguration,
        completionHandler handler: @escaping @Sendable (MLModel?, (any Error)?) -> Void
    ) {}
    public class func load(asset: MLModelAsset, configuration: MLModelConfiguration) async throws -> MLModel {
        fatalError()
    }
    public class func compileModel(at modelURL: URL) throws -> URL { modelURL }
    public class func compileModel(at modelURL: URL) async throws -> URL { modelURL }
    public class func compileModel(
        at modelURL: URL, completionHandler handler: @escaping (Result<URL, any Error>) -> Void
    ) {}
    public var modelDescription: MLModelDescription { MLModelDescription() }
    public var configuration: MLModelConfiguration { MLModelConfiguration() }
    public func prediction(from input: any MLFeatureProvider) throws -> any MLFeatureProvider { input }
    public func prediction(
        from input: any MLFeatureProvider, options: MLPredictionOptions
    ) throws -> any MLFeatureProvider { input }
    public func prediction(
        from input: any MLFeatureProvider, options: MLPredictionOptions = MLPredictionOptions()
    ) async throws -> any MLFeatureProvider { input }
    public func predictions(fromBatch inputBatch: any MLBatchProvider) throws -> any MLBatchProvider { inputBatch }
    public func predictions(
        from inputBatch: any MLBatchProvider, options: MLPredictionOptions
    ) throws -> any MLBatchProvider { inputBatch }
}
