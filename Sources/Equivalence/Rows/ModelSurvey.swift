// Walks a model from its inputs on and notes what each step says about them.

package import ModelCore

/// What a model's parameters say about its inputs, and the trees in it.
package struct ModelSurvey: Sendable {
  package private(set) var columns: [ColumnPoints]
  /// Trees with the origins of their features; nil for a feature that is no single input any more.
  private(set) var trees: [(ensemble: TreeEnsemble, origins: [FeatureOrigin?])] = []

  /// The trees of voters whose labels are all that counts, by place: where a test goes the other way, the answer mostly stays.
  private(set) var voted: [Int] = []

  /// Columns of which some part of the model takes no missing cell, whatever other parts do: there the library raises.
  private var refused: Set<Int> = []

  package init(_ model: PredictiveModel) {
    columns = model.inputs.map { _ in ColumnPoints() }
    let origins = model.inputs.indices.map { FeatureOrigin(column: $0, steps: []) as FeatureOrigin? }
    visit(model.estimator, origins)
    for index in columns.indices { columns[index].tidy() }
    for column in refused {
      columns[column].takesMissing = false
      columns[column].takesInfinity = false
    }
  }

  private mutating func refuseMissing(_ origins: [FeatureOrigin?]) {
    refused.formUnion(origins.compactMap { $0 }.filter { !$0.isFilled }.map(\.column))
  }

  // MARK: Estimators

  private mutating func visit(_ estimator: Estimator, _ origins: [FeatureOrigin?]) {
    switch estimator {
    case .transformer(let transformer): _ = visit(transformer, origins)
    case .regressor(let regressor): visit(regressor, origins)
    case .classifier(let classifier): visit(classifier.rule, origins)
    case .clusterer(let clusterer):
      refuseMissing(origins)
      switch clusterer {
      case .centers(let centers), .groups(let centers, _): points(centers, origins)
      case .gaussianMixture(let mixture): points(mixture.means, origins)
      }
    case .outlierDetector(.isolationForest(let forest)):
      for (index, tree) in forest.trees.trees.enumerated() {
        var single = forest.trees
        single.trees = [tree]
        visit(.trees(single), forest.columns.map { picked($0[index], of: origins) } ?? origins)
      }
    case .outlierDetector(.oneClass(let machine)): learnt(machine.supportVectors, origins)
    case .outlierDetector(.localDensity(let model)): learnt(model.neighbors.points, origins)
    case .pipeline(let steps):
      var origins = origins
      for step in steps {
        if case .transformer(let transformer) = step {
          origins = visit(transformer, origins)
        } else {
          visit(step, origins)
        }
      }
    }
  }

  private mutating func visit(_ members: [Regressor.Member], _ origins: [FeatureOrigin?]) {
    for member in members { visit(member.estimator, member.columns.map { picked($0, of: origins) } ?? origins) }
  }

  private mutating func visit(_ regressor: Regressor, _ origins: [FeatureOrigin?]) {
    switch regressor {
    case .scores(let function, _): visit(function, origins)
    case .neighbors(let neighbors, _): learnt(neighbors.points, origins)
    case .average(let members): visit(members, origins)
    case .weightedMedian(let members):
      refuseMissing(origins)
      visit(members, origins)
    case .targets(let estimators): for estimator in estimators { visit(estimator, origins) }
    case .chain(let estimators, _):
      refuseMissing(origins)
      for (index, estimator) in estimators.enumerated() {
        visit(estimator, origins + Array(repeating: nil, count: index))
      }
    case .stacking(let members, _, _, let passesInputs):
      visit(members, origins)
      if passesInputs { refuseMissing(origins) }
    case .transformedTarget(let estimator, _): visit(estimator, origins)
    case .isotonic(let thresholds, _, _): learnt(Matrix(rows: thresholds.map { [$0] }), origins)
    }
  }

  private mutating func visit(_ rule: Classifier.Rule, _ origins: [FeatureOrigin?]) {
    switch rule {
    case .scores(let function, _, _): visit(function, origins)
    case .pairwiseVectors(let machine): learnt(machine.machine.supportVectors, origins)
    case .neighbors(let neighbors, _, _): learnt(neighbors.points, origins)
    case .gaussianNaiveBayes(let bayes): learnt(bayes.means, origins)
    case .discreteNaiveBayes(let bayes):
      refuseMissing(origins)
      if case .bernoulli(let threshold?) = bayes.kind {
        points(Matrix(rows: [Array(repeating: threshold, count: origins.count)]), origins)
      }
    case .quadraticDiscriminant(let discriminant): learnt(discriminant.means, origins)
    case .voting(let members, isSoft: false):
      let first = trees.count
      visit(members, origins)
      voted += (first..<trees.count).filter { !voted.contains($0) }
    case .adaBoost(let members, _):
      refuseMissing(origins)
      visit(members, origins)
    case .stacking(let members, _, _, let passesInputs):
      visit(members, origins)
      if passesInputs { refuseMissing(origins) }
    case .voting(let members, _), .oneVersusOne(let members, _): visit(members, origins)
    case .oneVersusRest(let estimators, _, _): for estimator in estimators { visit(estimator, origins) }
    case .calibrated(let classifiers): for classifier in classifiers { visit(classifier.estimator, origins) }
    case .thresholded(let estimator, _, _, _), .wrapped(let estimator): visit(estimator, origins)
    case .targets(let classifiers): for classifier in classifiers { visit(classifier.rule, origins) }
    case .chain(let estimators, _):
      refuseMissing(origins)
      for (index, estimator) in estimators.enumerated() {
        visit(estimator, origins + Array(repeating: nil, count: index))
      }
    }
  }

  private mutating func visit(_ function: ScoreFunction, _ origins: [FeatureOrigin?]) {
    switch function {
    case .trees(let ensemble):
      trees.append((ensemble, origins))
      for tree in ensemble.trees {
        for node in tree.nodes where !node.isLeaf { note(node, of: tree, origins) }
      }
      // Before missing cells were a side to go to, none were taken.
      if !ensemble.trees.contains(where: { $0.nodes.contains { !$0.isLeaf && $0.missing != .compares } }),
        ensemble.trees.contains(where: { $0.nodes.count > 1 })
      {
        refuseMissing(origins)
      }
    case .supportVectors(let machine): learnt(machine.supportVectors, origins)
    case .linear, .network: refuseMissing(origins)
    case .constant: break
    }
  }

  private mutating func note(_ node: DecisionTree.Node, of tree: DecisionTree, _ origins: [FeatureOrigin?]) {
    guard let origin = origins.indices.contains(Int(node.feature)) ? origins[Int(node.feature)] : nil else { return }
    if origin.indicated != nil { return }
    if node.missing != .compares {
      columns[origin.column].takesMissing = true
      columns[origin.column].takesInfinity = true
    }
    if origin.categories != nil { return }
    if node.isMember {
      columns[origin.column].numbers += tree.sets[Int(node.index)].map(Double.init)
      columns[origin.column].takesUnseen = true
    } else if let input = origin.input(for: node.threshold) {
      columns[origin.column].numbers.append(input)
    }
  }

  /// The points of an estimator that takes no missing cells.
  private mutating func learnt(_ matrix: Matrix, _ origins: [FeatureOrigin?]) {
    refuseMissing(origins)
    points(matrix, origins)
  }

  /// Rows of parameters that lie in the space of the features: support vectors, centres, rows learnt by heart.
  private mutating func points(_ matrix: Matrix, _ origins: [FeatureOrigin?]) {
    // A thousand points a column say enough of where the rows lie.
    let step = max(1, matrix.rowCount / 1000)
    for column in 0..<min(matrix.columnCount, origins.count) {
      guard let origin = origins[column] else { continue }
      for row in stride(from: 0, to: matrix.rowCount, by: step) {
        if let input = origin.input(for: matrix[row, column]) { columns[origin.column].numbers.append(input) }
      }
    }
  }

  private func picked(_ columns: [Int], of origins: [FeatureOrigin?]) -> [FeatureOrigin?] {
    columns.map { origins.indices.contains($0) ? origins[$0] : nil }
  }
}

