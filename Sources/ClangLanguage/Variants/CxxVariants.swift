// Ways to use an API in C++, made up to test what rules do to each of them.

import Semantics

/// Writes small files that use one API, with arguments of the types that the library's headers declare.
struct CxxVariants {
  private let subject: UsageSubject
  private let dialect: CxxDialect
  private let names: DeclaredNames
  private let declared: [Declared]
  /// Of what declares the API, and of what declares the names that take its place.
  private let includes: [String]
  /// Where each family begins: another place for each API, so that many rules together cover more than each alone.
  private let turn: Int

  /// Nil where no header declares the API, or none that code could include.
  init?(_ subject: UsageSubject, _ names: DeclaredNames, dialect: CxxDialect) {
    let declared = names.names[subject.signature.name] ?? []
    guard let first = declared.first(where: { $0.kind != .constructor }) ?? declared.first,
      let header = names.header(for: first), first.kind != .namespace, first.kind != .call || subject.form == .call
    else { return nil }
    self.subject = subject
    self.dialect = dialect
    self.names = names
    self.declared = declared
    var headers = [header]
    for found in subject.written.compactMap({ names.names[$0]?.first }) {
      if let other = names.header(for: found), found.file != first.file, !headers.contains(other) {
        headers.append(other)
      }
    }
    includes = headers.map { "#include <\($0)>" }
    turn = subject.signature.name.utf8.reduce(0) { $0 &+ Int($1) }
  }

  private var suffix: String {
    switch dialect {
    case .c: ".c"
    case .cxx: ".cpp"
    case .cuda: ".cu"
    }
  }

  private var kind: Declared.Kind { declared.first { $0.kind != .constructor }?.kind ?? .constructor }

  /// Whether code names it without a value before it.
  private var isFree: Bool { kind != .method && kind != .property }

  /// The files, the most different first; no more uses than `limit`, but for the last file's.
  func files(limit: Int) -> [VariantFile] {
    var files = dialect == .c ? plainC() : isFree ? free() : members()
    files.removeAll { $0.parts.isEmpty }
    var taken: [VariantFile] = []
    var count = 0
    for file in files where count < limit {
      taken.append(file)
      count += file.parts.count
    }
    return taken
  }

  // MARK: Names of their own

  private func free() -> [VariantFile] {
    let styles = NameStyle.all(of: subject.signature.name, in: names, isMacro: kind == .macro || kind == .call)
    let uses = styles.enumerated().map { index, style in
      file(style, parts(style, from: index == 0 ? 0 : turn + index, count: index == 0 ? places.count : 4))
    }
    var rest = [others()]
    if let style = styles.first {
      rest += [commented(style, receiver: nil), bare(style), unpacked(style, receiver: nil)].compactMap { $0 }
    }
    // With little room each API has its own first style and its own last file.
    return Self.rotated(uses, by: turn).interleaved(with: Self.rotated(rest, by: turn))
  }

  private var places: [CxxPlace] {
    switch kind {
    case .class where subject.form != .call: CxxPlace.types
    case .value, .macro, .property:
      declared.contains { $0.type.contains("*") } ? CxxPlace.values : CxxPlace.values + CxxPlace.constants
    default: CxxPlace.values
    }
  }

  private func file(_ style: NameStyle, _ parts: [VariantFile.Part]) -> VariantFile {
    VariantFile(title: style.title, suffix: suffix, head: includes + style.lines, parts: parts)
  }

  private func parts(_ style: NameStyle, from start: Int, count: Int) -> [VariantFile.Part] {
    let all = places
    let places = (0..<min(count, all.count)).map { all[(start + $0) % all.count] }
    let styles = CxxCall.all(for: subject, declared)
    var parts: [VariantFile.Part] = []
    for (index, place) in places.enumerated() {
      guard !place.needsValue || givesValue else { continue }
      let number = parts.count
      if !isCalled {
        let part = VariantFile.Part(
          title: place.title, text: place.write(number, "", style.inside, style.spelling), uses: [use([])])
        parts.append(part)
      } else if !styles.isEmpty {
        let call = styles[index % styles.count]
        parts.append(part(place, call, style, receiver: nil, number: number, layout: .oneLine))
      }
    }
    return parts
  }

