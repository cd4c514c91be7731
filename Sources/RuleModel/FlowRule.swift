// What happens to one kind of value on its way, as data: where it begins, which calls change what of it, where it arrives.

package import Semantics

/// Values that are followed, and what of them matters.
package struct FlowRule: Sendable {
  /// What a call does to a value that goes through it.
  package struct Step: Sendable {
    package var was: Signature
    /// The parameter it comes by (`self` for the receiver); nil where the call makes it.
    package var from: String?
    /// The parameter it leaves by, `self`, or `result`.
    package var to: String
    /// The first whose condition holds; none if it stays as it is.
    package var cases: [Effect]
    /// Properties that the value has where it leaves, whatever comes.
    package var own: [String] = []
    /// Whether this is where values are to arrive.
    package var isEnd = false
  }
  /// What becomes of the properties of a value.
  package struct Effect: Sendable {
    package var condition: Condition?
    package var sets: [String: String] = [:]
    /// By property: what each old word becomes.
    package var maps: [String: [String: String]] = [:]
    /// By property, a range such as `0..255`: the parameters it is multiplied by and that are added.
    package var scales: [String: [String]] = [:]
  }
  /// What loops over elements do.
  package struct Elements: Sendable {
    /// Of a target with the channels of a pixel side by side, and with a plane for each channel.
    package var pixels: [String: String] = [:]
    package var planes: [String: String] = [:]
    /// Where the channels are written in the order that is the other way round.
    package var reversed: [String: [String: String]] = [:]
    /// The property that tells what was computed with each element.
    package var computed: String?
  }

  /// Properties in the order in which they are told.
  package var properties: [String]
  /// Classes whose values are followed, wherever they come from.
  package var types: Set<String>
  /// Fields that are the value itself: its elements.
  package var views: Set<String>
  /// Fields that tell a property: by field, the property.
  package var fields: [String: String] = [:]
  /// APIs that look at a value and leave it.
  package var reads: Set<String>
  /// Flags that say nothing of the properties.
  package var ignores: Set<String> = []
  package var steps: [Step]
  package var elements = Elements()
}
