// Names that models get from files, and those that are refused.

import InferenceProtocol
import Testing

@testable import Deployment

@Suite("Names of what is deployed")
struct NameTests {
  @Test(
    "a model is named after its file, with what an address can have",
    arguments: [
      ("prices/forest.joblib", "forest"), ("a.b.onnx", "a.b"), ("my model (2).pkl", "my-model-2"),
      ("Übung.onnx", "bung"),
      ("_x_.onnx", "x"), (".onnx", "onnx"), ("日本", "model"), ("", "model"), ("a--b.pkl", "a--b"),
    ])
  func names(path: String, name: String) { #expect(Deployable.name(ofFile: path) == name) }

  @Test(
    "KServe has small letters, digits and `-`, a letter first",
    arguments: [
      ("Forest_2.v1", "forest-2-v1"), ("2024", "model-2024"), ("x-", "x"),
      (String(repeating: "a", count: 70), String(repeating: "a", count: 63)),
    ])
  func serviceNames(name: String, service: String) throws {
    #expect(KServeDeployment.name(name) == service)
    #expect(refusal { () throws(DeploymentError) in try kserve(service) } == nil)
  }

  @Test(
    "other names are refused",
    arguments: ["", "a b", "a/b", "../a", "-a", ".a", "ä", String(repeating: "a", count: 129)])
  func refused(name: String) {
    #expect(
      throws: DeploymentError(
        "`\(name)` cannot name a model in an address", remedy: "give letters, digits, `.`, `_` and `-` with --name")
    ) { try classifier(name) }
  }

  @Test("names that only KServe does not take are refused there", arguments: ["Prices", "a_b", "a.b", "2a", "a-"])
  func refusedService(name: String) {
    #expect(
      refusal { () throws(DeploymentError) in try kserve(name) }
        == "`\(name)` cannot name a service of KServe's; give small letters, digits and `-`, a letter first, at most 63, "
        + "with --name")
  }

  private func kserve(_ name: String) throws(DeploymentError) -> KServeDeployment {
    let deployable = try Deployable(
      name: name, model: [1], signature: .init(inputs: [], outputs: []), rowsAreIndependent: true,
      isForMainProcessor: true)
    return try KServeDeployment(deployable, image: ServerImage("a"), storage: "s3://a/b")
  }

  @Test(
    "a reference of an image has nothing that ends a word or a line",
    arguments: ["", "a b", "a\nRUN x", "a\"", "-a", "${X}", "a'"])
  func images(reference: String) {
    #expect(
      refusal { () throws(DeploymentError) in try ServerImage(reference) }
        == "`\(reference)` is no reference of an image; give one such as godwit-serve:0.1.0")
  }

  @Test("references of images", arguments: ["godwit-serve:0.1.0", "r.example:5000/a/b@sha256:00ff", "a"])
  func goodImages(reference: String) throws { #expect(try ServerImage(reference).reference == reference) }
}
