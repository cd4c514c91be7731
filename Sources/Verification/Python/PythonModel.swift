// A model run by an interpreter that the user named, in a process of its own.

internal import Equivalence
internal import ModelCore
internal import ModelFormats

/// Any model that the interpreter's libraries load.
final class PythonModel: Predictor {
  let name: String
  let columns: [PredictorColumn]?
  let precision: Precision
  private let interpreter: String
  private let child: ChildProcess

  /// - Parameters:
  ///   - selection: the path of the model in what the file holds; nil for the file as a whole, or the only one in it.
  ///   - columns: what the model is known to take from reading it here; nil where that cannot be.
  init(interpreter: String, path: String, selecting selection: String?, like columns: [PredictorColumn]?) throws {
    self.interpreter = interpreter
    do {
      child = try ChildProcess(interpreter, ["-B", "-c", PythonDriver.bootstrap])
    } catch {
      throw VerificationError(
        "\(interpreter) cannot be started (\(error.message))", remedy: "name an interpreter of Python with --python")
    }
    let driver = ContiguousArray(PythonDriver.source.utf8)
    let chosen = selection.map { ",\"select\":\(JSONText.quoted($0))" } ?? ""
    let hello = Message(header: "{\"path\":\(JSONText.quoted(path))\(chosen)}")
    guard child.send(Message.little(Int64(driver.count)) + driver), child.send(hello.bytes) else {
      throw Self.gone(interpreter, child)
    }
    let reply = try Self.reply(child, interpreter, what: "could not load \(path)")
    guard case .text(let name)? = reply.header["name"] else { throw Self.strange(interpreter) }
    self.name = name
    precision = name.contains("XGBoost") ? .single : .double
    if let columns {
      self.columns = columns
    } else if case .array(let names)? = reply.header["columns"] {
      self.columns = names.map { name in
        guard case .text(let text) = name else { return PredictorColumn(name: "", isNamed: false, isText: false) }
        return PredictorColumn(name: text, isNamed: true, isText: false)
      }
    } else {
      self.columns = nil
    }
  }

  func predictions(_ rows: Table, from firstRow: Int) throws -> Predictions {
    let last = firstRow + rows.rowCount
    guard child.send(message(rows).bytes) else { throw Self.gone(interpreter, child) }
    let reply = try Self.reply(
      child, interpreter, what: "has no answer for rows \(firstRow + 1) to \(last)")
    guard let outputs = Self.outputs(reply, rows: rows.rowCount) else { throw Self.strange(interpreter) }
    return Predictions(outputs: outputs, rowCount: rows.rowCount)
  }

  // MARK: Asking

  private func message(_ rows: Table) -> Message {
    let names = (0..<rows.columnCount).map { place in
      JSONText.quoted(columns.flatMap { place < $0.count ? $0[place].name : nil } ?? "x\(place)")
    }
    let start = "{\"rows\":\(rows.rowCount),\"columns\":["
    switch rows {
    case .matrix(let matrix):
      return Message(
        header: start + names.map { "{\"name\":\($0)}" }.joined(separator: ",") + "]}", numbers: matrix.values)
    case .columns(let columns):
      var numbers: ContiguousArray<Double> = []
      let described = zip(names, columns).map { name, column in
        switch column {
        case .numbers(let cells):
          numbers += cells
          return "{\"name\":\(name)}"
        case .strings(let cells):
          let texts = cells.map { $0.map(JSONText.quoted) ?? "null" }.joined(separator: ",")
          return "{\"name\":\(name),\"texts\":[\(texts)]}"
        }
      }
      // Rows of numbers alone are a matrix for the driver, row by row.
      if case .matrix(let matrix) = rows.joined, rows.columnCount > 0 {
        return Message(header: start + described.joined(separator: ",") + "]}", numbers: matrix.values)
      }
      return Message(header: start + described.joined(separator: ",") + "]}", numbers: numbers)
    }
  }

  // MARK: Answers

  private struct Reply {
    var header: JSONValue
    var numbers: ArraySlice<UInt8>
  }

