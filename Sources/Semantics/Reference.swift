// A use of a named API in a file.

package import SourceModel

/// One place where a file names something of a provided library.
package struct Reference: Hashable, Sendable {
  /// How the place uses the name.
  package enum Use: String, Sendable {
    /// Read as a value: `f = np.product`.
    case load
    /// Called: `np.product(x)`.
    case call
    case store, delete
    case decorator, annotation
    /// The name in an import statement that binds it.
    case imported
    /// The text of a string that names it: `getattr(np, "float_")`, a forward annotation.
    case string
    /// Somewhere inside a longer text (a doctest, a compound forward annotation): only to be pointed at.
    case doctest
  }

  /// What the name stands inside of that makes it safe when missing; such uses are left alone.
  package struct Guards: OptionSet, Hashable, Sendable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }
    // Written out: the standard library's own are looked up at run time where another room asks.
    package init() { rawValue = 0 }
    package init(arrayLiteral elements: Guards...) { rawValue = elements.reduce(0) { $0 | $1.rawValue } }
    package var isEmpty: Bool { rawValue == 0 }
    package func contains(_ member: Guards) -> Bool { rawValue & member.rawValue == member.rawValue }
    /// The body or a handler of `try … except AttributeError/ImportError/Exception`.
    package static let handled = Guards(rawValue: 1)
    /// Under `if hasattr(np, …)` or an equivalent test of the same library.
    package static let tested = Guards(rawValue: 2)
    /// Under a test of the library's version.
    package static let version = Guards(rawValue: 4)
    /// Under `if TYPE_CHECKING`.
    package static let typeChecking = Guards(rawValue: 8)
    /// The name is bound more than once, and not every binding that can reach the place leads to the library: never
    /// rewritten without being asked about.
    package static let rebound = Guards(rawValue: 16)
    /// The code is not compiled as the project stands, so that only its text tells what it names.
    package static let unseen = Guards(rawValue: 32)
    /// The name is that of a declaration of the project's own, which overrides the library's.
    package static let overriding = Guards(rawValue: 64)
    /// The name is that of a type, and no value of it is made here: rules about making one are not about this.
    package static let typeOnly = Guards(rawValue: 128)
    /// Another module that the file imports declares the name, too, so that the use may be of the one or of the other.
    package static let shared = Guards(rawValue: 256)
    /// A string that names the member stands elsewhere than where the member is taken, and may serve others too.
    package static let elsewhere = Guards(rawValue: 512)
  }

  /// How the first name of the chain came to mean the library.
  package enum Route: String, Sendable {
    case moduleImport, nameImport, starImport
    /// Through a name of another module of the project.
    case reExport
    /// Through a local name assigned from the API: `f = np.product; f(x)`.
    case assigned
    /// Through the type of a value: `x.ptp()`.
    case receiver
  }

  /// The whole dotted chain (`np.core.numeric.in1d`), or the name in an import statement, or the string.
  package var node: NodeID
  package var use: Use
  package var route: Route
  package var guards: Guards
  /// The name's number among those of the file, where the language gave it one: equal numbers, equal names.
  package var number: Int32
  /// What many references say alike, in one place for all of them: a file uses few different names many times.
  private var said: Said

  package static var unnumbered: Int32 { -1 }

  package init(
    node: NodeID, name: String, use: Use, route: Route, guards: Guards = [], receiver: TypeFact? = nil,
    part: ByteRange? = nil, number: Int32 = Reference.unnumbered
  ) {
    said = Said(name: name, receiver: receiver, part: part)
    self.number = number
    self.node = node
    self.use = use
    self.route = route
    self.guards = guards
  }

  /// What it means, in full and as the library names it at the place used: `numpy.core.numeric.in1d`.
  package var name: String {
    get { said.name }
    set { said = Said(name: newValue, receiver: said.receiver, part: said.part) }
  }

  /// The type of the receiver, where the route is one.
  package var receiver: TypeFact? {
    get { said.receiver }
    set { said = Said(name: said.name, receiver: newValue, part: said.part) }
  }

  /// The bytes of a string that spell the name, where they are not all of its text: `np.bool8` of
  /// `"Optional[np.bool8]"`.
  package var part: ByteRange? {
    get { said.part }
    set { said = Said(name: said.name, receiver: said.receiver, part: newValue) }
  }

  private final class Said: Hashable, Sendable {
    let name: String
    let receiver: TypeFact?
    let part: ByteRange?

    init(name: String, receiver: TypeFact?, part: ByteRange?) {
      self.name = name
      self.receiver = receiver
      self.part = part
    }

    static func == (left: Said, right: Said) -> Bool {
      left === right || (left.name == right.name && left.receiver == right.receiver && left.part == right.part)
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(name)
      hasher.combine(receiver)
      hasher.combine(part)
    }
  }
}
