// Models whose counts and shapes claim more than a number holds, or than a machine has: refused, with nothing allocated.

import ModelCore
import Testing

@testable import ModelFormats

/// A pickled model, and what is said of it.
struct Claim: Sendable, CustomStringConvertible {
  var description: String
  /// A part of the refusal.
  var said: String
  var make: @Sendable () -> WrittenPickle
}

@Suite("Claims of models")
struct ClaimTests {
  private static let tooLarge = "many times larger than its file"

  private static func step(_ estimator: WrittenPickle) -> WrittenPickle {
    let last = WrittenPickle.tuple([.text("b"), .object("LinearRegression", [])])
    return .object("Pipeline", [("steps", .list([.tuple([.text("a"), estimator]), last]))])
  }

  private static func sparse(_ name: String, _ parts: [(String, WrittenPickle)]) -> WrittenPickle {
    let vast = WrittenPickle.tuple([.integer(Int(Int32.max)), .integer(Int(Int32.max))])
    return .object("\(name)_matrix", in: "scipy.sparse._\(name)", [("_shape", vast)] + parts)
  }

  private static let coordinates: [(String, WrittenPickle)] = [
    ("data", .numbers([1])), ("row", .integers([0])), ("col", .integers([0])),
  ]

  static let sparse: [Claim] = [
    Claim(description: "coordinates in the greatest matrix", said: "2147483647 × 2147483647 numbers, zeros included") {
      .object("KMeans", [("cluster_centers_", sparse("coo", coordinates))])
    },
    Claim(description: "a vector", said: "2147483647 × 2147483647 numbers, zeros included") {
      .object("LinearRegression", [("coef_", .numbers([1])), ("intercept_", sparse("coo", coordinates))])
    },
    Claim(description: "the diagonal of the greatest matrix", said: "Its 1 × 2147483647 numbers") {
      let diagonal = [("data", WrittenPickle.numbers([1], [1, 1])), ("offsets", .integers([0]))]
      return .object("TfidfTransformer", [("use_idf", .yes), ("_idf_diag", sparse("dia", diagonal))])
    },
    Claim(description: "a diagonal beyond all", said: "zeros included") {
      let diagonal = [("data", WrittenPickle.numbers([1], [1, 1])), ("offsets", .integers([.min]))]
      return .object("KMeans", [("cluster_centers_", sparse("dia", diagonal))])
    },
    Claim(description: "rows that begin nowhere", said: "do not fit its data") {
      let rows = [("data", WrittenPickle.numbers([1])), ("indices", .integers([0])), ("indptr", .integers([0, 1]))]
      return .object("KMeans", [("cluster_centers_", sparse("csr", rows))])
    },
  ]

  static let arrays: [Claim] = [
    Claim(description: "nothing, of 2^62 by 4", said: "impossible") {
      .object("KMeans", [("cluster_centers_", .numbers([], [0, 1 << 62, 4]))])
    },
    Claim(description: "no rows of 2^40 columns", said: "An empty matrix claims to be 0 × 1099511627776.") {
      .object("KMeans", [("cluster_centers_", .numbers([], [0, 1 << 40]))])
    },
    Claim(description: "2^47 texts of no letters", said: "140737488355328 elements of 0 bytes") {
      .object("FeatureAgglomeration", [("labels_", .array(WrittenPickle.type("S0"), [1 << 47], []))])
    },
  ]

