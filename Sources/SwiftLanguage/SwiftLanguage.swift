// Swift as the rest of the house sees it.

package import SourceModel

/// The front end for Swift 5.0 to 6.3.
package struct SwiftLanguage: Sendable {
  package init() {}

  package var name: String { "swift" }

  package func parse(_ bytes: ContiguousArray<UInt8>) -> ParsedFile { SwiftTreeReader.parse(bytes) }
}
