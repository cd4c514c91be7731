// Writes small files that use an API in every way Python has, for rules to be tried on.

import Semantics

/// The variants of one subject.
struct VariantWriter {
  let subject: UsageSubject
  let imports: [ImportStyle]
  let calls: [CallStyle]
  /// Where each family begins: another place for each API, so that many rules together cover more than each alone.
  private let turn: Int

  init(_ subject: UsageSubject) {
    self.subject = subject
    let name = subject.signature.name
    let imported = subject.signature.hasReceiver ? String(name[..<(name.lastIndex(of: ".") ?? name.endIndex)]) : name
    imports = ImportStyle.all(of: imported, in: subject.module, isStarExported: subject.isStarExported)
    calls = CallStyle.all(for: subject)
    turn = name.utf8.reduce(0) { $0 &+ Int($1) }
  }

  /// The last part of the API's name.
  var member: Substring {
    let name = subject.signature.name
    return name.lastIndex(of: ".").map { name[name.index(after: $0)...] } ?? name[...]
  }

  /// One of each family in turn, so that a small limit still sees all of them.
  func variants(limit: Int) -> [UsageVariant] {
    var families = [imported(), placed(), laidOut(), styled(), unlikeCalls(), shadowed()]
    families = families.filter { !$0.isEmpty }.map { rotated($0) }
    families.append(crossed())
    var variants: [UsageVariant] = []
    var seen: Set<String> = []
    let longest = families.map(\.count).max() ?? 0
    for step in 0..<longest {
      for family in families where step < family.count && seen.insert(family[step].text).inserted {
        variants.append(family[step])
        if variants.count == limit { return variants }
      }
    }
    return variants
  }

  private func rotated(_ family: [UsageVariant]) -> [UsageVariant] {
    let start = turn % family.count
    return Array(family[start...] + family[..<start])
  }

  // MARK: Families

  /// Each import style once.
  private func imported() -> [UsageVariant] {
    imports.enumerated().compactMap { index, style in
      variant(style, calls[index % calls.count], .oneLine, Placement.values[0])
    }
  }

  /// Each way of passing arguments under the two commonest imports.
  private func styled() -> [UsageVariant] {
    imports.prefix(2).flatMap { style in calls.compactMap { variant(style, $0, .oneLine, Placement.values[0]) } }
  }

  /// Each place, nesting and import inside a function among them.
  private func placed() -> [UsageVariant] {
    imports.prefix(3).enumerated().flatMap { index, style in
      let call = calls[index % calls.count]
      return Placement.values.compactMap { variant(style, call, .oneLine, $0) }
        + [nested(style, call, .oneLine), nested(style, call, .commented), importedInside(style, call)].compactMap { $0 }
    }
  }

  /// Each layout with each way of passing arguments.
  private func laidOut() -> [UsageVariant] {
    guard calls.contains(where: { !$0.slots.isEmpty }) else { return [] }
    return CallLayout.allCases.dropFirst().flatMap { layout in
      calls.enumerated().compactMap { index, call in
        variant(imports[index % 2], call, layout, Placement.values[index % 2 == 0 ? 0 : 16])
      }
    }
  }

  /// Imports × arguments × layouts, for limits that leave room.
  private func crossed() -> [UsageVariant] {
    imports.flatMap { style in
      calls.flatMap { call in
        CallLayout.allCases.compactMap { variant(style, call, $0, Placement.values[0]) }
      }
    }
  }

  // MARK: One variant

  func variant(
    _ style: ImportStyle, _ call: CallStyle, _ layout: CallLayout, _ placement: Placement
  ) -> UsageVariant? {
    guard layout == .oneLine || placement.takesLines else { return nil }
    var draft = VariantDraft(subject)
    let code = draft.use(call, spelled: style.spelling, layout: layout)
    guard let placed = placement.holding(code) else { return nil }
    return draft.variant(style, scene(style, placed), [call.title, layout.title, placement.title], .replaced)
  }

  /// A use inside a use.
  private func nested(_ style: ImportStyle, _ call: CallStyle, _ layout: CallLayout) -> UsageVariant? {
    guard call.slots.contains(where: { subject.fixed[$0.parameter] == nil }) else { return nil }
    var draft = VariantDraft(subject)
    let inner = draft.use(call, spelled: style.spelling, layout: .oneLine)
    let code = draft.use(call, spelled: style.spelling, layout: layout, nesting: inner)
    return draft.variant(style, scene(style, "result = \(code)"), [call.title, layout.title, "nested"], .replaced)
  }

  private func importedInside(_ style: ImportStyle, _ call: CallStyle) -> UsageVariant? {
    guard !subject.signature.hasReceiver, !style.lines[0].hasSuffix("*") else { return nil }
    var draft = VariantDraft(subject)
    let code = draft.use(call, spelled: style.spelling, layout: .oneLine)
    var inside = style
    inside.lines = ["def inside(items):"] + (style.lines + ["return \(code)"]).map { "    " + $0 }
    return draft.variant(inside, "", [call.title, "imported in the function"], .replaced)
  }