  static let counts: [Claim] = [
    Claim(description: "support vectors of two classes, 2^63 together", said: "does not fit the support vectors") {
      .object(
        "SVC",
        [
          ("kernel", .text("linear")), ("classes_", .integers([0, 1])), ("support_vectors_", .numbers([1], [1, 1])),
          ("_dual_coef_", .numbers([1], [1, 1])), ("_intercept_", .numbers([0])),
          ("_n_support", .integers([.max, 2])),
        ])
    },
    Claim(description: "a coefficient for each pair of four hundred classes", said: "Its 79800 × 400 numbers") {
      let count = 400
      return .object(
        "SVC",
        [
          ("kernel", .text("linear")), ("classes_", .integers(Array(0..<count))),
          ("support_vectors_", .numbers(Array(repeating: 1, count: count), [count, 1])),
          ("_dual_coef_", .numbers(Array(repeating: 1, count: (count - 1) * count), [count - 1, count])),
          ("_intercept_", .numbers(Array(repeating: 0, count: count * (count - 1) / 2))),
          ("_n_support", .integers(Array(repeating: 1, count: count))),
        ])
    },
    Claim(description: "a process of a hundred thousand targets", said: "Its 100000 × 100000 numbers") {
      .object(
        "GaussianProcessRegressor",
        [
          ("X_train_", .numbers([1], [1, 1])),
          ("alpha_", .numbers(Array(repeating: 1, count: 100_000), [1, 100_000])), ("_y_train_mean", .numbers([1])),
          ("kernel_", .object("RBF", [("length_scale", .number(1))])),
        ])
    },
    Claim(description: "a hundred thousand groups of a column", said: "Its 100000 × 100000 numbers") {
      .object("FeatureAgglomeration", [("labels_", .integers(Array(0..<100_000)))])
    },
    Claim(description: "a hundred thousand factors of a column", said: "There are too many.") {
      .object(
        "FactorAnalysis",
        [
          ("components_", .numbers(Array(repeating: 1, count: 100_000), [100_000, 1])),
          ("noise_variance_", .numbers([1])), ("mean_", .numbers([1])),
        ])
    },
    Claim(description: "fewer axes than none", said: "It is less than none.") {
      step(
        .object(
          "LinearDiscriminantAnalysis",
          [
            ("scalings_", .numbers([1, 2], [2, 1])), ("_max_components", .integer(.min)), ("xbar_", .numbers([0, 0])),
            ("classes_", .integers([0, 1])),
          ]))
    },
    Claim(description: "a target's encoder without a mean", said: "do not fit categories_") {
      .object(
        "TargetEncoder",
        [
          ("categories_", .list([.numbers([1])])), ("encodings_", .list([.numbers([1])])),
          ("target_mean_", .numbers([])),
        ])
    },
    Claim(description: "columns of a million lists for each of a million classes", said: "do not fit categories_") {
      .object(
        "TargetEncoder",
        [
          ("categories_", .list([.numbers([1]).kept(as: 1)] + Array(repeating: .again(1), count: 20_000))),
          ("encodings_", .list([.again(1)])), ("target_type_", .text("multiclass")),
          ("target_mean_", .numbers(Array(repeating: 1, count: 1 << 20))),
        ])
    },
    Claim(description: "sixteen million products", said: "It multiplies sums of 4096 and 4096 kernels.") {
      multiplied()
    },
    Claim(description: "twenty thousand clusters in each of four thousand leaves", said: tooLarge) { bisecting() },
  ]

  /// Sums of the same sum twice, twelve deep, multiplied by themselves.
  private static func multiplied() -> WrittenPickle {
    var sum = WrittenPickle.object("ConstantKernel", [("constant_value", .number(1))])
    for key in 1...12 { sum = .object("Sum", [("k1", sum.kept(as: key)), ("k2", .again(key))]) }
    return .object(
      "GaussianProcessRegressor",
      [
        ("X_train_", .numbers([1], [1, 1])), ("alpha_", .numbers([1], [1, 1])),
        ("kernel_", .object("Product", [("k1", sum.kept(as: 0)), ("k2", .again(0))])),
      ])
  }

  /// Cuts of which both halves are the same cut, twelve deep.
  private static func bisecting() -> WrittenPickle {
    var cut = WrittenPickle.object("_BisectingTree", [("center", .numbers([1])), ("label", .integer(0))])
    for key in 1...12 {
      cut = .object("_BisectingTree", [("center", .numbers([1])), ("left", cut.kept(as: key)), ("right", .again(key))])
    }
    let centers = WrittenPickle.numbers(Array(repeating: 1, count: 20_000), [20_000, 1])
    return .object("BisectingKMeans", [("cluster_centers_", centers), ("_bisecting_tree", cut)])
  }

