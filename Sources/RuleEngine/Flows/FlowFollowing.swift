// Follows values through the functions of a file, from where they begin to where they arrive.

import RuleModel
import Semantics
import SourceModel

/// The work of one flow on one file.
///
/// Every function is gone through from its beginning; calls of functions of the same file are gone through where they
/// stand, with what they are given.
struct FlowFollowing {
  typealias Variables = [String: FlowValue]

  let flow: FlowRule
  let facts: RenamedFacts
  let ruleSet: RuleSet
  private let functions: [TracedFunction]
  private let byName: [String: [Int]]
  private let steps: [String: [FlowRule.Step]]
  /// Of classes: what functions leave in members.
  private var members: Variables = [:]
  private var function = ""
  private var active: [String] = []
  private(set) var ends: [FlowEnd] = []
  private(set) var passages: [FlowPassage] = []
  private var isTelling = false

  /// Calls inside of calls deeper than this are taken for unknown.
  private static let callLimit = 6

  init(_ flow: FlowRule, facts: any FileFacts, ruleSet: RuleSet) {
    self.flow = flow
    self.facts = RenamedFacts(base: facts, ruleSet: ruleSet, ignored: flow.ignores)
    self.ruleSet = ruleSet
    let functions = facts.tracedFunctions
    self.functions = functions
    byName = Dictionary(grouping: functions.indices) { functions[$0].name }
    steps = Dictionary(grouping: flow.steps) { $0.was.name }
  }

  var tree: Tree { facts.tree }

  mutating func run() {
    guard !functions.isEmpty else { return }
    // What one function leaves in a member, another may find there.
    for round in 0..<2 {
      isTelling = round == 1
      for function in functions { begin(function) }
    }
  }

  private mutating func begin(_ function: TracedFunction) {
    self.function = function.name
    active = [function.name]
    var variables = members
    for parameter in function.parameters where flow.types.contains(parameter.type) {
      variables[parameter.variable] = FlowValue()
    }
    var given: FlowValue?
    _ = go(through: function.body, &variables, &given)
    if let given, isTelling, function.givesObject, !given.path.isEmpty {
      let name = "what `\(ruleSet.language.shown(function.name))` gives"
      ends.append(FlowEnd(place: name, name: name, value: given))
    }
    for (variable, value) in variables where !variable.hasPrefix("@") { members[variable] = value }
  }

  // MARK: Statements

  /// Whether the end is reached.
  private mutating func go(through steps: [TraceStep], _ variables: inout Variables, _ given: inout FlowValue?) -> Bool
  {
    var index = 0
    while index < steps.count {
      switch steps[index] {
      case .evaluate(let value): _ = look(at: value, &variables)
      case .assign(let target, let value): assign(look(at: value, &variables), to: target, &variables)
      case .element:
        let run = writes(in: steps, from: index)
        write(run, &variables)
        index += run.count - 1
      case .either(let ways): guard takeWays(ways, &variables, &given) else { return false }
      case .loop(let body):
        var inside = variables
        if go(through: body, &inside, &given) { variables = Self.joined([variables, inside]) }
      case .leave(let value):
        if let value = value.flatMap({ look(at: $0, &variables) }) { given = given.map { $0.joined(value) } ?? value }
        return false
      }
      index += 1
    }
    return true
  }

  /// False where every way leaves.
  private mutating func takeWays(
    _ ways: [[TraceStep]], _ variables: inout Variables, _ given: inout FlowValue?
  ) -> Bool {
    var reached: [Variables] = []
    for way in ways {
      var own = variables
      if go(through: way, &own, &given) { reached.append(own) }
    }
    guard !reached.isEmpty else { return false }
    variables = Self.joined(reached)
    return true
  }

  /// Where only one way knows a variable, its value is that way's.
  private static func joined(_ ways: [Variables]) -> Variables {
    guard var result = ways.first else { return [:] }
    for way in ways.dropFirst() { result.merge(way) { $0.joined($1) } }
    return result
  }

  private mutating func assign(_ value: FlowValue?, to target: TracedValue, _ variables: inout Variables) {
    guard let variable = root(of: target) else { return }
    if case .part = target, value == nil { return }
    variables[variable] = value
  }

  /// The variable whose value something is a part of.
  private func root(of value: TracedValue) -> String? {
    switch value {
    case .variable(let name): return name
    case .part(let inner): return root(of: inner)
    case .field(let owner, let name):
      if flow.views.contains(name) { return root(of: owner) }
      return (root(of: owner).map { $0 + "." } ?? "") + name
    case .several(let values, _): return values.lazy.compactMap { root(of: $0) }.first
    case .call(let call):
      // What gives a part of its receiver, such as a row, is that.
      guard let step = steps[call.name]?.first, step.to == "result", step.from == "self" else { return nil }
      return call.receiver.flatMap { root(of: $0) }
    case .inlined, .nothing: return nil
    }
  }