  /// Whether uses are calls: of renamed functions, too.
  private var isCalled: Bool {
    switch kind {
    case .function, .method, .constructor, .call: true
    case .class: subject.form == .call
    default: false
    }
  }

  /// Whether it gives a value, and what takes its place does.
  private var givesValue: Bool {
    let written = subject.written.count == 1 ? names.names[subject.written[0]] ?? [] : []
    return Self.giveValue(declared) && (written.isEmpty || Self.giveValue(written))
  }

  private static func giveValue(_ declared: [Declared]) -> Bool {
    declared.contains { $0.kind != .function && $0.kind != .method || $0.type != "void" }
  }

  private func use(_ arguments: [UsageVariant.Given], receiver: String? = nil) -> UsageVariant.Use {
    UsageVariant.Use(arguments: arguments, receiver: receiver)
  }

  // MARK: One call

  private func part(
    _ place: CxxPlace, _ call: CxxCall, _ style: NameStyle, receiver: CxxReceiver?, number: Int, layout: CxxCallLayout
  ) -> VariantFile.Part {
    let arguments = call.arguments(number: number, fixed: subject.fixed)
    let list = layout.list(arguments.map(\.text))
    let own = receiver?.parameter(number, style.spelling) ?? ""
    let parameters = ([own] + arguments.map(\.declaration)).filter { !$0.isEmpty }.joined(separator: ", ")
    let name = receiver.map { $0.text(number) + $0.access + subject.signature.name.lastDottedPart } ?? style.spelling
    // `Type(value);` declares a variable.
    let isDeclaration = !place.needsValue && receiver == nil && (kind == .class || kind == .constructor)
    let text = place.write(
      number, parameters, style.inside + (receiver?.opening ?? ""), (isDeclaration ? "(void)" : "") + name + list.text)
    return VariantFile.Part(
      title: [receiver?.title ?? "", place.title, layout.title].filter { !$0.isEmpty }.joined(separator: ", "),
      text: (receiver?.lines(number, style.spelling) ?? "") + text,
      uses: [use(arguments.map(\.given), receiver: receiver?.text(number))], kept: list.comments)
  }

  private func commented(_ style: NameStyle, receiver: CxxReceiver?) -> VariantFile? {
    guard isCalled, let call = CxxCall.all(for: subject, declared).first, !call.slots.isEmpty else { return nil }
    let layouts: [CxxCallLayout] = [.commented, .broken]
    return VariantFile(
      title: style.title, suffix: suffix, head: includes + style.lines,
      parts: layouts.enumerated().map { index, layout in
        part(CxxPlace.values[0], call, style, receiver: receiver, number: index, layout: layout)
      })
  }

  // MARK: Members

  private func members() -> [VariantFile] {
    let name = subject.signature.name
    let owner = String(name.dropLast(name.lastDottedPart.utf8.count + 1))
    let whole = CxxText.shown(owner)
    let styles =
      NameStyle.all(of: owner, in: names) + [
        NameStyle(title: "a type alias", lines: ["using Nearby = \(whole);"], spelling: "Nearby"),
        NameStyle(title: "a typedef", lines: ["typedef \(whole) Nearby;"], spelling: "Nearby"),
      ]
    let calls = isCalled ? CxxCall.all(for: subject, declared) : [CxxCall(slots: [])]
    guard !calls.isEmpty, subject.signature.hasReceiver || subject.form != .call else { return [] }
    let (certain, doubtful) = (CxxReceiver.all.filter(isCertain), CxxReceiver.all.filter { !isCertain($0) })
    let uses = styles.enumerated().map { index, style in
      members(style, calls, certain, from: index == 0 ? 0 : turn + index, count: index == 0 ? certain.count : 4)
    }
    var rest = [others()]
    if let style = styles.first, !doubtful.isEmpty {
      var file = members(style, calls, doubtful, from: 0, count: doubtful.count)
      file.expectation = .doubtful
      rest.insert(file, at: 0)
    }
    if let style = styles.first {
      rest += [commented(style, receiver: CxxReceiver.all[0]), unpacked(style, receiver: CxxReceiver.all[0])]
        .compactMap { $0 }
      rest += [open(style, calls[0]), address(style)]
    }
    return Self.rotated(uses, by: turn).interleaved(with: Self.rotated(rest, by: turn))
  }

