// Regression equations, generalised linear models, neural networks.

internal import PredictiveMarkup

extension PMMLReader {
  func regressionModel(_ element: MarkupElement) throws(FormatError) -> MarkupModel {
    var regression = RegressionModel()
    regression.normalization = try choice(element, "normalizationMethod", RegressionModel.Normalization.self) ?? .none
    var model = try common(element, .regression(regression)) { (child) throws(FormatError) in
      if child.name == "RegressionTable" { try keep(equation(child), of: child, in: &regression.equations) }
    }
    if let target = element["targetFieldName"], model.targetName == nil {
      model.schema.append(MiningField(target, .target))
    }
    model.content = .regression(regression)
    return model
  }

  private func equation(_ element: MarkupElement) throws(FormatError) -> RegressionModel.Equation {
    var equation = RegressionModel.Equation()
    equation.intercept = try number(element, "intercept") ?? 0
    equation.category = element["targetCategory"]
    if element["x-targetField"] != nil {
      throw cursor.unsupported(element, "equations of several targets are not read.")
    }
    try cursor.children(of: element) { (child) throws(FormatError) in
      switch child.name {
      case "NumericPredictor":
        equation.numeric.append(
          .init(
            try required(child, "name"), exponent: try integer(child, "exponent") ?? 1,
            coefficient: try requiredNumber(child, "coefficient")))
      case "CategoricalPredictor":
        equation.categorical.append(
          .init(
            try required(child, "name"), value: try required(child, "value"),
            coefficient: try requiredNumber(child, "coefficient")))
      case "PredictorTerm":
        let fields = try list(child, "FieldRef") { (part) throws(FormatError) in try required(part, "field") }
        try keep(.init(fields, coefficient: try requiredNumber(child, "coefficient")), of: child, in: &equation.terms)
      default: break
      }
    }
    return equation
  }

  func generalRegressionModel(_ element: MarkupElement) throws(FormatError) -> MarkupModel {
    var regression = GeneralRegressionModel()
    regression.kind = try choice(element, "modelType", GeneralRegressionModel.Kind.self) ?? .generalizedLinear
    regression.link = try choice(element, "linkFunction", GeneralRegressionModel.Link.self)
    regression.cumulativeLink = try choice(element, "cumulativeLink", GeneralRegressionModel.CumulativeLink.self)
    regression.linkParameter = try number(element, "linkParameter")
    regression.distribution = element["distribution"]
    regression.distributionParameter = try number(element, "distParameter")
    regression.trialsField = element["trialsVariable"]
    regression.trials = try number(element, "trialsValue")
    regression.offsetField = element["offsetVariable"]
    regression.offset = try number(element, "offsetValue")
    regression.referenceCategory = element["targetReferenceCategory"]
    regression.endTimeField = element["endTimeVariable"]
    regression.startTimeField = element["startTimeVariable"]
    regression.statusField = element["statusVariable"]
    regression.strataField = element["baselineStrataVariable"]
    var model = try common(element, .generalRegression(regression)) { (child) throws(FormatError) in
      try generalRegressionPart(child, &regression)
    }
    if let target = element["targetVariableName"], model.targetName == nil {
      model.schema.append(MiningField(target, .target))
    }
    model.content = .generalRegression(regression)
    return model
  }

  private func generalRegressionPart(
    _ child: MarkupElement, _ regression: inout GeneralRegressionModel
  ) throws(FormatError) {
    switch child.name {
    case "ParameterList":
      regression.parameters = try list(child, "Parameter") { (part) throws(FormatError) in
        var parameter = GeneralRegressionModel.Parameter(try required(part, "name"))
        parameter.label = part["label"]
        parameter.reference = try number(part, "referencePoint") ?? 0
        return parameter
      }
    case "FactorList": regression.factors = try list(child, "Predictor", factor)
    case "CovariateList":
      regression.covariates = try list(child, "Predictor") { (part) throws(FormatError) in try required(part, "name") }
    case "PPMatrix":
      regression.predictorCells = try list(child, "PPCell") { (part) throws(FormatError) in
        .init(
          value: try required(part, "value"), predictor: try required(part, "predictorName"),
          parameter: try required(part, "parameterName"), category: part["targetCategory"])
      }
    case "ParamMatrix":
      regression.parameterCells = try list(child, "PCell") { (part) throws(FormatError) in
        .init(
          category: part["targetCategory"], parameter: try required(part, "parameterName"),
          beta: try requiredNumber(part, "beta"))
      }
    case "BaseCumHazardTables":
      var whole = GeneralRegressionModel.Stratum()
      whole.maximumTime = try number(child, "maxTime")
      try cursor.children(of: child) { (part) throws(FormatError) in
        if part.name == "BaselineCell" { try keep(baselineCell(part), of: part, in: &whole.cells) }
        if part.name == "BaselineStratum" {
          var stratum = GeneralRegressionModel.Stratum()
          stratum.value = try required(part, "value")
          stratum.maximumTime = try number(part, "maxTime")
          stratum.cells = try list(part, "BaselineCell", baselineCell)
          regression.strata.append(stratum)
        }
      }
      if !whole.cells.isEmpty { regression.strata.append(whole) }
    default: break
    }
  }