  /// More is no answer to a part of the rows.
  private static let longestReply = 1 << 32

  private static func reply(_ child: ChildProcess, _ interpreter: String, what: String) throws -> Reply {
    guard let length = child.receive(8) else { throw gone(interpreter, child) }
    let size = length.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard size >= 4, size <= longestReply else { throw strange(interpreter) }
    guard let message = child.receive(Int(size)) else { throw gone(interpreter, child) }
    let headerSize = message[..<4].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard headerSize <= message.count - 4,
      let header = try? JSONParser.value(String(decoding: message[4..<(4 + headerSize)], as: UTF8.self))
    else { throw strange(interpreter) }
    if case .text(let error)? = header["error"] {
      throw VerificationError(
        "\(interpreter) \(what) (\(error))", remedy: "name an interpreter that has the model's libraries with --python")
    }
    return Reply(header: header, numbers: ArraySlice(message[(4 + headerSize)...]))
  }

  private static func gone(_ interpreter: String, _ child: ChildProcess) -> VerificationError {
    VerificationError(
      "\(interpreter) ended before it answered (\(child.lastWords()))",
      remedy: "name an interpreter of Python 2.7 or 3.4 and later with --python")
  }

  private static func strange(_ interpreter: String) -> VerificationError {
    VerificationError(
      "\(interpreter) gave no answer of the form that it was asked for",
      remedy: "name an interpreter of Python with --python")
  }

  private static func outputs(_ reply: Reply, rows: Int) -> [Predictions.Output]? {
    guard case .array(let described)? = reply.header["outputs"] else { return nil }
    var numbers = reply.numbers
    var outputs: [Predictions.Output] = []
    for output in described {
      guard case .text(let name)? = output["name"], case .text(let word)? = output["role"],
        let role = Predictions.Role(rawValue: word), case .integer(let width)? = output["columns"],
        (1...(1 << 24)).contains(width), case .text(let kind)? = output["kind"],
        let content = content(kind, output, rows, width, role, &numbers)
      else { return nil }
      outputs.append(.init(name: name, role: role, content: content))
    }
    return outputs
  }

  private static func content(
    _ kind: String, _ output: JSONValue, _ rows: Int, _ width: Int, _ role: Predictions.Role,
    _ numbers: inout ArraySlice<UInt8>
  ) -> Predictions.Content? {
    if kind == "text" {
      guard case .array(let texts)? = output["texts"], texts.count == rows else { return nil }
      return .labels(texts.map { if case .text(let text) = $0 { .string(text) } else { .missing } })
    }
    let size = rows * width * 8
    guard numbers.count >= size else { return nil }
    let words = numbers.prefix(size).withUnsafeBytes { bytes in
      (0..<(rows * width)).map { UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self)) }
    }
    numbers = numbers.dropFirst(size)
    switch (kind, role) {
    case ("integer", .label): return .labels(words.map { .integer(Int(Int64(bitPattern: $0))) })
    case ("boolean", .label): return .labels(words.map { .boolean($0 != 0) })
    case ("number", .label):
      return .labels(words.map { .number(Double(bitPattern: $0)) })
    case ("number", _):
      let values = ContiguousArray(words.map { Double(bitPattern: $0) })
      return .numbers(Matrix(rowCount: rows, columnCount: width, values: values))
    default: return nil
    }
  }
}

/// A message to the driver.
private struct Message {
  var header: String
  var numbers: ContiguousArray<Double> = []

  var bytes: ContiguousArray<UInt8> {
    let text = Array(header.utf8)
    var bytes = Self.little(Int64(4 + text.count + numbers.count * 8))
    bytes.reserveCapacity(12 + text.count + numbers.count * 8)
    bytes += Self.little(Int32(text.count))
    bytes += text
    numbers.withUnsafeBytes { bytes += $0 }
    return bytes
  }

  static func little(_ number: some FixedWidthInteger) -> ContiguousArray<UInt8> {
    withUnsafeBytes(of: number.littleEndian) { ContiguousArray($0) }
  }
}
