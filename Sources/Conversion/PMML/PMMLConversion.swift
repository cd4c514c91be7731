// From the estimator dialect to PMML 4.4: one document, and what was lost on the way.

package import ModelCore
package import PredictiveMarkup

/// Converts models to documents that answer the same.
package enum PMMLConversion {
  /// A document and its loss report.
  package struct Result: Sendable {
    package var document: MarkupDocument
    package var remarks: [Remark]
  }

  /// Rows with what the model answered, kept in the document as `ModelVerification`.
  package struct GoldenRows: Sendable {
    package var rows: Table
    package var values: [Double]?
    package var labels: [Label]?
    package var probabilities: Matrix?
    package init(rows: Table, values: [Double]? = nil, labels: [Label]? = nil, probabilities: Matrix? = nil) {
      self.rows = rows
      self.values = values
      self.labels = labels
      self.probabilities = probabilities
    }
  }

  /// Throws a `ConversionError` where the document would be another model.
  package static func convert(_ model: PredictiveModel, goldenRows: GoldenRows? = nil) throws -> Result {
    let composer = MarkupComposer(model)
    let answer = try composer.compose(model.estimator, composer.inputColumns)
    var document = try composer.document(of: answer)
    document.header.description = ([model.origin.library, model.origin.version].compactMap { $0 }).joined(
      separator: " ")
    document.header.application = "godwit"
    if let goldenRows { composer.verify(&document, goldenRows) }
    return Result(document: document, remarks: model.remarks + composer.remarks)
  }
}