// MARK: Transformers

extension ModelSurvey {
  /// Notes what a transformer says, and tells where its columns come from.
  private mutating func visit(_ transformer: Transformer, _ origins: [FeatureOrigin?]) -> [FeatureOrigin?] {
    switch transformer {
    case .passthrough, .function(.identity): return origins
    case .normalize:
      refuseMissing(origins)
      return origins
    case .sequence(let steps): return steps.reduce(origins) { visit($1, $0) }
    case .branches(let branches):
      return branches.flatMap { branch in
        visit(branch.transformer, branch.columns.map { picked($0, of: origins) } ?? origins)
          .map { branch.weight == 1 ? $0 : $0?.followed(by: .multiply(branch.weight)) }
      }
    case .select(let columns): return picked(columns, of: origins)
    case .arithmetic(let operations): return operations.reduce(origins) { apply($1, to: $0) }
    case .binarize(let threshold):
      learnt(Matrix(rows: [Array(repeating: threshold, count: origins.count)]), origins)
      return origins.map { _ in nil }
    case .impute(let imputation): return visit(imputation, origins)
    case .oneHot(let encoding):
      for (column, origin) in zip(encoding.columns, origins) {
        note(column.categories, takesUnseen: encoding.unknown != .refuse, origin)
      }
      return zip(encoding.columns, origins).flatMap { indicators($0, $1) }
    case .ordinal(let encoding):
      for (column, origin) in zip(encoding.columns, origins) {
        note(column.categories, takesUnseen: column.unknown != nil, origin)
      }
      return zip(encoding.columns, origins).map { column, origin in
        guard let origin, origin.isCell, origin.categories == nil else { return nil }
        let categories = Dictionary(zip(column.codes, column.categories), uniquingKeysWith: { first, _ in first })
        let encoded = FeatureOrigin(column: origin.column, steps: [], categories: categories)
        return column.missing?.isNaN == true ? encoded : encoded.filled
      }
    case .labels(let labels):
      note(labels, takesUnseen: false, origins.first ?? nil)
      return [nil]
    case .discretize(let bins):
      refuseMissing(origins)
      for (edges, origin) in zip(bins.edges, origins) {
        guard let origin else { continue }
        columns[origin.column].numbers += edges.compactMap(origin.input(for:))
      }
      return bins.isOneHot ? bins.edges.flatMap { $0.dropFirst().map { _ in nil } } : origins.map { _ in nil }
    case .quantile(let transform):
      for (values, origin) in zip(transform.quantiles, origins) {
        guard let origin else { continue }
        columns[origin.column].numbers += values.compactMap(origin.input(for:))
      }
      return origins.map { $0?.curved }
    case .text(let text):
      if let origin = origins.first ?? nil {
        columns[origin.column].strings += text.vocabulary.prefix(2000)
        if let hashing = text.hashing { columns[origin.column].strings += TermSearch.words(hitting: hashing) }
        columns[origin.column].takesUnseen = true
        columns[origin.column].isProse = true
      }
      return (0..<text.columnCount).map { _ in nil }
    case .polynomial(let expansion):
      refuseMissing(origins)
      return expansion.exponents.map { single($0, origins) }
    case .project(let projection):
      refuseMissing(origins)
      return (0..<projection.components.rowCount).map { _ in nil }
    case .power, .function: return origins.map { $0?.curved }
    case .splines(let expansion):
      refuseMissing(origins)
      for (column, origin) in zip(expansion.columns, origins) {
        guard let origin else { continue }
        columns[origin.column].numbers += column.pieces.map(\.origin).compactMap(origin.input(for:))
      }
      return expansion.columns.flatMap { column in (0..<column.outputCount).map { _ in nil as FeatureOrigin? } }
    case .imputeByNeighbors(let imputation):
      points(imputation.points, origins)
      for origin in origins { if let origin { columns[origin.column].takesMissing = true } }
      let kept = zip(imputation.points.columnsWithNumbers, origins).filter { $0.0 || imputation.keepsEmptyColumns }
      return kept.map { $0.1?.filled } + imputation.indicators.map { _ in nil }
    case .imputeIteratively(let imputation):
      var initial = imputation.initial
      initial.indicators = imputation.indicators
      return visit(initial, origins)
    case .answer(let estimator, _):
      visit(estimator, origins)
      // How many columns an answer has is not known here, and none of them is an input.
      return []
    }
  }

