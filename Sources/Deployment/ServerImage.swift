// The image that has the server's program in it.

/// A reference of an image: `godwit-serve:0.1.0`, `registry.example/team/godwit-serve@sha256:…`.
package struct ServerImage: Equatable, Sendable {
  package let reference: String

  /// Where the server listens in every image.
  static let port = 8080

  /// - Throws: a `DeploymentError` for what no registry takes as a reference.
  package init(_ reference: String) throws(DeploymentError) {
    let isPlain = reference.utf8.allSatisfy { Deployable.isLetterOrDigit($0) || "._-/:@".utf8.contains($0) }
    guard isPlain, let first = reference.utf8.first, Deployable.isLetterOrDigit(first), reference.utf8.count <= 512
    else {
      throw DeploymentError("`\(reference)` is no reference of an image", remedy: "give one such as godwit-serve:0.1.0")
    }
    self.reference = reference
  }
}
