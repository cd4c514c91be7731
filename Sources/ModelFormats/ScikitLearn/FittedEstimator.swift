// An estimator as a pickle holds it: its class, its parameters and what it learnt, by name.

internal import ModelCore

/// What all estimators of one model share while it is read.
final class ScikitLearnContext {
  let version: ScikitLearnVersion
  var remarks: [Remark] = []
  /// How many steps were met that take dictionaries.
  var dictionaryCount = 0
  /// Boosters of LightGBM's that were read, by the identity of their text.
  var boosters: [UInt64: LightGBMEstimator] = [:]
  /// The same of XGBoost's.
  var xgboosters: [BoosterKey: BoosterEstimator] = [:]
  /// The same of CatBoost's.
  var catBoosts: [UInt64: CatBoostEstimator] = [:]
  /// What may still be made of the file, in bytes. A pickle can say in two bytes that a part stands in yet another place.
  private var allowance: Int
  /// What was charged for so far.
  private var spent = 0
  /// What the process, which takes 13 MB (November 2026), and the pickle's objects leave of 61 MB.
  private let room: Int
  /// What a part that is a document of its own may take beyond its size.
  let spare: Int
  private let size: Int

  /// Numbers are read once or twice, and take as much again in the model: three times the file, and 32 MB. A pickle whose
  /// objects are many and small has spent some of that already.
  init(version: ScikitLearnVersion, arena: PickleArena) {
    self.version = version
    let left = (8 << 20) + max(0, arena.allowance - arena.bytes.allowance(beyond: 0))
    size = arena.bytes.isOverpacked ? 0 : arena.bytes.count
    room = arena.bytes.isOverpacked ? 0 : left
    spare = min(32 << 20, left)
    allowance = 3 * size + spare
  }

  /// Whether so many bytes may still be made of the file.
  ///
  /// - Parameter source: For a part of the model that is kept as it is made, the bytes of the file that it is made from, 0 for
  ///   others. No copy of it stands beside it, nor one of its source, so that with copies of the rest of the file all takes
  ///   twice the file and 61 MB.
  func allows(_ size: Int, madeFrom source: Int = 0) -> Bool {
    size <= allowance || (source > 0 && size <= room + source - spent)
  }

  func charge(_ size: Int, madeFrom source: Int = 0) throws(FormatError) {
    if size > allowance, allows(size, madeFrom: source) { allowance = room + source - spent }
    let (left, overflow) = allowance.subtractingReportingOverflow(size)
    guard !overflow, left >= 0 else {
      throw FormatError(
        .tooLarge, "scikit-learn",
        "The model would become many times larger than its file: parts of it stand in many places.")
    }
    allowance = left
    spent += size
  }

  /// Charges for numbers that take fewer bytes in the file: by themselves they may be as large as the file and `spare`.
  func charge(widened size: Int) throws(FormatError) { try charge(size > self.size + spare ? .max : size) }
}

extension [Int] {
  /// All multiplied; nil where that does not fit. Counts that a file claims are multiplied in this way only.
  var product: Int? {
    var product = 1
    for count in self {
      let (next, overflow) = product.multipliedReportingOverflow(by: count)
      guard !overflow else { return nil }
      product = next
    }
    return product
  }

  /// All added up; nil where that does not fit.
  var sum: Int? {
    var sum = 0
    for count in self {
      let (next, overflow) = sum.addingReportingOverflow(count)
      guard !overflow else { return nil }
      sum = next
    }
    return sum
  }
}

/// A view of one estimator.
struct FittedEstimator {
  let object: PickleObject
  let type: PickleGlobal
  let context: ScikitLearnContext
  /// Where it stands in the model, for messages.
  let place: String
  let depth: Int
  private let attributes: [String: PickleValue]

  /// Deeper than any model: a pickle may hold itself.
  static let deepest = 48

