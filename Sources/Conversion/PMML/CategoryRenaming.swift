// The same classification under other names of its classes.

internal import PredictiveMarkup

/// Replaces categories of targets wherever a model names them.
struct CategoryRenaming {
  let names: [String: String]

  func apply(to model: MarkupModel) -> MarkupModel {
    var model = model
    switch model.content {
    case .tree(var tree):
      tree.root = apply(to: tree.root)
      model.content = .tree(tree)
    case .regression(var regression):
      for place in regression.equations.indices {
        regression.equations[place].category = renamed(regression.equations[place].category)
      }
      model.content = .regression(regression)
    case .mining(var segmentation):
      for place in segmentation.segments.indices {
        segmentation.segments[place].model = apply(to: segmentation.segments[place].model)
      }
      model.content = .mining(segmentation)
    case .network(var network):
      for place in network.outputs.indices {
        guard case .normDiscrete(let field, let value, let missing) = network.outputs[place].field.expression else {
          continue
        }
        network.outputs[place].field.expression = .normDiscrete(
          field: field, value: Literal(renamed(value.text) ?? value.text), missing: missing)
      }
      model.content = .network(network)
    case .supportVectors(var vectors):
      for place in vectors.machines.indices {
        vectors.machines[place].category = renamed(vectors.machines[place].category)
        vectors.machines[place].alternate = renamed(vectors.machines[place].alternate)
      }
      model.content = .supportVectors(vectors)
    case .nearestNeighbor(var neighbors):
      let last = neighbors.instances.columns.count - 1
      for row in neighbors.instances.rows.indices where last >= 0 {
        neighbors.instances.rows[row, last] = renamed(neighbors.instances.rows[row, last])
      }
      model.content = .nearestNeighbor(neighbors)
    case .naiveBayes(var bayes):
      bayes.output = bayes.output.map { .init(renamed($0.value) ?? $0.value, $0.count) }
      for place in bayes.inputs.indices {
        bayes.inputs[place].distributions = bayes.inputs[place].distributions.map {
          (renamed($0.value) ?? $0.value, $0.distribution)
        }
      }
      model.content = .naiveBayes(bayes)
    case .clustering, .generalRegression, .scorecard, .rules, .association: break
    }
    return model
  }

  private func apply(to node: TreeNode) -> TreeNode {
    var node = node
    node.score = renamed(node.score)
    if !node.distribution.isEmpty {
      node.distribution = node.distribution.map { share in
        var share = share
        share.value = renamed(share.value) ?? share.value
        return share
      }
    }
    node.children = node.children.map { apply(to: $0) }
    return node
  }

  private func renamed(_ name: String?) -> String? { name.map { names[$0] ?? $0 } }
}