  /// A feature a category; which those are that share a column, or have none, is not followed.
  private mutating func indicators(_ column: OneHotEncoding.Column, _ origin: FeatureOrigin?) -> [FeatureOrigin?] {
    guard column.dropped == nil, column.infrequent.isEmpty, let origin, origin.isCell, origin.categories == nil else {
      let groups = column.categories.count - column.infrequent.count + (column.infrequent.isEmpty ? 0 : 1)
      return [FeatureOrigin?](repeating: nil, count: max(0, groups - (column.dropped == nil ? 0 : 1)))
    }
    let known = Set(columns[origin.column].indicated)
    columns[origin.column].indicated += column.categories.filter { !known.contains($0) }
    return column.categories.map { category in
      var feature = origin.filled
      feature.indicated = category
      return feature
    }
  }

  private mutating func visit(_ imputation: Imputation, _ origins: [FeatureOrigin?]) -> [FeatureOrigin?] {
    let fillsMissing = imputation.marker == .nan || imputation.marker == .none
    for (fill, origin) in zip(imputation.fills, origins) {
      guard let origin, !origin.isCurved else { continue }
      columns[origin.column].add(fill)
      switch imputation.marker {
      case .nan, .none: columns[origin.column].takesMissing = true
      case .number(let number): columns[origin.column].add(.number(number))
      case .string(let string): columns[origin.column].add(.string(string))
      }
    }
    let kept = zip(imputation.fills, origins).filter { $0.0 != .missing || imputation.keepsEmptyColumns }.map {
      fillsMissing ? $0.1?.filled : $0.1
    }
    return (imputation.fillsCells ? kept : []) + imputation.indicators.map { _ in nil }
  }