  init(_ value: PickleValue, in context: ScikitLearnContext, at place: String, depth: Int) throws {
    guard let object = value.object, let type = object.type else {
      throw ModelRefusal(
        place: place, estimator: "\(value.kind.rawValue)", "It is no estimator.",
        remedy: "Save the fitted estimator or pipeline itself.")
    }
    self.object = object
    self.type = type
    self.context = context
    self.place = place.isEmpty ? type.name : place
    self.depth = depth
    try context.charge(256 + 64 * (object.state?.slotCount ?? 0))
    var attributes: [String: PickleValue] = [:]
    for (key, value) in object.attributes { if let name = key.text { attributes[name] = value } }
    self.attributes = attributes
    guard depth < Self.deepest else { throw refusal(nil, "Estimators are nested more than \(Self.deepest) deep.") }
  }

  var name: String { type.name }
  var version: ScikitLearnVersion { context.version }

  /// An attribute that may be missing, by the first of several names that is there.
  subscript(names: String...) -> PickleValue? {
    for name in names { if let value = attributes[name] { return value } }
    return nil
  }

  func has(_ name: String) -> Bool { attributes[name].map { !$0.isNone } ?? false }

  /// An attribute without which nothing can be said.
  func value(_ names: String...) throws -> PickleValue {
    for name in names { if let value = attributes[name] { return value } }
    throw refusal(names[0], "It is not in the file.", remedy: "Fit the estimator before saving it.")
  }

  /// An estimator inside of this one.
  func part(_ value: PickleValue, _ name: String) throws -> FittedEstimator {
    try FittedEstimator(value, in: context, at: "\(place).\(name)", depth: depth + 1)
  }

  func part(_ names: String...) throws -> FittedEstimator {
    for name in names { if let value = attributes[name], !value.isNone { return try part(value, name) } }
    throw refusal(names[0], "It is not in the file.", remedy: "Fit the estimator before saving it.")
  }

  // MARK: Plain values

  func text(_ name: String, default standard: String) -> String { attributes[name]?.text ?? standard }

  func boolean(_ name: String, default standard: Bool) -> Bool {
    guard let value = attributes[name] else { return standard }
    return value.boolean ?? (value.integer.map { $0 != 0 } ?? standard)
  }

  func integer(_ name: String) throws -> Int {
    guard let number = try value(name).integer else { throw refusal(name, "It is no integer.") }
    return number
  }

  func number(_ names: String...) throws -> Double {
    for name in names {
      guard let value = attributes[name] else { continue }
      if let number = value.double { return number }
      if let numbers = try value.array()?.doubles(), numbers.count == 1 { return numbers[0] }
      throw refusal(name, "It is no number.")
    }
    throw refusal(names[0], "It is not in the file.")
  }

  // MARK: Arrays

  /// A vector; a number alone is one of length 1.
  func vector(_ names: String...) throws -> [Double] {
    for name in names { if let value = attributes[name], !value.isNone { return try numbers(value, name) } }
    throw refusal(names[0], "It is not in the file.")
  }

  func numbers(_ value: PickleValue, _ name: String) throws -> [Double] {
    if let number = value.double { return [number] }
    if let array = try value.array() {
      try context.charge(8 * array.count)
      return try array.doubles()
    }
    try context.charge(24 * value.slotCount)
    if let items = value.items {
      let numbers = items.compactMap(\.double)
      if numbers.count == items.count { return numbers }
    }
    if let sparse = try SparseMatrix(value, in: context) {
      let matrix = try filled(sparse, name)
      try context.charge(8 * matrix.values.count)
      return Array(matrix.values)
    }
    throw refusal(name, "It holds no numbers.")
  }

  func integers(_ value: PickleValue, _ name: String) throws -> [Int] {
    if let array = try value.array() { return try array.integers() }
    try context.charge(24 * value.slotCount)
    if let items = value.items {
      let numbers = items.compactMap(\.integer)
      if numbers.count == items.count { return numbers }
    }
    throw refusal(name, "It holds no integers.")
  }

  func integers(_ name: String) throws -> [Int] { try integers(try value(name), name) }

