// Files as what answers: models to be run, and answers that were recorded.

internal import Equivalence
internal import ModelCore
internal import ModelFormats
internal import PredictiveMarkup

/// One of the two that are compared.
enum Contestant {
  case model(any Predictor)
  /// A file of answers.
  case recorded(path: String)

  var name: String {
    switch self {
    case .model(let model): model.name
    case .recorded: "recorded answers"
    }
  }

  var model: (any Predictor)? { if case .model(let model) = self { model } else { nil } }
  var columns: [PredictorColumn]? { model?.columns }
  var precision: Precision { model?.precision ?? .double }
  /// What the model is made of, where it is read here.
  var interpreted: PredictiveModel? { (model as? InterpretedModel)?.model }
}

/// Loads both files of a request.
struct ModelLoading {
  let request: VerificationRequest

  private enum Loaded {
    case model(PredictiveModel)
    case graph(ContiguousArray<UInt8>, TensorModel)
    case document(MarkupDocument)
    case answers
    /// Not read here, and not needed: an interpreter of the user's runs it.
    case foreign
  }

  /// Files of rows are known by their beginning, so that large ones are not read to find out what they are.
  private static let largestModelToLookAt = 1 << 22

  private static func load(_ path: String, selecting selection: ModelSelection = .only) throws -> Loaded {
    let file = try InputFile(path: path)
    let head = Bytes(try file.bytes(at: 0, count: 1 << 16))
    if ModelFileKind(plain: head) == .numpyArray { return .answers }
    if ModelFileKind(plain: head) == .unknown, Compression(of: head) == nil, file.size > largestModelToLookAt {
      return .answers
    }
    var model = try ModelFile(path: path)
    return try load(&model, path, selection)
  }

  private static func load(_ file: inout ModelFile, _ path: String, _ selection: ModelSelection) throws -> Loaded {
    if case .path = selection, ![.pickle, .joblib, .joblibZ].contains(file.kind) {
      throw VerificationError(
        "\(path) is \(file.kind.rawValue), which holds no estimators to choose from", remedy: "leave --select out")
    }
    switch file.kind {
    case .onnx:
      let bytes = file.source.bytes.withUnsafeBytes { ContiguousArray($0) }
      return .graph(bytes, try ONNXReader.outline(bytes).model)
    case .pmml: return .document(try PMMLReader.read(emptying: &file.source))
    case .numpyArray, .numpyArchive, .unknown: return .answers
    default:
      if let reading = try ModelReading.read(file, selecting: selection) { return .model(reading.model) }
      throw VerificationError(
        "\(path) is \(file.kind.rawValue), which cannot be run here", remedy: "record its answers and compare those")
    }
  }

  /// Both, and the original as it is read here, from which rows are generated.
  func contestants() throws -> (original: Contestant, migrated: Contestant, read: PredictiveModel?) {
    let selection = request.select.map(ModelSelection.path) ?? .only
    let original =
      request.python == nil
      ? try Self.load(request.original, selecting: selection) : Self.loadedIfReadable(request.original, selection)
    let migrated = try Self.load(request.migrated)
    var classes: [Label] = []
    for case .model(let model) in [original, migrated] where classes.isEmpty {
      classes = try InterpretedModel(model).classes(of: GeneratedRows(for: model, limit: 100).table)
    }
    var read: PredictiveModel?
    for case .model(let model) in [original, migrated] where read == nil { read = model }
    let first =
      try request.python.map { python in
        Contestant.model(
          try PythonModel(
            interpreter: python, path: request.original, selecting: request.select, like: Self.columns(of: read)))
      } ?? contestant(original, request.original, classes)
    return (first, try contestant(migrated, request.migrated, classes), read)
  }

  private static func columns(of model: PredictiveModel?) throws -> [PredictorColumn]? {
    try model.map { try InterpretedModel($0) }?.columns
  }

  private static func loadedIfReadable(_ path: String, _ selection: ModelSelection) -> Loaded {
    (try? load(path, selecting: selection)) ?? .foreign
  }

  private func contestant(_ loaded: Loaded, _ path: String, _ classes: [Label]) throws -> Contestant {
    switch loaded {
    case .model(let model): .model(try InterpretedModel(model))
    case .graph(let bytes, let model): .model(try RuntimeModel(bytes, metadata: model.metadata))
    case .document(let document): .model(try ScoredDocument(document, classes: classes))
    case .answers, .foreign: .recorded(path: path)
    }
  }
}
