// Regression equations, generalised linear models and neural networks as elements.

internal import PredictiveMarkup

extension MarkupWriter {
  mutating func regressionModel(_ model: MarkupModel, _ regression: RegressionModel) {
    let method = regression.normalization
    modelElement(
      "RegressionModel", model, [("normalizationMethod", method == .none ? nil : method.rawValue)]
    ) { writer in
      for equation in regression.equations { writer.equation(equation) }
    }
  }

  private mutating func equation(_ equation: RegressionModel.Equation) {
    element(
      "RegressionTable",
      ["intercept": Literal.text(of: equation.intercept), "targetCategory": equation.category]
    ) { writer in
      for predictor in equation.numeric {
        writer.element(
          "NumericPredictor",
          [
            "name": predictor.field, "exponent": predictor.exponent == 1 ? nil : String(predictor.exponent),
            "coefficient": Literal.text(of: predictor.coefficient),
          ])
      }
      for predictor in equation.categorical {
        writer.element(
          "CategoricalPredictor",
          [
            "name": predictor.field, "value": predictor.value.text,
            "coefficient": Literal.text(of: predictor.coefficient),
          ])
      }
      for term in equation.terms {
        writer.element("PredictorTerm", ["coefficient": Literal.text(of: term.coefficient)]) { writer in
          for field in term.fields { writer.element("FieldRef", ["field": field]) }
        }
      }
    }
  }

  mutating func generalRegressionModel(_ model: MarkupModel, _ regression: GeneralRegressionModel) {
    let own: [(String, String?)] = [
      ("modelType", regression.kind.rawValue), ("targetReferenceCategory", regression.referenceCategory),
      ("cumulativeLink", regression.cumulativeLink?.rawValue), ("linkFunction", regression.link?.rawValue),
      ("linkParameter", text(regression.linkParameter)), ("trialsVariable", regression.trialsField),
      ("trialsValue", text(regression.trials)), ("distribution", regression.distribution),
      ("distParameter", text(regression.distributionParameter)), ("offsetVariable", regression.offsetField),
      ("offsetValue", text(regression.offset)), ("endTimeVariable", regression.endTimeField),
      ("startTimeVariable", regression.startTimeField), ("statusVariable", regression.statusField),
      ("baselineStrataVariable", regression.strataField),
    ]
    modelElement("GeneralRegressionModel", model, own) { writer in
      writer.element("ParameterList") { writer in
        for parameter in regression.parameters {
          writer.element(
            "Parameter",
            [
              "name": parameter.name, "label": parameter.label,
              "referencePoint": text(parameter.reference, unless: 0),
            ])
        }
      }
      writer.predictors(regression)
      writer.matrices(regression)
    }
  }

  private mutating func predictors(_ regression: GeneralRegressionModel) {
    if !regression.factors.isEmpty {
      element("FactorList") { writer in
        for factor in regression.factors { writer.factor(factor) }
      }
    }
    if !regression.covariates.isEmpty {
      element("CovariateList") { writer in
        for field in regression.covariates { writer.element("Predictor", ["name": field]) }
      }
    }
  }

  private mutating func factor(_ factor: GeneralRegressionModel.Factor) {
    element("Predictor", ["name": factor.field]) { writer in
      if !factor.categories.isEmpty {
        writer.element("Categories") { writer in
          for category in factor.categories { writer.element("Category", ["value": category]) }
        }
      }
      if !factor.contrasts.isEmpty {
        writer.element("Matrix") { writer in
          for row in factor.contrasts { writer.array(row) }
        }
      }
    }
  }

  private mutating func matrices(_ regression: GeneralRegressionModel) {
    element("PPMatrix") { writer in
      for cell in regression.predictorCells {
        writer.element(
          "PPCell",
          [
            "value": cell.value.text, "predictorName": cell.predictor, "parameterName": cell.parameter,
            "targetCategory": cell.category,
          ])
      }
    }
    element("ParamMatrix") { writer in
      for cell in regression.parameterCells {
        writer.element(
          "PCell",
          ["targetCategory": cell.category, "parameterName": cell.parameter, "beta": Literal.text(of: cell.beta)])
      }
    }
    guard !regression.strata.isEmpty else { return }
    let whole = regression.strata.first { $0.value == nil }
    element("BaseCumHazardTables", ["maxTime": text(whole?.maximumTime)]) { writer in
      for stratum in regression.strata {
        guard let value = stratum.value else {
          writer.cells(of: stratum)
          continue
        }
        writer.element("BaselineStratum", ["value": value, "maxTime": text(stratum.maximumTime ?? .infinity)]) {
          writer in
          writer.cells(of: stratum)
        }
      }
    }
  }

  private mutating func cells(of stratum: GeneralRegressionModel.Stratum) {
    for cell in stratum.cells {
      element("BaselineCell", ["time": Literal.text(of: cell.time), "cumHazard": Literal.text(of: cell.hazard)])
    }
  }

  mutating func neuralNetwork(_ model: MarkupModel, _ network: NeuralNetworkModel) {
    let own: [(String, String?)] = [
      ("activationFunction", network.activation.rawValue),
      ("normalizationMethod", network.normalization == .none ? nil : network.normalization.rawValue),
      ("threshold", text(network.threshold, unless: 0)), ("x-leakage", text(network.leakage)),
      ("width", text(network.width)), ("altitude", text(network.altitude, unless: 1)),
    ]
    modelElement("NeuralNetwork", model, own) { writer in
      writer.element("NeuralInputs", ["numberOfInputs": String(network.inputs.count)]) { writer in
        for input in network.inputs {
          writer.element("NeuralInput", ["id": input.id]) { writer in writer.derivedField(input.field) }
        }
      }
      for layer in network.layers { writer.layer(layer) }
      writer.element("NeuralOutputs", ["numberOfOutputs": String(network.outputs.count)]) { writer in
        for output in network.outputs {
          writer.element("NeuralOutput", ["outputNeuron": output.neuron]) { writer in writer.derivedField(output.field)
          }
        }
      }
    }
  }

  private mutating func layer(_ layer: NeuralNetworkModel.Layer) {
    element(
      "NeuralLayer",
      [
        "numberOfNeurons": String(layer.neurons.count), "activationFunction": layer.activation?.rawValue,
        "threshold": text(layer.threshold), "x-leakage": text(layer.leakage), "width": text(layer.width),
        "altitude": text(layer.altitude), "normalizationMethod": layer.normalization?.rawValue,
      ]
    ) { writer in
      for neuron in layer.neurons {
        writer.element(
          "Neuron",
          [
            "id": neuron.id, "bias": text(neuron.bias), "width": text(neuron.width), "altitude": text(neuron.altitude),
          ]
        ) { writer in
          for connection in neuron.connections {
            writer.element("Con", ["from": connection.from, "weight": Literal.text(of: connection.weight)])
          }
        }
      }
    }
  }
}
