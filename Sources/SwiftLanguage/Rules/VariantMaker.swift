// Ways to call an API in Swift, made up to test what rules do to each.

import Semantics

/// Writes small files that call one function, initialiser or method.
///
/// Everything stands in a function that may wait and fail, so that a rule whose text does needs nothing around it.
struct VariantMaker {
  private let subject: UsageSubject
  private var counter = 0

  init(_ subject: UsageSubject) { self.subject = subject }

  private var signature: Signature { subject.signature }
  private var owner: String { signature.name.lastIndex(of: ".").map { String(signature.name[..<$0]) } ?? "" }
  private var last: String { signature.name.split(separator: ".").last.map(String.init) ?? signature.name }
  /// The name behind the module: `MLModel.compileModel`; of an initialiser the type alone.
  private var path: String {
    let rest = signature.name.dropFirst(subject.module.count + 1)
    return rest.hasSuffix(".init") ? String(rest.dropLast(5)) : String(rest)
  }

  mutating func variants(limit: Int) -> [UsageVariant] {
    guard subject.form == .call, !subject.module.isEmpty, signature.name.hasPrefix(subject.module + ".") else {
      return []
    }
    var found: [UsageVariant] = []
    let fills = parameters(.least).count == parameters(.all).count ? [Fill.all] : [.all, .least]
    for fill in fills {
      found.append(one("on one line", fill) { "    _ = \($0)\n" })
      found.append(one("handed on", fill) { "    use(\($0), 1)\n" })
      found.append(one("returned", fill) { "    return \($0)\n" })
      found.append(one("in a chain", fill) { "    _ = \($0).other.more()\n" })
      found.append(one("tried, or nothing", fill) { "    _ = try? \($0)\n" })
      found.append(lines(fill))
      found.append(closure(fill))
      if signature.hasReceiver {
        found.append(one("by optional chaining", fill, receiver: "value?") { "    _ = \($0)\n" })
        found.append(property(fill))
        found.append(one("of a value unwrapped", fill, receiver: "value!") { "    _ = \($0)\n" })
      } else {
        found.append(one("by its full name", fill, prefix: subject.module + ".") { "    _ = \($0)\n" })
      }
    }
    // The most different first.
    let others = trailing() + strangers()
    return Array((found.prefix(1) + others + found.dropFirst()).prefix(limit))
  }

  // MARK: Arguments

  private enum Fill { case all, least }

  private func parameters(_ fill: Fill) -> [Parameter] {
    signature.parameters.filter { parameter in
      if subject.omitted.contains(parameter.name) { return false }
      if parameter.defaultValue == nil || subject.required.contains(parameter.name) { return true }
      return subject.fixed[parameter.name] != nil || fill == .all
    }
  }

  private mutating func given(_ fill: Fill) -> [UsageVariant.Given] {
    parameters(fill).map { parameter in
      counter += 1
      let label = parameter.passing == .positionalOnly || parameter.passing == .variadic ? nil : parameter.label
      let value = subject.fixed[parameter.name] ?? "argument\(counter)"
      return UsageVariant.Given(parameter: parameter.name, label: label, value: .text(value))
    }
  }

  private func text(_ given: UsageVariant.Given) -> String {
    guard case .text(let value) = given.value else { return "" }
    return given.label.map { "\($0): \(value)" } ?? value
  }

  private func callee(receiver: String, prefix: String = "") -> String {
    signature.hasReceiver ? "\(receiver).\(last)" : prefix + path
  }

  // MARK: Files

  private func file(_ body: String, receiver: String = "value") -> String {
    let mark = receiver.hasSuffix("?") || receiver.hasSuffix("!") ? "?" : ""
    let parameter = signature.hasReceiver ? "_ value: \(owner.dropFirst(subject.module.count + 1))\(mark)" : ""
    return "import \(subject.module)\n\nfunc job(\(parameter)) async throws {\n\(body)}\n"
  }

  private mutating func one(
    _ title: String, _ fill: Fill, receiver: String = "value", prefix: String = "",
    _ body: (String) -> String
  ) -> UsageVariant {
    let arguments = given(fill)
    let call =
      callee(receiver: receiver, prefix: prefix)
      + "(" + arguments.map(text).joined(separator: ", ") + ")"
    return variant(title, fill, file(body(call), receiver: receiver), arguments, receiver: receiver)
  }