  private func baselineCell(_ element: MarkupElement) throws(FormatError) -> GeneralRegressionModel.Stratum.Cell {
    .init(time: try requiredNumber(element, "time"), hazard: try requiredNumber(element, "cumHazard"))
  }

  private func factor(_ element: MarkupElement) throws(FormatError) -> GeneralRegressionModel.Factor {
    var factor = GeneralRegressionModel.Factor(try required(element, "name"))
    try cursor.children(of: element) { (child) throws(FormatError) in
      if child.name == "Categories" {
        factor.categories = try list(child, "Category") { (part) throws(FormatError) in try required(part, "value") }
      } else if child.name == "Matrix" {
        factor.contrasts = try list(child, "Array") { (part) throws(FormatError) in
          try array(part, width: factor.categories.count) ?? []
        }
      }
    }
    return factor
  }

  func neuralNetwork(_ element: MarkupElement) throws(FormatError) -> MarkupModel {
    var network = NeuralNetworkModel()
    guard let activation = try choice(element, "activationFunction", NeuralNetworkModel.Activation.self) else {
      throw cursor.malformed(element, "the attribute activationFunction is missing.")
    }
    network.activation = activation
    network.normalization = try choice(element, "normalizationMethod", NeuralNetworkModel.Normalization.self) ?? .none
    network.threshold = try number(element, "threshold") ?? 0
    network.leakage = try number(element, "x-leakage")
    network.width = try number(element, "width")
    network.altitude = try number(element, "altitude") ?? 1
    var model = try common(element, .network(network)) { (child) throws(FormatError) in
      switch child.name {
      case "NeuralInputs":
        network.inputs = try list(child, "NeuralInput") { (part) throws(FormatError) in
          .init(try required(part, "id"), try onlyField(part))
        }
      case "NeuralLayer": network.layers.append(try layer(child))
      case "NeuralOutputs":
        network.outputs = try list(child, "NeuralOutput") { (part) throws(FormatError) in
          .init(try required(part, "outputNeuron"), try onlyField(part))
        }
      default: break
      }
    }
    model.content = .network(network)
    return model
  }

  private func onlyField(_ element: MarkupElement) throws(FormatError) -> DerivedField {
    guard let field = try list(element, "DerivedField", derivedField).first else {
      throw cursor.malformed(element, "there is no derived field.")
    }
    return field
  }

  private func layer(_ element: MarkupElement) throws(FormatError) -> NeuralNetworkModel.Layer {
    var layer = NeuralNetworkModel.Layer()
    layer.activation = try choice(element, "activationFunction", NeuralNetworkModel.Activation.self)
    layer.normalization = try choice(element, "normalizationMethod", NeuralNetworkModel.Normalization.self)
    layer.threshold = try number(element, "threshold")
    layer.leakage = try number(element, "x-leakage")
    layer.width = try number(element, "width")
    layer.altitude = try number(element, "altitude")
    layer.neurons = try list(element, "Neuron") { (child) throws(FormatError) in
      var neuron = NeuralNetworkModel.Neuron()
      neuron.id = try required(child, "id")
      neuron.bias = try number(child, "bias")
      neuron.width = try number(child, "width")
      neuron.altitude = try number(child, "altitude")
      neuron.connections = try list(child, "Con") { (part) throws(FormatError) in
        .init(from: try required(part, "from"), weight: try requiredNumber(part, "weight"))
      }
      return neuron
    }
    return layer
  }
}
