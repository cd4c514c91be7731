// What a pickle of several values is taken apart into, and what cannot be.

import Foundation
import Testing

@testable import ModelFormats

@Suite("Bundles of models and plain values")
struct ModelBundleTests {
  private static func bundle(_ name: String) throws -> ModelBundle? {
    let path = Fixtures.root.appending(path: "Corpus/models/held/\(name)").path()
    return ModelBundle(try Pickle.read(try ModelFile(path: path).source))
  }

  @Test("the values of a dictionary, whatever the protocol", arguments: ["0", "2", "5"])
  func dictionary(number: String) throws {
    let bundle = try #require(try Self.bundle("dictionary.\(number).pkl"))
    #expect(bundle.container == .dictionary && bundle.obstacle == nil)
    #expect(bundle.parts.map(\.key) == ["model", "features", "threshold"])
    #expect(bundle.parts.map(\.isEstimator) == [true, false, false])
    #expect(bundle.plainText == "{\n  \"features\": [\"a\", \"b\", \"c\"],\n  \"threshold\": 0.5\n}\n")
  }

  @Test("a pickle of an object of the user's, of data or of one estimator is none")
  func others() throws {
    for name in ["object.pkl", "data.pkl", "several.joblib"] {
      #expect(try Self.bundle(name)?.container == nil, "\(name)")
    }
  }

  /// `{"model": sklearn.svm._classes.SVC(), "x": …}` with opcodes of protocol 0 for the value.
  private static func with(_ value: String) throws -> ModelBundle? {
    let text = "(dS'model'\ncsklearn.svm._classes\nSVC\n(tRsS'x'\n\(value)s."
    return ModelBundle(try Pickle.read(Bytes(ContiguousArray(text.utf8))))
  }

  @Test(
    "what JSON would not give back as it was stands in the way, by name",
    arguments: [
      ("(I1\nI2\nt", "a tuple"), ("cdatetime\ndate\n(S'abc'\ntR", "datetime.date"), ("Fnan\n", "nan"),
      ("(dI1\nI2\ns", "keys are no text"), ("cservice\nload\n", "global"),
    ])
  func obstacles(value: String, what: String) throws {
    let bundle = try #require(try Self.with(value))
    #expect(
      bundle.obstacle?.contains("`x`") == true && bundle.obstacle?.contains(what) == true, "\(bundle.obstacle ?? "")")
  }

  @Test(
    "plain values are written as JSON has them",
    arguments: [
      ("N", "null"), ("I01\n", "true"), ("I-7\n", "-7"), ("F0.1\n", "0.1"), ("F3.0\n", "3.0"),
      ("V\\u00e9\"\n", "\"é\\\"\""),
      ("(dS'a'\n(lI1\naNas", "{\"a\": [1, null]}"),
    ])
  func plain(value: String, json: String) throws {
    let bundle = try #require(try Self.with(value))
    #expect(bundle.plainText == "{\n  \"x\": \(json)\n}\n", "\(bundle.obstacle ?? "")")
  }
}