  private func members(
    _ style: NameStyle, _ calls: [CxxCall], _ receivers: [CxxReceiver], from start: Int, count: Int
  ) -> VariantFile {
    let places = CxxPlace.values.filter { givesValue || !$0.needsValue }
    let parts = (0..<min(count, receivers.count)).map { step in
      member(
        places[(turn + step) % places.count], calls[step % calls.count], style,
        receivers[(start + step) % receivers.count], step)
    }
    return VariantFile(
      title: style.title, suffix: suffix, head: ["#include <memory>"] + includes + style.lines, parts: parts)
  }

  /// Whether what takes the use's place takes such a value: `delete self` a pointer only, and what has `self` twice, or not
  /// at all, no call.
  private func isCertain(_ receiver: CxxReceiver) -> Bool {
    guard !subject.replacement.isEmpty else { return true }
    let tokens = CxxLexer.tokens(of: ContiguousArray(subject.replacement.utf8))
    let words = tokens.map { token in
      String(decoding: Array(subject.replacement.utf8)[Int(token.start)..<Int(token.end)], as: UTF8.self)
    }
    if words.first == "delete", !receiver.isPointer { return false }
    return !receiver.isCall || words.filter { $0 == "self" }.count == 1
  }

  private func member(
    _ place: CxxPlace, _ call: CxxCall, _ style: NameStyle, _ receiver: CxxReceiver, _ number: Int
  ) -> VariantFile.Part {
    guard !isCalled else { return part(place, call, style, receiver: receiver, number: number, layout: .oneLine) }
    let text = place.write(
      number, receiver.parameter(number, style.spelling), style.inside + receiver.opening,
      receiver.text(number) + receiver.access + subject.signature.name.lastDottedPart)
    return VariantFile.Part(
      title: "\(receiver.title), \(place.title)", text: receiver.lines(number, style.spelling) + text,
      uses: [use([], receiver: receiver.text(number))])
  }

  /// A value whose type a template leaves open may be anything.
  private func open(_ style: NameStyle, _ call: CxxCall) -> VariantFile {
    let arguments = call.arguments(number: 0, fixed: subject.fixed)
    let list = isCalled ? "(\(arguments.map(\.text).joined(separator: ", ")))" : ""
    let parameters = (["Open &subject_value"] + arguments.map(\.declaration)).joined(separator: ", ")
    let member = subject.signature.name.lastDottedPart
    return VariantFile(
      title: "of a type that a template leaves open", suffix: suffix, head: includes,
      parts: [
        VariantFile.Part(
          title: "", text: "template <typename Open> void use(\(parameters)) { subject_value.\(member)\(list); }",
          uses: [use([])])
      ], expectation: .doubtful)
  }

  /// A pointer to the member is no call of it.
  private func address(_ style: NameStyle) -> VariantFile {
    VariantFile(
      title: "its address", suffix: suffix, head: includes,
      parts: [
        VariantFile.Part(
          title: "",
          text: "void use() { auto kept = &\(style.spelling)::\(subject.signature.name.lastDottedPart); (void)kept; }",
          uses: [use([])])
      ], expectation: subject.form == .call ? .doubtful : .replaced)
  }

