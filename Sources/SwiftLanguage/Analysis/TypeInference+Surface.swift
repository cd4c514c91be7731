// What a surface says of the parameters of a function that is called.

import Semantics
import SourceModel
import SwiftSyntax

/// A parameter as a surface writes it.
struct SurfaceParameter: Sendable {
  var label: String?
  var type: String

  /// What a function that is given for it takes: `["Module.Request"]` of `(Module.Request) -> Output`.
  var handed: [String]? {
    guard type.first == "(", let end = SurfaceParameter.closing(type[...]) else { return nil }
    let rest = type[type.index(after: end)...].drop { $0 == " " }
    guard rest.hasPrefix("->") else { return nil }
    return SurfaceParameter.split(type[type.index(after: type.startIndex)..<end], at: ",")
  }

  /// The parameters of `_ path: Swift.String = "", use handler: (Module.Request) -> Output`.
  static func parameters(of text: String) -> [SurfaceParameter] { known.value(text) { read($0) } }

  /// Surfaces have few functions that are called, and each is called many times.
  private static let known = NameMemo<[SurfaceParameter]>()

  private static func read(_ text: String) -> [SurfaceParameter] {
    split(text[...], at: ",").compactMap { part in
      let sides = split(part[...], at: ":")
      guard sides.count == 2, let first = sides[0].split(separator: " ").first else { return nil }
      let type = split(sides[1][...], at: "=")[0]
      return SurfaceParameter(label: first == "_" ? nil : String(first), type: type)
    }
  }

  /// Parts between signs outside of brackets and strings, trimmed; of `:` and `=` only the first divides.
  private static func split(_ text: Substring, at sign: Character) -> [String] {
    var parts: [Substring] = []
    var start = text.startIndex
    var depth = 0
    var isQuoted = false
    var last: Character = " "
    for index in text.indices {
      let character = text[index]
      if character == "\"" { isQuoted.toggle() }
      guard !isQuoted else { continue }
      // The `>` of an arrow closes nothing.
      let isArrow = character == ">" && last == "-"
      last = character
      if "([{<".contains(character) { depth += 1 }
      if ")]}>".contains(character), !isArrow { depth -= 1 }
      guard character == sign, depth == 0, sign == "," || parts.isEmpty else { continue }
      parts.append(text[start..<index])
      start = text.index(after: index)
    }
    parts.append(text[start...])
    return parts.map(trimmed).filter { !$0.isEmpty }
  }

  private static func trimmed(_ text: Substring) -> String {
    var rest = text
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }

  private static func closing(_ text: Substring) -> Substring.Index? {
    var depth = 0
    for index in text.indices {
      if text[index] == "(" { depth += 1 }
      if text[index] == ")" {
        depth -= 1
        if depth == 0 { return index }
      }
    }
    return nil
  }
}

extension TypeInference {
  /// What the surface says of the function that is called.
  mutating func surfaceEntry(of site: CallSite) -> APISurface.Entry? {
    guard names.usesLibrary || !names.context.project.isEmpty else { return nil }
    if let name = qualifiedName(of: site.callee) {
      let entry = surfaces.resolve(name)?.entry
      return entry?.kind == .class ? surfaces.resolve(name + ".init")?.entry : entry
    }
    guard let access = CallReader.memberAccess(at: site.callee, in: tree), access.base != site.callee else {
      return inheritedEntry(of: site)
    }
    switch type(of: access.base)?.type {
    case .named(let owner), .optional(.named(let owner)), .metatype(.named(let owner)):
      guard !isProjectMember(access.member, of: owner) else { return nil }
      if surfaces.provides(owner) { return surfaces.resolve("\(owner).\(access.member)")?.entry }
      return names.libraryBases(of: owner).lazy.compactMap { [surfaces] in
        surfaces.resolve("\($0).\(access.member)")?.entry
      }.first
    default: return nil
    }
  }

  private func inheritedEntry(of site: CallSite) -> APISurface.Entry? {
    guard let token = tree.child(.baseName, of: site.callee),
      case .inherited(let owner) = names.meaning(of: tree.text(token), at: site.callee)
    else { return nil }
    return surfaces.resolve("\(owner).\(tree.text(token))")?.entry
  }

  /// The parameter that an argument is for.
  mutating func surfaceParameter(for argument: Argument, of site: CallSite) -> SurfaceParameter? {
    guard let text = surfaceEntry(of: site)?.parameters, !text.isEmpty else { return nil }
    let parameters = SurfaceParameter.parameters(of: text)
    switch argument.form {
    case .labelled(let label), .trailing(let label?): return parameters.first { $0.label == label }
    case .trailing(nil): return parameters.last { $0.handed != nil }
    case .positional:
      let place = site.arguments.filter { $0.form == .positional }.firstIndex(of: argument)
      let plain = parameters.filter { $0.label == nil }
      return place.flatMap { plain.indices.contains($0) ? plain[$0] : nil }
    case .unpacked, .unpackedMapping: return nil
    }
  }

  /// What a library's function hands to a closure that it is given.
  mutating func handedParameter(_ index: Int, of closure: Argument, _ site: CallSite) -> KnownType? {
    guard let handed = surfaceParameter(for: closure, of: site)?.handed, handed.indices.contains(index),
      let type = SwiftType(surface: handed[index]), type != .generic(handed[index])
    else { return nil }
    return KnownType(type: type, evidence: .annotated).step(
      "\(tree.text(site.callee)) hands it", tree.range(site.callee), if: tellsWhy)
  }
}