  /// Columns of a table, each below 2^24.
  func places(_ value: PickleValue, _ name: String) throws -> [Int] {
    let places = try integers(value, name)
    guard places.allSatisfy((0..<(1 << 24)).contains) else { throw refusal(name, "It names a column there is not.") }
    return places
  }

  /// A matrix; a vector is one row of it, a sparse one is filled with zeros.
  func matrix(_ names: String...) throws -> Matrix {
    for name in names { if let value = attributes[name], !value.isNone { return try matrix(value, name) } }
    throw refusal(names[0], "It is not in the file.")
  }

  func matrix(_ value: PickleValue, _ name: String) throws -> Matrix {
    if let array = try value.array() {
      try context.charge(8 * array.count)
      return try array.matrix()
    }
    if let sparse = try SparseMatrix(value, in: context) { return try filled(sparse, name) }
    throw refusal(name, "It holds no matrix.")
  }

  /// A matrix that becomes a part of the model as it is, and is copied nowhere.
  func keptMatrix(_ name: String) throws -> Matrix {
    guard let sparse = try SparseMatrix(try value(name), in: context) else { return try matrix(name) }
    return try filled(sparse, name, madeFrom: sparse.byteCount)
  }

  /// A sparse matrix with its zeros; refused where these are far more than its entries.
  ///
  /// - Parameter source: As for `ScikitLearnContext.allows`.
  private func filled(_ sparse: SparseMatrix, _ name: String, madeFrom source: Int = 0) throws -> Matrix {
    try charge(
      forZerosOf: sparse.rowCount, sparse.columnCount, name, atMost: max(1 << 20, 256 * sparse.entryCount),
      madeFrom: source)
    return sparse.dense
  }

  /// Charges for a matrix most of which is zeros that the file need not hold. Rows and columns may be any that a file claims.
  func charge(
    forZerosOf rowCount: Int, _ columnCount: Int, _ name: String, atMost limit: Int = .max, madeFrom source: Int = 0
  ) throws {
    guard let count = [rowCount, columnCount].product, let size = [8, count].product, count <= limit,
      context.allows(size, madeFrom: source)
    else {
      throw refusal(
        name, "Its \(rowCount) × \(columnCount) numbers, zeros included, take many times the file.",
        remedy: "Fit it on fewer rows or columns, or save the matrix dense.")
    }
    try context.charge(size, madeFrom: source)
  }

  /// Arrays in a list, a tuple or an array of objects.
  func list(_ names: String...) throws -> [PickleValue] {
    for name in names { if let value = attributes[name], !value.isNone { return try list(value, name) } }
    throw refusal(names[0], "It is not in the file.")
  }

  func list(_ value: PickleValue, _ name: String) throws -> [PickleValue] {
    try context.charge(24 * value.slotCount)
    if let items = value.items { return items }
    if let array = try value.array(), array.type.kind == .object, array.shape.count <= 2 { return array.objects }
    throw refusal(name, "It is no list.")
  }

  func labels(_ names: String...) throws -> [Label] {
    for name in names { if let value = attributes[name], !value.isNone { return try labels(value, name) } }
    throw refusal(names[0], "It is not in the file.")
  }

  func labels(_ value: PickleValue, _ name: String) throws -> [Label] {
    if let array = try value.array() {
      try context.charge(16 * array.count)
      return try array.labels()
    }
    try context.charge(40 * value.slotCount)
    if let items = value.items { return try items.map { try $0.label() } }
    throw refusal(name, "It holds no labels.")
  }

  // MARK: Refusing and remarking

  func refusal(_ parameter: String?, _ reason: String, remedy: String? = nil) -> ModelRefusal {
    ModelRefusal(
      place: place, estimator: name, parameter: parameter, reason,
      remedy: remedy ?? "Convert the model with the libraries that wrote it, or fit it again without this.")
  }

  func remark(_ loss: Remark.Loss, _ parameter: String, _ text: String) {
    let remark = Remark(loss, at: "\(place).\(parameter)", text)
    if !context.remarks.contains(remark) { context.remarks.append(remark) }
  }
}