  // MARK: No calls

  private func bare(_ style: NameStyle) -> VariantFile? {
    guard kind == .function else { return nil }
    let parts = CxxPlace.names.enumerated().map { index, place in
      VariantFile.Part(title: place.title, text: place.write(index, "", style.inside, style.spelling), uses: [use([])])
    }
    return VariantFile(
      title: "not called", suffix: suffix, head: includes + style.lines, parts: parts, expectation: .bare)
  }

  private func unpacked(_ style: NameStyle, receiver: CxxReceiver?) -> VariantFile? {
    guard subject.form == .call, isCalled, kind != .call else { return nil }
    let own = receiver.map { $0.parameter(0, style.spelling) + ", " } ?? ""
    let name = receiver.map { $0.text(0) + $0.access + subject.signature.name.lastDottedPart } ?? style.spelling
    return VariantFile(
      title: "arguments unpacked", suffix: suffix, head: includes + style.lines,
      parts: [
        VariantFile.Part(
          title: "",
          text: "template <typename... Open> void use(\(own)Open... items) { \(style.inside)\(name)(items...); }",
          uses: [use([])])
      ], expectation: .doubtful)
  }

  /// What only has the name.
  private func others() -> VariantFile {
    let name = subject.signature.name.lastDottedPart
    let isMacro = kind == .macro || kind == .call
    var texts = ["const char *text_use = \"\(name)(1)\";  // \(name)(2)"]
    if !isMacro {
      texts += [
        "namespace project {\nint \(name)(int given);\nint use_1() { return \(name)(1) + project::\(name)(2); }\n}",
        "struct Holder {\n  int \(name)(int given);\n};\nint use_2(Holder &one, Holder *other) { return one.\(name)(1) + other->\(name)(2); }",
        "int use_3(int \(name)) { auto later = [&] { return \(name) + 1; }; return later(); }",
        "struct Other {\n  enum Level { \(name) = 1 };\n};\nint use_4() { return Other::\(name); }",
        "#define \(name)(given) ((given) + 1)\nint use_5() { return \(name)(1); }\n#undef \(name)",
      ]
    }
    return VariantFile(
      title: "what only has the name", suffix: suffix, head: includes,
      parts: texts.map { VariantFile.Part(title: "", text: $0, uses: []) }, expectation: .untouched)
  }

  // MARK: C

  private func plainC() -> [VariantFile] {
    guard isFree, subject.signature.name.hasPrefix("::.") else { return [] }
    let style = NameStyle(title: "in C", spelling: subject.signature.name.lastDottedPart)
    let all = places.filter(\.isC)
    let calls = CxxCall.all(for: subject, declared)
    var parts: [VariantFile.Part] = []
    for place in all where !place.needsValue || givesValue {
      let number = parts.count
      if !isCalled {
        let text = place.write(number, "void", "", style.spelling)
        parts.append(VariantFile.Part(title: place.title, text: text, uses: [use([])]))
      } else if !calls.isEmpty {
        parts.append(
          part(place, calls[number % calls.count], style, receiver: nil, number: number, layout: .oneLine))
      }
    }
    return [VariantFile(title: "in C", suffix: suffix, head: includes, parts: parts)]
  }

  private static func rotated(_ files: [VariantFile], by turn: Int) -> [VariantFile] {
    guard !files.isEmpty else { return [] }
    let start = turn % files.count
    return Array(files[start...] + files[..<start])
  }
}

extension [VariantFile] {
  /// The first of these, the first of the others, and so on.
  fileprivate func interleaved(with others: [VariantFile]) -> [VariantFile] {
    var mixed: [VariantFile] = []
    for index in 0..<Swift.max(count, others.count) {
      if index < count { mixed.append(self[index]) }
      if index < others.count { mixed.append(others[index]) }
    }
    return mixed
  }
}