  /// The code with what makes its receiver's type known, where it needs one.
  private func scene(_ style: ImportStyle, _ code: String) -> String {
    guard subject.signature.hasReceiver else { return code }
    let body = code.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }
    return "def use(\(VariantDraft.receiver): \(style.spelling)):\n\(body.joined(separator: "\n"))"
  }

  // MARK: No calls

  /// Names without calls, and calls that cannot be bound.
  private func unlikeCalls() -> [UsageVariant] {
    imports.prefix(2).flatMap { style in
      guard subject.form == .call else {
        let places = Placement.names + (subject.form == .name(isCallable: true) ? [Placement.called] : [])
        return places.compactMap { placement in variant(style, calls[0], .oneLine, placement) }
      }
      return Placement.names.compactMap { bare(style, $0) }
        + ["(*items)", "(**options)"].map { unbound(style, $0) }
    }
  }

  private func bare(_ style: ImportStyle, _ placement: Placement) -> UsageVariant? {
    var draft = VariantDraft(subject)
    guard let code = placement.holding(draft.name(spelled: style.spelling)) else { return nil }
    let expectation: UsageVariant.Expectation = subject.signature.hasReceiver ? .doubtful : .bare
    return draft.variant(style, scene(style, code), ["not called", placement.title], expectation)
  }

  private func unbound(_ style: ImportStyle, _ list: String) -> UsageVariant {
    var draft = VariantDraft(subject)
    let code = "result = " + draft.name(spelled: style.spelling) + list
    return draft.variant(style, scene(style, code), ["arguments unpacked"], .doubtful)
  }

  // MARK: No uses

  private func shadowed() -> [UsageVariant] {
    var variants: [UsageVariant] = []
    for (index, style) in imports.prefix(3).enumerated() where !subject.signature.hasReceiver {
      let call = calls[index % calls.count]
      for place in Shadowing.scopes {
        var draft = VariantDraft(subject)
        let code = draft.use(call, spelled: style.spelling, layout: .oneLine)
        let body = place.before.filling("NAME", style.first).filling("CODE", code)
        var variant = draft.variant(style, body, [place.title], .hidden)
        variant.kept = [body]
        variants.append(variant)
      }
    }
    let none = ImportStyle(title: "", lines: [], spelling: String(member))
    for place in Shadowing.files {
      var draft = VariantDraft(subject)
      let list = draft.use(calls[0], spelled: "", layout: .oneLine).drop { $0 != "(" }
      let body = place.before.filling("MEMBER", String(member)) + list
      variants.append(draft.variant(none, body, [place.title], .untouched))
    }
    return variants
  }
}

/// One file while it is written.
struct VariantDraft {
  /// What stands for the value whose member is used.
  static let receiver = "subject_value"

  let subject: UsageSubject
  private var uses: [UsageVariant.Use] = []
  private var comments: [String] = []

  init(_ subject: UsageSubject) { self.subject = subject }

  private var receiver: String? { subject.signature.hasReceiver ? VariantDraft.receiver : nil }

  /// The API's name in the code.
  func name(spelled spelling: String) -> String {
    guard let receiver else { return spelling }
    let name = subject.signature.name
    return receiver + name[(name.lastIndex(of: ".") ?? name.startIndex)...]
  }

  /// Writes a use down; `nesting` is the text of the last use, which becomes the first argument.
  mutating func use(_ call: CallStyle, spelled: String, layout: CallLayout, nesting: String? = nil) -> String {
    let number = uses.count
    var inner = nesting.map { (index: number - 1, text: $0) }
    var given: [UsageVariant.Given] = []
    var written: [(label: String?, value: String)] = []
    for (index, slot) in call.slots.enumerated() {
      if let nested = inner, subject.fixed[slot.parameter] == nil {
        given.append(.init(parameter: slot.parameter, label: slot.label, value: .use(nested.index)))
        written.append((slot.label, nested.text))
        inner = nil
        continue
      }
      let text = subject.fixed[slot.parameter] ?? "\(slot.parameter)_\(number)_\(index)"
      given.append(.init(parameter: slot.parameter, label: slot.label, value: .text(text)))
      written.append((slot.label, text))
    }
    uses.append(.init(arguments: given, receiver: receiver))
    guard subject.form == .call else { return name(spelled: spelled) }
    let list = layout.list(written)
    comments += list.comments
    return name(spelled: spelled) + list.text
  }

  func variant(
    _ style: ImportStyle, _ body: String, _ titles: [String], _ expectation: UsageVariant.Expectation
  ) -> UsageVariant {
    let title = ([style.title] + titles).filter { !$0.isEmpty }.joined(separator: "; ")
    let lines = style.lines + (body.isEmpty ? [] : [body])
    return UsageVariant(
      title: title, text: lines.joined(separator: "\n") + "\n", expectation: expectation,
      uses: uses.isEmpty ? [.init(arguments: [], receiver: receiver)] : uses, kept: comments + style.comments)
  }
}

extension String {
  /// With each occurrence of a placeholder filled in.
  fileprivate func filling(_ placeholder: String, _ text: String) -> String {
    var result = ""
    var rest = self[...]
    while let found = rest.firstRange(of: placeholder) {
      result += rest[..<found.lowerBound] + text
      rest = rest[found.upperBound...]
    }
    return result + rest
  }
}