  private mutating func apply(_ operation: ColumnArithmetic, to origins: [FeatureOrigin?]) -> [FeatureOrigin?] {
    switch operation {
    case .subtract(let operands):
      locate(operands, origins) { $0.location = $1 }
      return stepped(origins, operands) { .subtract($0) }
    case .divide(let operands):
      locate(operands, origins) { $0.scale = abs($1) }
      return stepped(origins, operands) { .divide($0) }
    case .multiply(let operands):
      locate(operands, origins) { $0.scale = $1 == 0 ? nil : abs(1 / $1) }
      return stepped(origins, operands) { .multiply($0) }
    case .add(let operands): return stepped(origins, operands) { .add($0) }
    case .clip(let lower, let upper):
      points(Matrix(rows: [lower, upper]), origins)
      return origins
    }
  }

  private mutating func locate(
    _ operands: [Double], _ origins: [FeatureOrigin?], _ set: (inout ColumnPoints, Double) -> Void
  ) {
    for (operand, origin) in zip(operands, origins) {
      if let origin, operand.isFinite { set(&columns[origin.column], operand) }
    }
  }

  private func stepped(
    _ origins: [FeatureOrigin?], _ operands: [Double], _ step: (Double) -> FeatureOrigin.Step
  ) -> [FeatureOrigin?] {
    zip(origins, operands).map { $0?.followed(by: step($1)) }
  }

  private mutating func note(_ labels: [Label], takesUnseen: Bool, _ origin: FeatureOrigin?) {
    guard let origin, !origin.isCurved else { return }
    for label in labels {
      if case .number(let number) = label, number.isNaN { columns[origin.column].takesMissing = true }
      columns[origin.column].add(label)
    }
    if takesUnseen { columns[origin.column].takesUnseen = true }
  }

  /// The column that a product is, if it is one column to the first power.
  private func single(_ exponents: [Int], _ origins: [FeatureOrigin?]) -> FeatureOrigin? {
    guard exponents.reduce(0, +) == 1, let column = exponents.firstIndex(of: 1), column < origins.count else {
      return nil
    }
    return origins[column]
  }
}

extension FeatureOrigin {
  func followed(by step: Step) -> FeatureOrigin {
    var origin = self
    origin.steps.append(step)
    // Which numbers a scaler makes of 0 and 1 is not followed.
    if indicated != nil { return curved }
    return origin
  }

  var filled: FeatureOrigin {
    var origin = self
    origin.isFilled = true
    return origin
  }

  var curved: FeatureOrigin {
    var origin = self
    origin.indicated = nil
    origin.isCurved = true
    return origin
  }
}

extension Matrix {
  /// For each column whether there is a number in it.
  fileprivate var columnsWithNumbers: [Bool] {
    (0..<columnCount).map { column in (0..<rowCount).contains { !self[$0, column].isNaN } }
  }
}
