// Sums of terms, and what their sum goes through.

package struct RegressionModel: Equatable, Sendable {
  package enum Normalization: String, Sendable {
    case none, simplemax, softmax, logit, probit, cloglog, exp, loglog, cauchit
  }
  package struct NumericPredictor: Equatable, Sendable {
    package var field: String
    package var exponent: Int
    package var coefficient: Double
    package init(_ field: String, exponent: Int = 1, coefficient: Double) {
      self.field = field
      self.exponent = exponent
      self.coefficient = coefficient
    }
  }
  package struct CategoricalPredictor: Equatable, Sendable {
    package var field: String
    package var value: Literal
    package var coefficient: Double
    package init(_ field: String, value: String, coefficient: Double) {
      self.field = field
      self.value = Literal(value)
      self.coefficient = coefficient
    }
  }
  /// A product of fields.
  package struct Term: Equatable, Sendable {
    package var fields: [String]
    package var coefficient: Double
    package init(_ fields: [String], coefficient: Double) {
      self.fields = fields
      self.coefficient = coefficient
    }
  }
  package struct Equation: Equatable, Sendable {
    package var intercept = 0.0
    package var category: String?
    package var numeric: [NumericPredictor] = []
    package var categorical: [CategoricalPredictor] = []
    package var terms: [Term] = []
    package init() {}
    package init(intercept: Double, category: String? = nil, numeric: [NumericPredictor] = []) {
      self.intercept = intercept
      self.category = category
      self.numeric = numeric
    }
  }
  package var normalization = Normalization.none
  package var equations: [Equation] = []
  package init() {}
  package init(_ normalization: Normalization, _ equations: [Equation]) {
    self.normalization = normalization
    self.equations = equations
  }
}

/// The generalised linear family, by parameters and the predictors they multiply.
package struct GeneralRegressionModel: Equatable, Sendable {
  package enum Kind: String, Sendable {
    case regression, generalLinear, multinomialLogistic, ordinalMultinomial, generalizedLinear, coxRegression =
      "CoxRegression"
  }
  package enum Link: String, Sendable {
    case cloglog, identity, log, logc, logit, loglog, negbin, oddspower, power, probit
  }
  package enum CumulativeLink: String, Sendable { case logit, probit, cloglog, loglog, cauchit }
  /// `value`: a covariate's exponent or a factor's category.
  package struct PredictorCell: Equatable, Sendable {
    package var value: Literal
    package var predictor: String
    package var parameter: String
    package var category: String?
    package init(value: String, predictor: String, parameter: String, category: String? = nil) {
      self.value = Literal(value)
      self.predictor = predictor
      self.parameter = parameter
      self.category = category
    }
  }
  package struct ParameterCell: Equatable, Sendable {
    package var category: String?
    package var parameter: String
    package var beta: Double
    package init(category: String?, parameter: String, beta: Double) {
      self.category = category
      self.parameter = parameter
      self.beta = beta
    }
  }
  package struct Parameter: Equatable, Sendable {
    package var name: String
    package var label: String?
    package var reference = 0.0
    package init(_ name: String) { self.name = name }
  }
  package struct Factor: Equatable, Sendable {
    package var field: String
    package var categories: [String] = []
    /// A contrast matrix, a row a category; empty for none.
    package var contrasts: [[Double]] = []
    package init(_ field: String) { self.field = field }
  }
  package struct Stratum: Equatable, Sendable {
    package struct Cell: Equatable, Sendable {
      package var time: Double
      package var hazard: Double
      package init(time: Double, hazard: Double) {
        self.time = time
        self.hazard = hazard
      }
    }
    /// Nil for the table without strata.
    package var value: String?
    package var maximumTime: Double?
    package var cells: [Cell] = []
    package init() {}
  }
  package var kind = Kind.generalizedLinear
  package var link: Link?
  package var cumulativeLink: CumulativeLink?
  package var linkParameter: Double?
  package var distribution: String?
  package var distributionParameter: Double?
  package var trialsField: String?
  package var trials: Double?
  package var offsetField: String?
  package var offset: Double?
  package var referenceCategory: String?
  package var endTimeField: String?
  package var startTimeField: String?
  package var statusField: String?
  package var strataField: String?
  package var parameters: [Parameter] = []
  package var factors: [Factor] = []
  package var covariates: [String] = []
  package var predictorCells: [PredictorCell] = []
  package var parameterCells: [ParameterCell] = []
  package var strata: [Stratum] = []
  package init() {}
}