  static let places: [Claim] = [
    Claim(description: "runs of all words there are", said: "It is out of bounds.") {
      .object(
        "CountVectorizer",
        [("ngram_range", .tuple([.integer(1), .integer(.max)])), ("vocabulary_", .dictionary([("a", .integer(0))]))])
    },
    Claim(description: "a slice of all of 2^50 columns", said: "has no known end") {
      let all = WrittenPickle.call(("__builtin__", "slice"), [.none, .none, .none])
      let branch = WrittenPickle.tuple([.text("a"), .text("passthrough"), all])
      return .object("ColumnTransformer", [("transformers_", .list([branch])), ("n_features_in_", .integer(1 << 50))])
    },
    Claim(description: "the last column of all", said: "It names a column there is not.") {
      .object(
        "BaggingRegressor", [("estimators_", .list([.none])), ("estimators_features_", .list([.integers([.max])]))])
    },
    Claim(description: "a missing cell in the last column of all", said: "It is no number of columns.") {
      .object("MissingIndicator", [("features_", .integers([.max]))])
    },
    Claim(description: "labels in one dimension that are to be in two", said: "It does not fit _fit_X.") {
      .object(
        "KNeighborsClassifier",
        [
          ("n_neighbors", .integer(1)), ("_fit_X", .numbers([1, 2], [2, 1])), ("effective_metric_", .text("euclidean")),
          ("classes_", .integers([0, 1])), ("_y", .integers([0, 1])), ("outputs_2d_", .yes),
        ])
    },
    Claim(description: "a tree over 2^40 columns", said: "It claims to test 1099511627776 columns.") { tree() },
    Claim(description: "the last set of categories of all", said: "A set is missing.") { histogram() },
  ]

  private static func tree() -> WrittenPickle {
    let fields = ["left_child", "right_child", "feature", "threshold", "n_node_samples"]
    let type = WrittenPickle.type(
      "V40", fields.enumerated().map { ($1, $1 == "threshold" ? "f8" : "i8", 8 * $0) })
    func node(_ left: Int, _ right: Int, _ feature: Int) -> [UInt64] {
      [left, right, feature, 0, 1].map { UInt64(bitPattern: Int64($0)) }
    }
    let nodes = WrittenPickle.words(node(1, 2, 1 << 39) + node(-1, -1, 0) + node(-1, -1, 0))
    let made = WrittenPickle.object(
      "Tree", in: "sklearn.tree._tree", arguments: [.integer(1 << 40), .integers([1]), .integer(1)],
      [("nodes", .array(type, [3], nodes)), ("values", .numbers([1, 2, 3], [3, 1, 1]))])
    return .object("DecisionTreeRegressor", [("tree_", made)])
  }

  private static func histogram() -> WrittenPickle {
    let fields = [
      "value", "feature_idx", "num_threshold", "left", "right", "is_leaf", "missing_go_to_left", "is_categorical",
      "bitset_idx",
    ]
    let type = WrittenPickle.type(
      "V72", fields.enumerated().map { ($1, $1 == "value" || $1 == "num_threshold" ? "f8" : "i8", 8 * $0) })
    func node(_ numbers: [Int]) -> [UInt64] { numbers.map { UInt64(bitPattern: Int64($0)) } }
    let leaf = node([0, 0, 0, 0, 0, 1, 0, 0, 0])
    let nodes = WrittenPickle.words(node([0, 0, 0, 1, 2, 0, 0, 1, .max]) + leaf + leaf)
    let sets = WrittenPickle.integers(Array(repeating: 0, count: 8), [1, 8])
    let predictor = WrittenPickle.object(
      "TreePredictor", [("nodes", .array(type, [3], nodes)), ("raw_left_cat_bitsets", sets)])
    return .object(
      "HistGradientBoostingRegressor",
      [("_baseline_prediction", .numbers([0])), ("_predictors", .list([.list([predictor])]))])
  }

  @Test("what a model claims and does not hold is refused", arguments: sparse + arrays + counts + places)
  func refused(claim: Claim) throws {
    let pickle = try Pickle.read(claim.make().file)
    do {
      _ = try ScikitLearnReader.read(pickle)
      Issue.record("it was read")
    } catch {
      #expect("\(error)".contains(claim.said), "\(error)")
    }
  }

