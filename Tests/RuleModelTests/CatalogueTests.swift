// What the catalogue knows, and by which names.

import Semantics
import Testing

@testable import RuleModel

@Suite("The catalogue of packs")
struct CatalogueTests {
  static let files = [
    RuleFile(
      path: "scikit-learn/library.yaml",
      text: "modules: [sklearn]\ndistributions: {pip: [scikit-learn, sklearn], conda: [scikit_learn_x]}\n"),
    RuleFile(path: "scikit-learn/python/1.0.yaml", text: "release: \"1.0\"\n"),
    RuleFile(path: "scikit-learn/python/to-onnxruntime.yaml", text: "guide: x\n"),
    RuleFile(path: "numpy/library.yaml", text: "modules: [numpy]\n"),
    RuleFile(path: "numpy/python/1.20.yaml", text: "release: \"1.20\"\n"),
    RuleFile(
      path: "numpy/python/surface/1.20.yaml", text: "surface: \"1.20\"\nlibrary: numpy\nsymbols:\n  numpy.a: value\n"),
    RuleFile(
      path: "numpy/python/surface/2.0.yaml", text: "surface: \"2.0\"\nlibrary: numpy\nsymbols:\n  numpy.b: value\n"),
  ]

  private func catalogue(and more: [RuleFile] = []) throws -> PackCatalogue {
    try PackCatalogue(shipped: [], own: Self.files + more)
  }

  @Test(
    "a library is found by its name, its modules and its distributions",
    arguments: ["scikit-learn", "sklearn", "sklearn.svm", "Scikit_Learn", "scikit.learn", "scikit-learn-X"])
  func found(name: String) throws {
    #expect(try catalogue().library(named: name)?.name == "scikit-learn")
  }

  @Test("a distribution is looked up in its own package system")
  func systems() throws {
    #expect(try catalogue().library(distributedAs: "scikit_learn_x", by: "conda")?.name == "scikit-learn")
    #expect(try catalogue().library(distributedAs: "scikit_learn_x", by: "pip") == nil)
  }

  @Test("an unknown library is refused with the nearest name, or with all")
  func unknown() throws {
    let catalogue = try catalogue()
    #expect(
      throws: RequestError(
        code: .unknownLibrary, message: "no pack knows the library `nunpy`", remedy: "did you mean `numpy`?")
    ) { try catalogue.knownLibrary(named: "nunpy") }
    #expect(
      throws: RequestError(
        code: .unknownLibrary, message: "no pack knows the library `torchvision`",
        remedy: "known are `numpy` and `scikit-learn`")
    ) { try catalogue.knownLibrary(named: "torchvision") }
  }

  @Test("swaps are listed, and one that is not there is refused")
  func swaps() throws {
    let catalogue = try catalogue()
    #expect(catalogue.swaps(of: "scikit-learn", language: "python") == ["onnxruntime"])
    #expect(
      try catalogue.swap(of: "sklearn", to: "onnxruntime", language: TestLanguage()).kind == .swap(to: "onnxruntime"))
    #expect(
      throws: RequestError(
        code: .unknownSwap, message: "no pack puts torch in the place of scikit-learn",
        remedy: "known are `onnxruntime`")
    ) { try catalogue.swap(of: "sklearn", to: "torch", language: TestLanguage()) }
  }

  @Test("the surface of a release is the newest that is no newer")
  func surfaces() throws {
    let catalogue = try catalogue()
    func names(_ release: String) throws -> [String]? {
      try catalogue.surface(of: "numpy", language: "python", at: PackCatalogue.release(release))?.entries.keys.sorted()
    }
    #expect(try names("1.20") == ["numpy.a"])
    #expect(try names("1.26.4") == ["numpy.a"])
    #expect(try names("2.4") == ["numpy.b"])
    #expect(try names("1.19") == nil)
  }

  @Test("a user's surface takes the place of the shipped one")
  func ownSurface() throws {
    let own = RuleFile(
      path: "godwit-rules/numpy/python/surface/2.0.yaml",
      text: "surface: \"2.0\"\nlibrary: numpy\nsymbols:\n  numpy.mine: value\n")
    let surface = try catalogue(and: [own]).surface(of: "numpy", language: "python", at: PackCatalogue.release("2.0"))
    #expect(surface?.entries.keys.sorted() == ["numpy.mine"])
  }

  @Test("a broken file stops the packs of its library, and those of no other")
  func broken() throws {
    let own = RuleFile(path: "rules/numpy/python/2.0.yaml", text: "release: \"2.0\"\nchange: []\n")
    let catalogue = try catalogue(and: [own])
    #expect(throws: RuleErrors.self) { try catalogue.allPacks(of: "numpy", language: TestLanguage()) }
    #expect(try catalogue.allPacks(of: "scikit-learn", language: TestLanguage()).count == 1)
  }

  @Test("the digest follows every byte, the path and the surfaces asked for")
  func digests() throws {
    let plain = try catalogue().digest(of: "numpy", language: "python")
    #expect(try catalogue().digest(of: "numpy", language: "python") == plain)
    let changed = RuleFile(path: "x/numpy/python/2.1.yaml", text: "release: \"2.1\"\n")
    let moved = RuleFile(path: "y/numpy/python/2.1.yaml", text: "release: \"2.1\"\n")
    let digests = [
      plain, try catalogue(and: [changed]).digest(of: "numpy", language: "python"),
      try catalogue(and: [moved]).digest(of: "numpy", language: "python"),
      try catalogue().digest(of: "numpy", language: "python", surfaces: [PackCatalogue.release("2.0")]),
      try catalogue().digest(of: "scikit-learn", language: "python"),
    ]
    #expect(Set(digests).count == digests.count)
    #expect(digests.allSatisfy { $0.description.count == 32 })
  }

  @Test("a digest tells pieces apart by where they end, and every bit by itself")
  func mixing() {
    var one = Digest()
    one.add("ab")
    one.add("c")
    var other = Digest()
    other.add("a")
    other.add("bc")
    #expect(one != other)
    let bytes = ContiguousArray((0..<64).map { UInt8($0) })
    var seen: Set<Digest> = []
    for bit in 0..<(64 * 8) {
      var flipped = bytes
      flipped[bit / 8] ^= 1 << UInt8(bit % 8)
      var digest = Digest()
      digest.add(flipped)
      seen.insert(digest)
    }
    #expect(seen.count == 512)
  }

  @Test("releases compare part by part, padded with zeros")
  func releases() throws {
    #expect(try PackCatalogue.release("1.10") > PackCatalogue.release("1.9"))
    #expect(try PackCatalogue.release("2.0") == PackCatalogue.release("2.0.0"))
    #expect(try PackCatalogue.release("2.0").hashValue == PackCatalogue.release("2.0.0").hashValue)
    #expect(Release("-1.0") == nil && Release("+1") == nil && Release("1..2") == nil && Release("v1") == nil)
  }
}
