// Kernels against support vectors.

package import ModelCore

package struct SupportVectorMachineModel: Equatable, Sendable {
  package struct SparseVector: Equatable, Sendable {
    package var id: String
    package var values: PackedNumbers
    package init(_ id: String, _ values: [Double]) {
      self.id = id
      self.values = PackedNumbers(values)
    }
  }
  package struct Machine: Equatable, Sendable {
    package var category: String?
    package var alternate: String?
    package var threshold: Double?
    /// Names of vectors; empty where the coefficients are the fields' own.
    package var vectors: [String] = []
    package var coefficients: [Double] = []
    /// Added to the sum (`absoluteValue`).
    package var constant = 0.0
    package init() {}
  }
  /// A field, or 1 where a field has a value.
  package struct VectorField: Equatable, Sendable {
    package var field: String
    package var value: Literal?
    package var coefficient = 1.0
    package init(_ field: String, value: Literal? = nil) {
      self.field = field
      self.value = value
    }
  }
  /// PMML's degree is a real number.
  package enum Kernel: Equatable, Sendable {
    case linear
    case polynomial(gamma: Double, coef0: Double, degree: Double)
    case radialBasis(gamma: Double)
    case sigmoid(gamma: Double, coef0: Double)
  }
  package var threshold = 0.0
  package var usesCoefficients = false
  package var alternateCategory: String?
  package var isOneAgainstOne = false
  /// Whether the greatest score wins; the least otherwise.
  package var maxWins = false
  package var kernel = Kernel.linear
  package var fields: [VectorField] = []
  package var vectors: [SparseVector] = []
  package var machines: [Machine] = []
  package init() {}
}
