// What functions do with their values, in order, for rules that follow one value from call to call.

package import SourceModel

/// One function of a file.
package struct TracedFunction: Sendable {
  /// A parameter, and the class of its value.
  package struct Parameter: Hashable, Sendable {
    package var variable: String
    package var name: String
    package var type: String

    package init(variable: String, name: String, type: String) {
      self.variable = variable
      self.name = name
      self.type = type
    }
  }

  /// Qualified.
  package var name: String
  package var parameters: [Parameter]
  package var body: [TraceStep]
  /// Whether what it gives may hold a value that is followed.
  package var givesObject: Bool

  package init(name: String, parameters: [Parameter], body: [TraceStep], givesObject: Bool) {
    self.givesObject = givesObject
    self.name = name
    self.parameters = parameters
    self.body = body
  }
}

/// One thing that a function does.
package indirect enum TraceStep: Sendable {
  case evaluate(TracedValue)
  case assign(to: TracedValue, TracedValue)
  case element(ElementWrite)
  /// One of several; an empty one stands for none.
  case either([[TraceStep]])
  case loop([TraceStep])
  /// Ends the function, with a value or without.
  case leave(TracedValue?)
}

/// Where a value comes from. A variable is known by a text of the language's own.
package indirect enum TracedValue: Sendable {
  case variable(String)
  /// A field, by its qualified name.
  case field(of: TracedValue, String)
  /// An element, a row, what a pointer leads to.
  case part(TracedValue)
  case call(TracedCall)
  /// Several values in one expression; what it computes, if it is more than a choice among them.
  case several([TracedValue], computes: ByteRange?)
  /// A function that is called where it is written.
  case inlined(parameters: [String], arguments: [TracedValue], body: [TraceStep])
  case nothing
}

package struct TracedCall: Sendable {
  package var node: NodeID
  /// Qualified; of what is not known, as it is written.
  package var name: String
  package var receiver: TracedValue?
  package var arguments: [TracedValue]

  package init(node: NodeID, name: String, receiver: TracedValue?, arguments: [TracedValue]) {
    self.node = node
    self.name = name
    self.receiver = receiver
    self.arguments = arguments
  }
}

/// `target[index] = … source[index] …`.
package struct ElementWrite: Sendable {
  /// One that is read.
  package struct Source: Sendable {
    package var value: TracedValue
    package var index: IndexTerms?
    /// Whether the last index is that of a channel, others having chosen the pixel.
    package var isWithinPixel: Bool
    package var range: ByteRange

    package init(value: TracedValue, index: IndexTerms?, isWithinPixel: Bool, range: ByteRange) {
      self.value = value
      self.index = index
      self.isWithinPixel = isWithinPixel
      self.range = range
    }
  }
  package var target: TracedValue
  package var index: IndexTerms?
  package var sources: [Source]
  /// What is written.
  package var written: ByteRange

  package init(target: TracedValue, index: IndexTerms?, sources: [Source], written: ByteRange) {
    self.target = target
    self.index = index
    self.sources = sources
    self.written = written
  }
}

/// An index as a sum of products: `c * plane + y * width + 2` has the terms `c*plane`, `width*y` and, under no name, 2.
package struct IndexTerms: Hashable, Sendable {
  package var terms: [String: Int]

  package init(_ terms: [String: Int]) { self.terms = terms.filter { $0.value != 0 } }

  package static func constant(_ value: Int) -> IndexTerms { IndexTerms(["": value]) }
  package static func variable(_ name: String) -> IndexTerms { IndexTerms([name: 1]) }

  package static func + (left: IndexTerms, right: IndexTerms) -> IndexTerms {
    IndexTerms(left.terms.merging(right.terms) { $0 &+ $1 })
  }
  package static func - (left: IndexTerms, right: IndexTerms) -> IndexTerms {
    left + IndexTerms(right.terms.mapValues { 0 &- $0 })
  }
  package static func * (left: IndexTerms, right: IndexTerms) -> IndexTerms {
    var product: [String: Int] = [:]
    for (first, count) in left.terms {
      for (second, times) in right.terms {
        let parts = (first.split(separator: "*") + second.split(separator: "*")).sorted()
        product[parts.joined(separator: "*"), default: 0] &+= count &* times
      }
    }
    return IndexTerms(product)
  }

  /// The number that stands alone.
  package var constant: Int { terms[""] ?? 0 }
  package var withoutConstant: IndexTerms { IndexTerms(terms.filter { !$0.key.isEmpty }) }
}