  // MARK: Values

  private mutating func look(at value: TracedValue, _ variables: inout Variables) -> FlowValue? {
    switch value {
    case .variable(let name): return variables[name]
    case .part(let inner): return look(at: inner, &variables)
    case .field(let owner, let name):
      let inner = look(at: owner, &variables)
      if flow.views.contains(name) { return inner }
      return root(of: value).flatMap { variables[$0] } ?? variables[name]
    case .several(let values, let range):
      let found = values.map { look(at: $0, &variables) }.compactMap { $0 }
      guard let first = found.first else { return nil }
      guard let range else { return found.dropFirst().reduce(first) { $0.joined($1) } }
      return isAddress(values) ? first : computed(first, range)
    case .inlined(let parameters, let arguments, let body):
      var inside = variables
      for (parameter, argument) in zip(parameters, arguments) {
        inside[parameter] = look(at: argument, &variables)
      }
      var given: FlowValue?
      _ = go(through: body, &inside, &given)
      return given
    case .call(let call): return look(at: call, &variables)
    case .nothing: return nil
    }
  }

  /// Whether what is computed with is where elements lie.
  private func isAddress(_ values: [TracedValue]) -> Bool {
    values.contains { value in
      switch value {
      case .field(_, let name): flow.views.contains(name)
      case .call(let call): steps[call.name]?.contains { $0.from == "self" && $0.to == "result" } ?? false
      case .part(let inner): isAddress([inner])
      case .several(let inner, _): isAddress(inner)
      default: false
      }
    }
  }

  private func computed(_ value: FlowValue, _ range: ByteRange) -> FlowValue {
    guard let property = flow.elements.computed else { return value }
    var value = value
    value.properties[property] = value.properties[property].map { "\($0) in \(plain(range))" } ?? plain(range)
    return value
  }