  /// A machine whose support vectors have thirty entries in each of so many rows.
  private static func machine(rows: Int) -> WrittenPickle {
    let count = 30 * rows
    let parts: [(String, WrittenPickle)] = [
      ("_shape", .tuple([.integer(rows), .integer(1500)])), ("data", .numbers(Array(repeating: 1.5, count: count))),
      ("indices", .array(.type("i4"), [count], WrittenPickle.halves((0..<count).map { UInt32($0 % 1500) }))),
      ("indptr", .array(.type("i4"), [rows + 1], WrittenPickle.halves((0...rows).map { UInt32(30 * $0) }))),
    ]
    return .object(
      "SVR",
      [
        ("kernel", .text("linear")), ("support_vectors_", .object("csr_matrix", in: "scipy.sparse._csr", parts)),
        ("_dual_coef_", .numbers(Array(repeating: 1, count: rows), [1, rows])), ("_intercept_", .numbers([0])),
      ])
  }

  @Test("support vectors of 41 MB with their zeros are read, in twice the file and 64 MB")
  func filled() throws {
    let bytes = Self.machine(rows: 3579).file
    #expect(bytes.count < 1_460_000)
    let model = try ScikitLearnReader.read(try Pickle.read(bytes))
    guard case .regressor(.scores(.supportVectors(let machine), _)) = model.estimator else {
      Issue.record("it is no machine")
      return
    }
    #expect(machine.supportVectors.rowCount == 3579 && machine.supportVectors.columnCount == 1500)
    #expect(machine.supportVectors.row(3578).reduce(0, +) == 45 && machine.supportVectors[1, 30] == 1.5)
    try HostileTests().expectBounded(bytes, "support vectors")
  }

  @Test("support vectors that would take more are refused, and matrices that may be copied before that")
  func overfilled() throws {
    let bytes = Self.machine(rows: 4194).file
    #expect { try ScikitLearnReader.read(try Pickle.read(bytes)) } throws: {
      "\($0)".contains("Its 4194 × 1500 numbers, zeros included, take many times the file.")
    }
    try HostileTests().expectBounded(bytes, "more support vectors")
    let vectors = try Pickle.read(Self.machine(rows: 3579).file)
    let root = try #require(vectors.root.object)
    let context = ScikitLearnContext(version: .newest, arena: vectors.arena)
    let fitted = try FittedEstimator(vectors.root, in: context, at: "", depth: 0)
    #expect { try fitted.matrix(try #require(root["support_vectors_"]), "support_vectors_") } throws: {
      "\($0)".contains("zeros included")
    }
    #expect(try fitted.keptMatrix("support_vectors_").values.count == 3579 * 1500)
  }

  @Test("a structure of a file of NumPy's that claims 2^44 bytes is no dtype")
  func structure() throws {
    let header = "{'descr': [('a', 'V1048575', (16777215,))], 'fortran_order': False, 'shape': (0,), }"
    let length = UInt8(header.utf8.count)
    let bytes = Bytes([0x93] + "NUMPY".utf8 + [1, 0, length, 0] + header.utf8)
    #expect { try NumPyFile.array(bytes) } throws: { "\($0)".contains("Its dtype is not known.") }
  }

  @Test("an iteration of XGBoost's that ends before the first tree has none")
  func iteration() {
    let trees = BoosterTrees(
      trees: [DecisionTree(nodes: [], values: [])], iterationEnds: [-5, 9], parallelCount: 1, isDart: false)
    #expect(trees.count(ofIterations: 1, outputCount: 1) == 0)
    #expect(trees.count(ofIterations: 2, outputCount: 1) == 1)
  }

  @Test("counts are multiplied and added only as far as a number goes")
  func arithmetic() {
    #expect([3, 4, 5].product == 60 && [Int]().product == 1 && [Int.max, 2].product == nil)
    #expect([0, Int.max, 2].product == 0 && [1 << 32, 1 << 32].product == nil)
    #expect([3, 4].sum == 7 && [Int.max, 1].sum == nil)
  }
}
