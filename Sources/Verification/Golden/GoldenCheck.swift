// A model held against the golden rows that came with it.

package import Equivalence
package import Inference
package import ModelCore
internal import ModelFormats
internal import PredictiveMarkup

/// Runs a model file over its own golden rows.
///
/// They are a gate and no sample: one that passes says that this machine answers as the original did where it is easiest to
/// go wrong, and nothing of how many other rows differ. So the verdict is equivalent or different.
package struct GoldenCheck {
  private let path: String
  /// Nil for the one of the model's precision.
  private let tolerance: Tolerance?

  package init(path: String, tolerance: Tolerance?) {
    self.path = path
    self.tolerance = tolerance
  }

  package func report() throws -> VerificationReport {
    var file = try ModelFile(path: path)
    switch file.kind {
    case .onnx:
      let bytes = file.source.bytes.withUnsafeBytes { ContiguousArray($0) }
      let metadata = try ONNXReader.read(bytes).model.metadata
      guard let text = metadata.first(where: { $0.key == GoldenRows.key })?.value else { throw none }
      let golden = try GoldenRows(text)
      return try report(RuntimeModel(bytes, metadata: metadata), golden)
    case .pmml:
      let document = try PMMLReader.read(emptying: &file.source)
      guard let verification = document.models.first?.verification else { throw none }
      let golden = try GoldenRows(verification, in: document)
      let fields = verification.fields
      let own = Tolerance(
        absolute: fields.map(\.zeroThreshold).max() ?? 0, relative: fields.map(\.precision).min() ?? 0)
      return try report(ScoredDocument(document, classes: golden.classes), golden, own)
    default: throw none
    }
  }

  /// The same for a graph that is loaded already, `path` for reports; nil where no golden rows came with it.
  package static func report(
    of session: InferenceSession, metadata: [Property], path: String
  ) throws -> VerificationReport? {
    guard let text = metadata.first(where: { $0.key == GoldenRows.key })?.value else { return nil }
    let check = GoldenCheck(path: path, tolerance: nil)
    return try check.report(RuntimeModel(session, metadata: metadata), GoldenRows(text))
  }

  private var none: VerificationError {
    VerificationError(
      "\(path) carries no golden rows", remedy: "convert the model with --golden-rows, or name the original before it")
  }

  private func report(
    _ model: any Predictor, _ golden: GoldenRows, _ own: Tolerance? = nil
  ) throws -> VerificationReport {
    let wanted = model.columns ?? golden.columns
    let places = wanted.compactMap { column in golden.columns.firstIndex { $0.name == column.name } }
    guard places.count == wanted.count || wanted.count == golden.columns.count else {
      throw VerificationError(
        "\(path) takes columns that its golden rows do not have", remedy: "convert the model again")
    }
    let rows =
      places.count == wanted.count && places != Array(golden.columns.indices)
      ? Table.columns(places.map { golden.rows.cells($0) }).joined : golden.rows
    let answers = try model.predictions(rows, from: 0)
    let alignment = try Alignment(golden.answers, answers, kind: nil)
    var policy = Policy(tolerance: tolerance ?? own ?? (model.precision == .double ? .double : .single))
    policy.isGate = true
    let reference = alignment.reference(golden.answers)
    var profile = ReferenceProfile()
    if own == nil { profile.add(reference) }
    var comparison = Comparison(policy: policy, profile: profile)
    comparison.add(PairedRows(reference: reference, candidate: alignment.candidate(answers)))
    return VerificationReport(
      originalName: "the golden rows of \(path)", migratedName: "\(path) (\(model.name))",
      rows: "\(golden.count) golden rows that came with the model", notes: alignment.notes, comparison: comparison,
      judgement: comparison.judgement)
  }
}

extension GoldenRows {
  /// The classes of the labels, in the order of the probabilities; empty where there are none.
  var classes: [Label] {
    guard case .labels(let labels)? = answers.outputs.first(where: { $0.role == .label })?.content else { return [] }
    return names.isEmpty ? Array(Set(labels)).sorted { ($0.text ?? "") < ($1.text ?? "") } : names
  }

  /// What `ModelVerification` of a document says.
  ///
  /// - Throws: `VerificationError` where it names fields that the document does not have.
  init(_ verification: ModelVerification, in document: MarkupDocument) throws {
    guard let model = document.models.first, !verification.table.rows.isEmpty else {
      throw VerificationError("the document's ModelVerification has no rows", remedy: "convert the model again")
    }
    let count = verification.table.rows.count
    func texts(_ field: ModelVerification.Field) throws -> [String?] {
      guard let place = verification.table.index(of: field.column ?? field.field) else {
        throw VerificationError(
          "the document's ModelVerification has no column for `\(field.field)`", remedy: "convert the model again")
      }
      return verification.table.rows.map { place < $0.count ? $0[place] : nil }
    }
    func numbers(_ field: ModelVerification.Field) throws -> [Double] {
      try texts(field).map { text in
        guard let number = DataTable.number(text) else {
          throw VerificationError(
            "`\(text ?? "")` of the document's ModelVerification is no number", remedy: "convert the model again")
        }
        return number
      }
    }
    var columns: [PredictorColumn] = []
    var cells: [Cells] = []
    var outputs: [Predictions.Output] = []
    var shares: [(name: String, numbers: [Double])] = []
    let types = Dictionary(document.fields.map { ($0.name, $0.type) }, uniquingKeysWith: { first, _ in first })
    for field in verification.fields {
      if field.field == model.targetName {
        if model.function == .classification {
          let isWhole = types[field.field] == .integer
          outputs.append(
            .init(
              name: "label", role: .label,
              content: .labels(
                try texts(field).map { text in
                  guard let text else { return .missing }
                  return isWhole ? Int(text).map { .integer($0) } ?? .string(text) : .string(text)
                })))
        } else {
          outputs.append(
            .init(name: "prediction", role: .values, content: .numbers(Matrix(columns: [try numbers(field)]))))
        }
      } else if field.field.hasPrefix("probability("), field.field.hasSuffix(")") {
        shares.append((String(field.field.dropFirst(12).dropLast()), try numbers(field)))
      } else if model.schema.contains(where: { $0.name == field.field && !$0.usage.isTarget }) {
        let isText = types[field.field] == .string
        columns.append(PredictorColumn(name: field.field, isNamed: true, isText: isText))
        cells.append(isText ? .strings(try texts(field)) : .numbers(try numbers(field)))
      }
    }
    if !shares.isEmpty {
      outputs.append(
        .init(
          name: "probabilities", role: .probabilities, content: .numbers(Matrix(columns: shares.map(\.numbers)))))
    }
    guard !cells.isEmpty, !outputs.isEmpty else {
      throw VerificationError(
        "the document's ModelVerification has no rows of its fields", remedy: "convert the model again")
    }
    let isWhole = model.targetName.flatMap { types[$0] } == .integer
    self.init(
      columns: columns, rows: Table.columns(cells).joined, answers: Predictions(outputs: outputs, rowCount: count),
      names: shares.map { share in
        isWhole ? Int(share.name).map { .integer($0) } ?? .string(share.name) : .string(share.name)
      })
  }
}
