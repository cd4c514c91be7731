// A model of the estimator dialect, run by the reference interpreter.

internal import Conversion
internal import Equivalence
internal import ModelCore

struct InterpretedModel: Predictor {
  let model: PredictiveModel
  let columns: [PredictorColumn]?
  private let interpreter: Interpreter

  let name = "the reference interpreter"
  var precision: Precision { model.origin.library == "xgboost" ? .single : .double }

  init(_ model: PredictiveModel) throws {
    self.model = model
    interpreter = try Interpreter(model)
    let inputs = ModelInputs(of: model)
    columns = model.inputs.indices.map { index in
      PredictorColumn(name: inputs.names[index], isNamed: model.inputs[index].isNamed, isText: inputs.isText[index])
    }
  }

  func predictions(_ rows: Table, from firstRow: Int) throws -> Predictions {
    var outputs: [Predictions.Output] = []
    Self.add(try interpreter.answer(rows), suffix: "", to: &outputs)
    return Predictions(outputs: outputs, rowCount: rows.rowCount)
  }

  private static func add(_ answer: Answer, suffix: String, to outputs: inout [Predictions.Output]) {
    func add(_ name: String, _ role: Predictions.Role, _ matrix: Matrix?) {
      guard let matrix else { return }
      outputs.append(Predictions.Output(name: name + suffix, role: role, content: .numbers(matrix)))
    }
    if let labels = answer.labels {
      outputs.append(Predictions.Output(name: "label" + suffix, role: .label, content: .labels(labels)))
    }
    add("probabilities", .probabilities, answer.probabilities)
    add("scores", .scores, answer.scores)
    add("prediction", .values, answer.values)
    if case .matrix(let matrix) = answer.transformation { add("transformed", .numbers, matrix) }
    for (place, target) in answer.targets.enumerated() { Self.add(target, suffix: "\(suffix)_\(place)", to: &outputs) }
  }

  /// The classes whose probabilities stand side by side, of a classifier of one target.
  func classes(of rows: Table) -> [Label] {
    // The first rows may be ones that the model refuses.
    for row in 0..<rows.rowCount {
      if let answer = try? interpreter.answer(rows.part(row..<(row + 1))) { return answer.classes }
    }
    return []
  }
}
