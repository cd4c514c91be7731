// Versions and constraints: order, spellings, and what is let in.

import Testing

@testable import Projects

private func expectAscending(
  _ texts: [String], _ scheme: Version.Scheme = .python, _ location: SourceLocation = #_sourceLocation
) {
  let versions = texts.compactMap { Version($0, scheme: scheme) }
  #expect(versions.count == texts.count, sourceLocation: location)
  for (low, lower) in versions.enumerated() {
    for (high, higher) in versions.enumerated() {
      #expect((lower < higher) == (low < high), "\(lower) < \(higher)", sourceLocation: location)
      #expect((lower == higher) == (low == high), "\(lower) == \(higher)", sourceLocation: location)
    }
  }
}

private func expectEqual(_ texts: [String], _ location: SourceLocation = #_sourceLocation) {
  let versions = texts.compactMap { Version($0) }
  #expect(versions.count == texts.count, sourceLocation: location)
  #expect(Set(versions).count == 1, "\(texts)", sourceLocation: location)
}

/// Expects that a constraint lets in some versions and keeps out others.
private func expect(
  _ constraint: String, _ dialect: VersionConstraint.Dialect = .python, admits: [String] = [], rejects: [String] = [],
  lowerBound: String? = nil, _ location: SourceLocation = #_sourceLocation
) throws {
  let read = try #require(VersionConstraint(constraint, dialect: dialect), sourceLocation: location)
  for text in admits {
    let version = try #require(Version(text), sourceLocation: location)
    #expect(read.admits(version), "\(constraint) admits \(text)", sourceLocation: location)
  }
  for text in rejects {
    let version = try #require(Version(text), sourceLocation: location)
    #expect(!read.admits(version), "\(constraint) rejects \(text)", sourceLocation: location)
  }
  if let lowerBound { #expect(read.lowerBound?.text == lowerBound, sourceLocation: location) }
}

@Suite struct VersionTests {
  @Test("PEP 440 versions have PEP 440's order")
  func order() {
    expectAscending([
      "1.0.dev456", "1.0a1", "1.0a2.dev456", "1.0a12.dev456", "1.0a12", "1.0b1.dev456", "1.0b2", "1.0b2.post345.dev456",
      "1.0b2.post345", "1.0rc1.dev456", "1.0rc1", "1.0", "1.0+abc.5", "1.0+abc.7", "1.0+5", "1.0.post456.dev34",
      "1.0.post456", "1.1.dev1", "1.1", "1.9", "1.10", "1.21.6", "2.0", "2.0.1", "10.0", "1!0.1",
    ])
  }

  @Test("Semantic versions have Semantic Versioning's order")
  func semanticOrder() {
    expectAscending(
      [
        "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1",
        "1.0.0", "1.2.0", "1.10.0", "600.0.1",
      ], .semantic)
    #expect(Version("1.0.0+a", scheme: .semantic) == Version("1.0.0+b", scheme: .semantic))
  }

  @Test("Spellings of one version are equal, and 1.10 is not 1.1")
  func spellings() {
    expectEqual(["2", "2.0", "2.0.0", "v2", " 2.0 ", "02.00"])
    expectEqual(["1.0a1", "1.0.alpha1", "1.0-ALPHA_1", "1.0.0a.1", "1.0a01"])
    expectEqual(["1.0rc1", "1.0c1", "1.0pre1", "1.0.preview-1"])
    expectEqual(["1.0.post1", "1.0-1", "1.0.rev1", "1.0r1"])
    expectEqual(["1.0.dev0", "1.0dev", "1.0-dev"])
    expectEqual(["1.0+ubuntu.1", "1.0+ubuntu-1", "1.0+UBUNTU_1"])
    #expect(Version("1.10") != Version("1.1"))
  }

  @Test(
    "What is no version is not read", arguments: ["", "x", "1.", "1..0", "1.0-", "1.0+", "1.0 2", "1.0*", ">=1", "1!"])
  func malformed(text: String) {
    #expect(Version(text) == nil)
  }

  @Test("PEP 440 specifiers let in what pip lets in")
  func specifiers() throws {
    try expect(">=1.20,<2", admits: ["1.20", "1.26.4"], rejects: ["1.19", "2", "2.0rc1"], lowerBound: "1.20")
    try expect(
      "==1.21.*", admits: ["1.21", "1.21.6", "1.21rc1"], rejects: ["1.2", "1.210", "1.22"], lowerBound: "1.21")
    try expect("==1.21", admits: ["1.21", "1.21.0", "1.21+local"], rejects: ["1.21.1"])
    try expect("==1.21+local", admits: ["1.21+local"], rejects: ["1.21"])
    try expect("~=1.21", admits: ["1.21", "1.99"], rejects: ["1.20", "2.0"], lowerBound: "1.21")
    try expect("~=1.21.3", admits: ["1.21.3", "1.21.9"], rejects: ["1.21.2", "1.22"])
    try expect("!=1.24.*, >= 1.20", admits: ["1.23", "1.25"], rejects: ["1.24.1"])
    try expect(">1.7", admits: ["1.8", "1.7.1"], rejects: ["1.7.0.post1", "1.7+x"])
    try expect("<2", admits: ["1.99"], rejects: ["2.0", "2.0a1"])
    try expect("===1.21.6", admits: ["1.21.6"], rejects: ["1.21.6.0"])
    try expect("== 2.0", admits: ["2.0.0"])
  }

  @Test("Conda's match specifications let in what Conda lets in")
  func conda() throws {
    try expect("=1.21", .conda, admits: ["1.21", "1.21.6"], rejects: ["1.2", "1.22"], lowerBound: "1.21")
    try expect("==1.21", .conda, admits: ["1.21.0"], rejects: ["1.21.6"])
    try expect("1.21.*", .conda, admits: ["1.21.6"], rejects: ["1.22"])
    try expect(">=1.20,<2|>=3", .conda, admits: ["1.21", "3.1"], rejects: ["2.1"], lowerBound: "1.20")
    try expect("*", .conda, admits: ["0.1", "9"])
  }

  @Test("Poetry's constraints let in what Poetry lets in")
  func poetry() throws {
    try expect("^1.21", .poetry, admits: ["1.21", "1.99"], rejects: ["1.20", "2.0"], lowerBound: "1.21")
    try expect("^0.3.1", .poetry, admits: ["0.3.9"], rejects: ["0.4"])
    try expect("^0.0.3", .poetry, admits: ["0.0.3"], rejects: ["0.0.4"])
    try expect("~1.21.3", .poetry, admits: ["1.21.9"], rejects: ["1.22"])
    try expect("~1.21", .poetry, admits: ["1.21.9"], rejects: ["1.22"])
    try expect("~1", .poetry, admits: ["1.9"], rejects: ["2.0"])
    try expect("1.21.6", .poetry, admits: ["1.21.6"], rejects: ["1.21.7"])
    try expect("^1.21 || ^2.0", .poetry, admits: ["1.22", "2.3"], rejects: ["3.0"], lowerBound: "1.21")
    try expect(">=1.20 <2.0", .poetry, admits: ["1.26"], rejects: ["2.0"])
  }

  @Test(
    "What is no constraint of its dialect is not read",
    arguments: ["1.21", "=1.21", "^1.21", "==", ">=1.20 <2", ">=1.20,<", "~=1", ">=1.*", "==1.2*", "== $VERSION"])
  func malformedConstraint(text: String) {
    #expect(VersionConstraint(text) == nil)
  }
}