  private func variant(
    _ title: String, _ fill: Fill, _ text: String, _ arguments: [UsageVariant.Given], receiver: String = "value",
    kept: [String] = []
  ) -> UsageVariant {
    UsageVariant(
      title: title + (fill == .all ? "; all arguments" : "; defaults left out"), text: text, expectation: .replaced,
      uses: [UsageVariant.Use(arguments: arguments, receiver: signature.hasReceiver ? receiver : nil)], kept: kept)
  }

  /// Each argument on a line of its own, with a comment.
  private mutating func lines(_ fill: Fill) -> UsageVariant {
    let arguments = given(fill)
    var kept: [String] = []
    var body = "    _ = \(callee(receiver: "value"))("
    for (index, argument) in arguments.enumerated() {
      kept.append("// about argument \(index)")
      body += "\n        \(text(argument))\(index + 1 < arguments.count ? "," : "") // about argument \(index)"
    }
    body += arguments.isEmpty ? ")\n" : "\n    )\n"
    return variant("over lines with comments", fill, file(body), arguments, kept: kept)
  }

  /// Of a property, by `self`.
  private mutating func property(_ fill: Fill) -> UsageVariant {
    let arguments = given(fill)
    let type = owner.dropFirst(subject.module.count + 1)
    let call = "self.value.\(last)(" + arguments.map(text).joined(separator: ", ") + ")"
    let text =
      "import \(subject.module)\n\nstruct Holder {\n    let value: \(type)\n\n    func job() async throws {\n"
      + "        _ = \(call)\n    }\n}\n"
    return variant("of a property, by `self`", fill, text, arguments, receiver: "self.value")
  }

  /// In a closure of a task, which may wait.
  private mutating func closure(_ fill: Fill) -> UsageVariant {
    one("in a task", fill) { "    Task {\n        use(\($0))\n    }\n" }
  }

  /// A last parameter that takes a function, as a closure behind the parentheses and under its label.
  private mutating func trailing() -> [UsageVariant] {
    guard let taker = signature.parameters.last, Self.isFunction(taker.name), subject.fixed[taker.name] == nil,
      !subject.omitted.contains(taker.name)
    else { return [] }
    let others = given(.least).filter { $0.parameter != taker.name }
    let closure = "{ first in first }"
    let value = UsageVariant.Given(parameter: taker.name, label: nil, value: .text(closure))
    let inside = others.map(text).joined(separator: ", ")
    let behind = "\(callee(receiver: "value"))(\(inside)) \(closure)"
    let label = taker.passing == .positionalOnly ? "" : "\(taker.label): "
    let within = "\(callee(receiver: "value"))(\(inside)\(inside.isEmpty ? "" : ", ")\(label)\(closure))"
    return [
      variant("with a closure behind", .least, file("    \(behind)\n"), others + [value]),
      variant("with a closure under its label", .least, file("    \(within)\n"), others + [value]),
    ]
  }

  private static func isFunction(_ name: String) -> Bool {
    ["handler", "callback", "closure", "body", "block", "Handler", "Callback"].contains { name.hasSuffix($0) }
  }

  // MARK: What is none of the library's

  private mutating func strangers() -> [UsageVariant] {
    let arguments = given(.all).map(text).joined(separator: ", ")
    var texts: [(title: String, text: String)] = []
    if signature.hasReceiver {
      texts.append(
        (
          "a member of another type",
          "import \(subject.module)\n\nstruct Stranger {}\n\nfunc job(_ value: Stranger) {\n    _ = value.\(last)(\(arguments))\n}\n"
        ))
    } else {
      let head = path.split(separator: ".").first.map(String.init) ?? path
      let isType = head.unicodeScalars.first?.properties.isUppercase ?? false
      let own = isType ? "struct \(head) {}" : "func \(head)() {}"
      texts.append(
        (
          "a name of the file's own",
          "import \(subject.module)\n\n\(own)\n\nfunc job() {\n    _ = \(path)(\(arguments))\n}\n"
        ))
    }
    texts.append(
      ("only text", "import \(subject.module)\n\n// \(path)(\(arguments))\nlet text = \"\(path)()\"\n"))
    return texts.map { UsageVariant(title: $0.title, text: $0.text, expectation: .untouched, uses: []) }
  }
}
