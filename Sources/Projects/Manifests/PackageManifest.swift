// What else of a Package.swift moves with a package: products, platforms, the tools version.

package import SourceModel

/// What a package asks of those that depend on it, from one release on.
package struct PackageDemand: Hashable, Sendable {
  /// Products by their old names.
  package var products: [String: String]
  /// The least release of each platform: `macOS` → `14`.
  package var platforms: [String: String]
  /// The least tools version of a manifest that can say so.
  package var tools: String?

  package init(products: [String: String] = [:], platforms: [String: String] = [:], tools: String? = nil) {
    self.products = products
    self.platforms = platforms
    self.tools = tools
  }

  package var isEmpty: Bool { products.isEmpty && platforms.isEmpty && tools == nil }
}

/// A Package.swift, read by its words as the reader of requirements does: no Swift is run and none is parsed.
package struct PackageManifest {
  private let bytes: ContiguousArray<UInt8>
  /// The bytes with all in comments blanked, so that words found are code.
  private let code: ContiguousArray<UInt8>

  package init(_ bytes: ContiguousArray<UInt8>) {
    self.bytes = bytes
    code = Self.withoutComments(bytes)
  }

  /// The edits that meet a demand of the package of that name.
  package func edits(_ demand: PackageDemand, package names: [String]) -> [Edit] {
    let products = productEdits(demand.products, packages: Set(names.map { $0.lowercased() }))
    let platforms = demand.platforms.sorted { $0.key < $1.key }.flatMap { platformEdits($0.key, least: $0.value) }
    let needsTools = !platforms.isEmpty || demand.platforms.isEmpty
    return products + platforms + (needsTools ? demand.tools.flatMap(toolsEdit).map { [$0] } ?? [] : [])
  }

  /// The platforms of a demand that the manifest does not name, where it names any or none.
  package func unnamedPlatforms(_ demand: PackageDemand) -> [String] {
    demand.platforms.keys.sorted().filter { places(of: ".\($0)(").isEmpty }
  }

  /// The platforms that the manifest names, each with its least release and where it stands.
  var deployment: [(platform: String, release: String, offset: Int)] {
    ["iOS", "macOS", "tvOS", "visionOS", "watchOS", "macCatalyst"].flatMap { platform in
      places(of: ".\(platform)(").compactMap { start in
        let first = start + platform.utf8.count + 2
        guard let end = closing(from: first) else { return nil }
        let written = text(first..<(end - 1))
        let number = written.hasPrefix("\"") ? String(written.dropFirst().dropLast()) : Self.number(written)
        // `.when(platforms: [.macOS])` and the like name no release.
        return number.isEmpty ? nil : (platform, number, start)
      }
    }
  }

  // MARK: Products

  /// `.product(name: "Old", package: "name")` names the new product, or goes where its target has that already.
  private func productEdits(_ products: [String: String], packages: Set<String>) -> [Edit] {
    let found = places(of: ".product(").compactMap(product).filter { packages.contains($0.package.lowercased()) }
    var edits: [Edit] = []
    var named = Set(
      found.filter { products[$0.name] == nil }.map { Held(list: list(around: $0.range.start), name: $0.name) })
    for product in found {
      guard let new = products[product.name] else { continue }
      if named.insert(Held(list: list(around: product.range.start), name: new)).inserted {
        edits.append(Edit(product.nameRange, new))
      } else {
        edits.append(Edit(element(product.range), ""))
      }
    }
    return edits
  }

  /// A product that a target names, by the place of its list.
  private struct Held: Hashable {
    var list: Int
    var name: String
  }

  private struct Product {
    var name: String
    var nameRange: ByteRange
    var package: String
    var range: ByteRange
  }

  private func product(at start: Int) -> Product? {
    guard let end = closing(from: start + ".product(".utf8.count) else { return nil }
    let strings = strings(in: start..<end)
    guard strings.count == 2 else { return nil }
    return Product(
      name: text(strings[0]), nameRange: ByteRange(strings[0]), package: text(strings[1]), range: ByteRange(start..<end)
    )
  }

  /// Where the list begins that a place stands in.
  private func list(around place: UInt32) -> Int {
    var depth = 0
    var at = Int(place) - 1
    while at >= 0 {
      if code[at] == UInt8(ascii: "]") { depth += 1 }
      if code[at] == UInt8(ascii: "[") {
        if depth == 0 { return at }
        depth -= 1
      }
      at -= 1
    }
    return 0
  }

  /// An element with its comma, and with its line where it has one for itself.
  private func element(_ range: ByteRange) -> ByteRange {
    var end = Int(range.end)
    while end < code.count, code[end] == 0x20 { end += 1 }
    let hasComma = end < code.count && code[end] == UInt8(ascii: ",")
    end = hasComma ? end + 1 : Int(range.end)
    var start = Int(range.start)
    while start > 0, code[start - 1] == 0x20 || code[start - 1] == 0x09 { start -= 1 }
    while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x0D { end += 1 }
    let isAlone = (start == 0 || code[start - 1] == 0x0A) && end < bytes.count && bytes[end] == 0x0A
    if isAlone { return ByteRange(start..<(end + 1)) }
    if hasComma { return ByteRange(Int(range.start)..<end) }
    // The last of a line: the comma before it goes, too.
    var before = Int(range.start)
    while before > 0, code[before - 1] == 0x20 { before -= 1 }
    let takesComma = before > 0 && code[before - 1] == UInt8(ascii: ",")
    return ByteRange((takesComma ? before - 1 : Int(range.start))..<Int(range.end))
  }

  // MARK: Platforms and tools

  /// `.macOS(.v12)` and `.macOS("12.0")`, raised.
  private func platformEdits(_ platform: String, least: String) -> [Edit] {
    guard let wanted = Version(least, scheme: .semantic) else { return [] }
    return places(of: ".\(platform)(").compactMap { start in
      let first = start + platform.utf8.count + 2
      guard let end = closing(from: first) else { return nil }
      let inside = first..<(end - 1)
      let written = text(inside)
      let isString = written.hasPrefix("\"")
      let number = isString ? String(written.dropFirst().dropLast()) : Self.number(written)
      guard let old = Version(number, scheme: .semantic), old < wanted else { return nil }
      return Edit(ByteRange(inside), isString ? "\"\(least)\"" : ".v" + least.replacingDots)
    }
  }

  /// `12.4` of `.v12_4`.
  private static func number(_ written: String) -> String {
    String(written.drop { !$0.isNumber }.map { $0 == "_" ? "." : $0 })
  }

  /// `// swift-tools-version:5.7` in the first line.
  private func toolsEdit(_ least: String) -> Edit? {
    let line = bytes.prefix { $0 != 0x0A }
    let head = String(decoding: line, as: UTF8.self)
    guard let marker = head.firstRange(of: "swift-tools-version:"), let wanted = Version(least, scheme: .semantic)
    else {
      return nil
    }
    let rest = head[marker.upperBound...]
    let number = rest.drop { $0 == " " }.prefix { $0.isNumber || $0 == "." }
    guard let old = Version(String(number), scheme: .semantic), old < wanted else { return nil }
    let start = head[..<number.startIndex].utf8.count
    return Edit(ByteRange(start..<(start + number.utf8.count)), least)
  }

  // MARK: Bytes

  private static func withoutComments(_ bytes: ContiguousArray<UInt8>) -> ContiguousArray<UInt8> {
    var code = bytes
    var at = 0
    var isString = false
    while at < code.count {
      if code[at] == UInt8(ascii: "\""), at == 0 || code[at - 1] != UInt8(ascii: "\\") { isString.toggle() }
      if !isString, at + 1 < code.count, code[at] == UInt8(ascii: "/"), code[at + 1] == UInt8(ascii: "/") {
        while at < code.count, code[at] != 0x0A {
          code[at] = 0x20
          at += 1
        }
      }
      at += 1
    }
    return code
  }

  private func places(of word: String) -> [Int] {
    let wanted = Array(word.utf8)
    guard code.count >= wanted.count else { return [] }
    return (0...(code.count - wanted.count)).filter { at in
      code[at] == wanted[0] && code[at..<(at + wanted.count)].elementsEqual(wanted)
    }
  }

  /// Behind the parenthesis that closes what was opened before `start`.
  private func closing(from start: Int) -> Int? {
    var depth = 1
    var isString = false
    for at in start..<code.count {
      if code[at] == UInt8(ascii: "\"") { isString.toggle() }
      guard !isString else { continue }
      if code[at] == UInt8(ascii: "(") { depth += 1 }
      if code[at] == UInt8(ascii: ")") { depth -= 1 }
      if depth == 0 { return at + 1 }
    }
    return nil
  }

  /// What stands between quotes in a range.
  private func strings(in range: Range<Int>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start: Int?
    for at in range where code[at] == UInt8(ascii: "\"") {
      if let begin = start {
        found.append(begin..<at)
        start = nil
      } else {
        start = at + 1
      }
    }
    return found
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}

extension String {
  fileprivate var replacingDots: String { String(map { $0 == "." ? "_" : $0 }) }
}
