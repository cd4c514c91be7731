// Transformers from the JSON of a case.

@testable import ModelCore

extension DialectReader {
  /// A step; an estimator that is no transformer is never one.
  static func transformer(_ json: JSONValue) throws -> Transformer {
    if case .string("pipeline") = json["is"] { return .sequence(try json["steps"].list().map(transformer)) }
    switch try json["step"].text() {
    case "passthrough": return .passthrough
    case "sequence": return .sequence(try json["steps"].list().map(transformer))
    case "branches": return .branches(try json["branches"].list().map(branch))
    case "select": return .select(try json["columns"].integers())
    case "arithmetic": return .arithmetic(try json["operations"].list().map(arithmetic))
    case "normalize": return .normalize(try value(json["norm"]))
    case "binarize": return .binarize(threshold: try json["threshold"].number())
    case "function": return .function(try value(json["name"]))
    case "answer": return .answer(of: try estimator(json["inner"]), try value(json["kind"]))
    default: return try learnt(json)
    }
  }

  private static func branch(_ json: JSONValue) throws -> Transformer.Branch {
    Transformer.Branch(
      name: try json["name"].text(), columns: try json["columns"].optional { try $0.integers() },
      transformer: try transformer(json["transformer"]), weight: try json["weight"].number())
  }

  private static func arithmetic(_ json: JSONValue) throws -> ColumnArithmetic {
    let parts = try json.list()
    let operands = try parts[1].numbers()
    switch try parts[0].text() {
    case "subtract": return .subtract(operands)
    case "divide": return .divide(operands)
    case "multiply": return .multiply(operands)
    case "add": return .add(operands)
    default: return .clip(lower: operands, upper: try parts[2].numbers())
    }
  }

  private static func learnt(_ json: JSONValue) throws -> Transformer {
    switch try json["step"].text() {
    case "impute": return .impute(try imputation(json))
    case "oneHot":
      return .oneHot(
        OneHotEncoding(columns: try json["columns"].list().map(oneHotColumn), unknown: try value(json["unknown"])))
    case "ordinal": return .ordinal(OrdinalEncoding(columns: try json["columns"].list().map(ordinalColumn)))
    case "discretize":
      return .discretize(
        Discretization(
          edges: try json["edges"].list().map { try $0.numbers() }, isOneHot: json["oneHot"].flag(),
          nudgesUp: json["nudges"].flag()))
    case "polynomial":
      return .polynomial(PolynomialExpansion(exponents: try json["exponents"].list().map { try $0.integers() }))
    case "power":
      return .power(PowerTransform(method: try value(json["method"]), lambdas: try json["lambdas"].numbers()))
    case "quantile":
      return .quantile(
        QuantileTransform(
          references: try json["references"].numbers(),
          quantiles: try json["quantiles"].list().map { try $0.numbers() },
          isNormal: json["normal"].flag(), hasMargin: json["normal"].flag()))
    case "project":
      return .project(
        Projection(
          mean: try json["mean"].optional { try $0.numbers() }, components: try matrix(json["components"]),
          scale: try json["scale"].optional { try $0.numbers() }, centersAfterwards: json["afterwards"].flag()))
    case "text": return .text(try text(json))
    case let other: throw JSONValue.Unexpected(description: "no step: \(other)")
    }
  }

  private static func imputation(_ json: JSONValue) throws -> Imputation {
    let marker = json["marker"]
    let value: Imputation.Marker =
      switch try marker["is"].text() {
      case "nan": .nan
      case "none": .none
      case "string": .string(try marker["value"].text())
      default: .number(try marker["value"].number())
      }
    return Imputation(
      marker: value, fills: try labels(json["fills"]), keepsEmptyColumns: json["keepsEmpty"].flag(),
      indicators: try json["indicators"].integers())
  }

  private static func oneHotColumn(_ json: JSONValue) throws -> OneHotEncoding.Column {
    OneHotEncoding.Column(
      categories: try labels(json["categories"]), dropped: try json["dropped"].optional { try $0.integer() },
      infrequent: try json["infrequent"].integers())
  }

  private static func ordinalColumn(_ json: JSONValue) throws -> OrdinalEncoding.Column {
    OrdinalEncoding.Column(
      categories: try labels(json["categories"]), codes: try json["codes"].numbers(),
      unknown: try json["unknown"].optional { try $0.number() },
      missing: try json["missing"].optional { try $0.number() })
  }

  private static func text(_ json: JSONValue) throws -> TextVectorization {
    let analyzer: TextVectorization.Analyzer =
      switch try json["analyzer"]["is"].text() {
      case "words": .words(pattern: try json["analyzer"]["pattern"].text())
      case "characters": .characters
      default: .charactersInWords
      }
    return TextVectorization(
      analyzer: analyzer, lowercases: json["lowercases"].flag(), accents: try value(json["accents"]),
      stopWords: try json["stopWords"].texts(), minimumLength: try json["low"].integer(),
      maximumLength: try json["high"].integer(), vocabulary: try json["vocabulary"].texts(),
      isBinary: json["binary"].flag(), isSublinear: json["sublinear"].flag(),
      idf: try json["idf"].optional { try $0.numbers() }, norm: try json["norm"].optional(value))
  }
}
