// Hashed terms: each finds its column by MurmurHash3, which ONNX Runtime has as an operator of its own.

internal import ModelCore

extension GraphWriting {
  /// n × columns: the sums of signs of the terms of each column, divided by the norm over all of them, kept or not.
  func hashed(_ tokens: Value, pad: String, _ text: TextVectorization, _ hashing: TermHashing) throws -> Value {
    guard hashing.columnCount <= TermHashing.widest else {
      throw refusal(
        "terms are hashed into \(hashing.columnCount) columns, more than are held",
        remedy:
          "fit with n_features=\(TermHashing.widest) or fewer, or put a linear model right behind it in one pipeline")
    }
    guard graph.target.opset >= 16 else {
      throw refusal("sums by hashed places have no operator before opset 16", remedy: "ask for opset 16 or later")
    }
    note(.exact, "terms are hashed by ONNX Runtime's own operator `MurmurHash3`; other runtimes do not have it")
    let runs = try runs(of: tokens, pad: pad, text)
    let hashes = graph.apply(
      "MurmurHash3", [runs.terms], domain: "com.microsoft",
      [Attribute("seed", .integer(0)), Attribute("positive", .integer(0))], type: .int32
    ).cast(to: .int64)
    let places = graph.apply(
      "Mod", [hashes.absolute(), graph.scalar(Double(hashing.featureCount), as: .int64)], type: .int64)
    let isThere = runs.isThere.cast(to: .double)
    let signs =
      hashing.signs == .none
      ? isThere : graph.where(hashes < graph.scalar(0, as: .int64), -isThere, isThere)
    let sums = added(signs, at: columns(of: places, hashing), width: text.columnCount)
    var values = text.isBinary ? (sums > 0).cast(to: .double) : sums
    if hashing.signs == .dropped { values = values.absolute() }
    guard let norm = text.norm else { return values }
    guard hashing.kept != nil else { return divided(GraphMatrix(values, width: text.columnCount), by: norm) }
    let size = try self.size(places, signs, isThere, norm, isBinary: text.isBinary)
    return values / graph.where(size.isEqual(to: 0), size + 1, size)
  }

  /// Runs of words, shorter ones first, and which of them have a word at their end.
  private func runs(
    of tokens: Value, pad: String, _ text: TextVectorization
  ) throws -> (terms: Value, isThere: Value) {
    guard text.maximumLength == 1 || graph.target.opset >= 20 else {
      throw refusal("words are joined by no operator before opset 20", remedy: "ask for opset 20 or later")
    }
    var terms: [Value] = []
    var isThere: [Value] = []
    let width = graph.apply("Shape", [tokens], type: .int64).gathered(graph.integers([1]), axis: 0)
    let padding = graph.row([String](repeating: pad, count: text.maximumLength))
    let padded = graph.concatenate([tokens, tokens.repeating(padding)])
    for length in text.minimumLength...text.maximumLength {
      let words = (0..<length).map { start in
        graph.apply(
          "Slice",
          [padded, graph.integers([start]), width + graph.scalar(Double(start), as: .int64), graph.integers([1])],
          type: .string)
      }
      terms.append(
        words.dropFirst().reduce(words[0]) { run, word in
          let opened = graph.apply("StringConcat", [run, graph.row([" "])], type: .string)
          return graph.apply("StringConcat", [opened, word], type: .string)
        })
      isThere.append(!isText(words[length - 1], pad))
    }
    return (graph.concatenate(terms), graph.concatenate(isThere))
  }

  /// Places in the table: behind its last column for features that are not kept.
  private func columns(of places: Value, _ hashing: TermHashing) -> Value {
    guard let kept = hashing.kept else { return places }
    return graph.apply(
      "LabelEncoder", [places], domain: "ai.onnx.ml",
      [
        Attribute("keys_int64s", .integers(kept.map(Int64.init))),
        Attribute("values_int64s", .integers(kept.indices.map(Int64.init))),
        Attribute("default_int64", .integer(Int64(kept.count))),
      ], type: .int64)
  }

  private func added(_ signs: Value, at columns: Value, width: Int) -> Value {
    let sums = graph.apply(
      "ScatterElements", [signs.filled(with: 0, columns: width + 1), columns, signs],
      [Attribute("axis", .integer(1)), Attribute("reduction", .string("add"))], type: .double)
    return graph.apply(
      "Slice", [sums, graph.integers([0]), graph.integers([width]), graph.integers([1])], type: .double)
  }

  /// The norm over all features of a row, by the terms that share one: Σ sign · sum is the sum of squares.
  private func size(
    _ places: Value, _ signs: Value, _ isThere: Value, _ norm: Transformer.RowNorm, isBinary: Bool
  ) throws -> Value {
    func shared(_ numbers: Value) -> Value {
      graph.scan(numbers * 0, rank: 2, over: [(places, 1), (numbers, 1)]) { sum, slices in
        sum + places.isEqual(to: slices[0].unsqueezed([1])).cast(to: .double) * slices[1].unsqueezed([1])
      }
    }
    let counts = shared(isThere)
    let share = isThere / graph.where(counts > 0, counts, counts + 1)
    switch norm {
    case .l2 where !isBinary: return (signs * shared(signs)).sum().sqrt()
    case .l2: return share.sum().sqrt()
    case .l1 where !isBinary: return (share * shared(signs).absolute()).sum()
    case .l1: return share.sum()
    case .max, .greatest: throw refusal("hashed terms are divided by l1 or l2", remedy: "fit with one of them")
    }
  }
}
