import SwiftParser
import SwiftSyntax

/// Everything there is to say of one file.
public struct Report: Codable, Equatable {
  public var file: String
  public var entries: [Entry]
  public var remarks: [Remark]
  public var members: [String]

  /// Reads a source text.
  public init(file: String, source: String) {
    let tree = Parser.parse(source: source)
    let converter = SourceLocationConverter(file: file, tree: tree)
    let interface = InterfaceCollector(converter: converter)
    interface.walk(tree)
    let remarks = RemarkCollector(converter: converter)
    remarks.walk(tree)
    self.file = file
    entries = interface.entries.sorted()
    self.remarks = remarks.remarks
    members = MemberTable(of: tree).lines
  }
}

/// A source text with its `print` calls turned into calls of a logger.
public func logging(_ source: String, logger: String = "log") -> String {
  let rewriter = LoggingRewriter(logger: logger)
  return rewriter.visit(Parser.parse(source: source)).description
}

/// A line that logs a constant message.
public func logLine(_ message: String, logger: String = "log") -> String {
  let literal = Parser.parse(source: "\"\(message)\"").statements.first?.item.as(StringLiteralExprSyntax.self)
  guard let literal else { return "" }
  return LoggingRewriter.call(logger, message: ExprSyntax(literal)).description
}
