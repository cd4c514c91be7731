/// One declaration of a module's interface.
public struct Entry: Codable, Equatable, Comparable {
  public enum Kind: String, Codable {
    case type, function, property, alias, enumCase = "case", imported = "import"
  }

  public var kind: Kind
  public var path: String
  public var detail: String
  public var line: Int

  public init(kind: Kind, path: String, detail: String = "", line: Int = 0) {
    self.kind = kind
    self.path = path
    self.detail = detail
    self.line = line
  }

  public static func < (left: Entry, right: Entry) -> Bool {
    (left.path, left.detail) < (right.path, right.detail)
  }
}

/// A place that somebody should look at.
public struct Remark: Codable, Equatable {
  public var line: Int
  public var text: String

  public init(line: Int, text: String) {
    self.line = line
    self.text = text
  }
}