  /// Code without line ends and runs of blanks.
  func plain(_ range: ByteRange) -> String {
    tree.text(in: range).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Code with the names of constants as they are newest: an argument of the old release and of the new read alike.
  func plainNames(_ range: ByteRange) -> String {
    var row = tree.rows.firstIndex { $0.start >= range.start } ?? tree.count
    var text = ""
    var end = range.start
    while row < tree.count, tree.rows[row].start < range.end {
      let node = NodeID(row)
      if case .symbol(let name)? = facts.constant(of: node), range.contains(tree.range(node)) {
        text += tree.text(in: ByteRange(end, max(end, tree[node].start))) + ruleSet.language.shown(name)
        end = tree[node].end
        row = Int(tree[node].subtreeEnd)
      } else {
        row += 1
      }
    }
    text += tree.text(in: ByteRange(end, max(end, range.end)))
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  // MARK: Calls

  private mutating func look(at call: TracedCall, _ variables: inout Variables) -> FlowValue? {
    let receiver = call.receiver.flatMap { look(at: $0, &variables) }
    let arguments = call.arguments.map { look(at: $0, &variables) }
    if flow.reads.contains(call.name) { return nil }
    if let known = steps[call.name], let site = ruleSet.language.callSite(at: call.node, in: tree) {
      var scene = FlowScene(call: call, site: site, receiver: receiver, arguments: arguments)
      scene.told = call.arguments.map { told(by: $0, &variables) }
      if let result = take(known, scene, &variables) { return result.value }
    }
    if let result = goInto(call, receiver, arguments, &variables) { return result.value }
    return passUnknown(call, receiver, arguments, &variables)
  }

  /// What a field such as `image->depth` tells of the value whose field it is.
  private mutating func told(by argument: TracedValue, _ variables: inout Variables) -> FlowScene.Told? {
    guard case .field(let owner, let name) = argument, let property = flow.fields[name],
      let word = look(at: owner, &variables)?.properties[property]
    else { return nil }
    return FlowScene.Told(property: property, word: word)
  }

  private mutating func take(
    _ known: [FlowRule.Step], _ scene: FlowScene, _ variables: inout Variables
  ) -> (value: FlowValue?, Void)? {
    for step in known {
      guard let bound = scene.bound(to: step, language: ruleSet.language, tree: tree) else { continue }
      if step.isEnd {
        guard let value = step.from.flatMap({ bound.value($0) }) else { return (nil, ()) }
        if isTelling {
          tell(value, at: scene.call)
          let name = "`\(ruleSet.language.shown(scene.call.name))`"
          ends.append(
            FlowEnd(place: "\(name) in `\(ruleSet.language.shown(function))`", name: name, value: value))
        }
        return step.to == "result" ? (value, ()) : (nil, ())
      }
      var value = FlowValue()
      if let from = step.from {
        guard let coming = bound.value(from) else { return (nil, ()) }
        value = coming
      }
      value = FlowEffects(following: self, step: step, scene: bound).applied(to: value)
      if !step.own.isEmpty, let target = bound.value(step.to) {
        for property in step.own { value.properties[property] = target.properties[property] }
        value.path.formUnion(target.path)
      }
      value.path.insert(scene.call.node)
      tell(value, at: scene.call)
      guard step.to != "result" else { return (value, ()) }
      if let target = bound.traced(step.to) { assign(value, to: target, &variables) }
      return (nil, ())
    }
    return nil
  }

  private mutating func tell(_ value: FlowValue, at call: TracedCall) {
    guard isTelling else { return }
    let text = value.described(by: flow)
    let passage = FlowPassage(node: call.node, text: text)
    if !text.isEmpty, !passages.contains(passage) { passages.append(passage) }
  }

  /// A function of the same file.
  private mutating func goInto(
    _ call: TracedCall, _ receiver: FlowValue?, _ arguments: [FlowValue?], _ variables: inout Variables
  ) -> (value: FlowValue?, Void)? {
    guard let places = byName[call.name], places.count == 1, active.count < Self.callLimit, !active.contains(call.name)
    else { return nil }
    let called = functions[places[0]]
    guard called.parameters.count >= arguments.count else { return nil }
    active.append(call.name)
    defer { active.removeLast() }
    var inside = variables.filter { !$0.key.hasPrefix("@") }
    for (parameter, value) in zip(called.parameters, arguments) { inside[parameter.variable] = value }
    var given: FlowValue?
    _ = go(through: called.body, &inside, &given)
    for (variable, value) in inside where !variable.hasPrefix("@") { variables[variable] = value }
    // What came by reference went back changed.
    for (index, parameter) in called.parameters.enumerated() where index < call.arguments.count {
      if let value = inside[parameter.variable], let variable = root(of: call.arguments[index]) {
        variables[variable] = value
      }
    }
    return (given, ())
  }

  /// A call of which nobody knows what it does to what goes through it.
  private mutating func passUnknown(
    _ call: TracedCall, _ receiver: FlowValue?, _ arguments: [FlowValue?], _ variables: inout Variables
  ) -> FlowValue? {
    guard var value = ([receiver] + arguments).lazy.compactMap({ $0 }).first else { return nil }
    value.path.insert(call.node)
    value.unknown[call.node] = ruleSet.language.shown(call.name)
    for (target, came) in zip(
      [call.receiver].compactMap { $0 } + call.arguments, [receiver].compactMap { $0 }.map(Optional.some) + arguments)
    where came != nil {
      if let variable = root(of: target) { variables[variable] = value }
    }
    return value
  }

  // MARK: Elements

  /// Writes into one target that follow each other.
  private func writes(in steps: [TraceStep], from index: Int) -> [ElementWrite] {
    var run: [ElementWrite] = []
    for step in steps[index...] {
      guard case .element(let write) = step else { break }
      if let first = run.first, root(of: first.target) != root(of: write.target) { break }
      run.append(write)
    }
    return run
  }

  private mutating func write(_ run: [ElementWrite], _ variables: inout Variables) {
    guard let first = run.first, let target = root(of: first.target) else { return }
    var sources: [(write: ElementWrite, source: ElementWrite.Source, value: FlowValue)] = []
    for write in run {
      for source in write.sources {
        guard let value = look(at: source.value, &variables) else { continue }
        sources.append((write, source, value))
        break
      }
    }
    guard let found = sources.first else { return }
    var value = found.value
    let place = outermost(at: found.write.written.start)
    value.path.insert(place)
    switch ElementLayout(sources.map { ($0.write.index, $0.source) }) {
    case .known(let isPlanar, let isReversed):
      value.properties.merge(isPlanar ? flow.elements.planes : flow.elements.pixels) { $1 }
      if isReversed { value.map(flow.elements.reversed) }
    case .same: value.properties.merge(flow.elements.pixels) { $1 }
    case .unknown: value.unknown[place] = plain(found.write.written)
    }
    if let property = flow.elements.computed, found.source.range != found.write.written {
      let before = value.properties[property] ?? "the value"
      let (start, end) = (found.write.written.start, found.write.written.end)
      value.properties[property] =
        plain(ByteRange(start, found.source.range.start)) + before + " " + plain(ByteRange(found.source.range.end, end))
    }
    variables[target] = value
    if isTelling {
      let passage = FlowPassage(node: place, text: value.described(by: flow))
      if !passages.contains(passage) { passages.append(passage) }
    }
  }

  /// The node of the file that begins there.
  private func outermost(at offset: UInt32) -> NodeID {
    tree.children(of: tree.root).first { tree[$0].end > offset } ?? tree.root
  }
}

extension FlowValue {
  mutating func map(_ maps: [String: [String: String]]) {
    for (property, words) in maps {
      guard let old = properties[property] else { continue }
      properties[property] = words[old] ?? "\(old), mapped"
    }
  }
}
