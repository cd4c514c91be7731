// Every number of a report comes out of the command that is printed beside it: the commands are run.

import Foundation
import Testing

@testable import CommandLine

@Suite("Commands beside numbers")
struct ReproductionTests {
  /// A service in a folder whose name a shell would take apart, with packs and patterns that the numbers depend on.
  private final class Service {
    let scratch = ScratchFolder()
    private var known: [String: String] = [:]

    init(_ name: String) {
      let service = CommandCase.folder.deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Corpus/migration/\(name)/before").path
      scratch.shell("cp -R '\(service)' '\(scratch.project.path)/my service'")
      scratch.write("import numpy\nnumpy.product([1])\n", to: "my service/old/left_out.py")
      scratch.write("import mylib\nmylib.old_name()\n", to: "my service/own.py")
      scratch.write("mylib==1.0\n", to: "my service/requirements-own.txt")
      scratch.write("release: \"2.0\"\nrename:\n  mylib.old_name: mylib.new_name\n", to: "packs/mylib/python/2.0.yaml")
    }

    deinit { scratch.remove() }

    /// What the program prints, run by a shell as the report has it.
    func output(_ command: String) -> String {
      if let known = known[command] { return known }
      let shown = command.hasPrefix("godwit ") ? "'\(Program.path)'" + command.dropFirst("godwit".count) : command
      let steps = scratch.run("/bin/bash", ["-c", shown], input: "")
      #expect(steps.first?.rest == "0", "\(command): \(steps.map(\.body))")
      let text = steps.first { $0.kind == .out }?.body ?? ""
      known[command] = text
      return text
    }

    func lastLine(_ command: String) -> String {
      output(command).split(separator: "\n").last.map(String.init) ?? ""
    }
  }

  private static let options = "--exclude 'old' --rules packs"
  private static let assess = "godwit assess 'my service' --to numpy==2.0 --to mylib==2.0 --to onnxruntime \(options)"

  private func numbers(_ text: String) -> [String] {
    text.split(whereSeparator: { !$0.isNumber }).map(String.init)
  }

  /// Says it where a number is not among those that the command gives.
  private func expect(_ numbers: [String], from command: String, _ service: Service) {
    let found = self.numbers(service.lastLine(command))
    for number in numbers {
      #expect(found.contains(number), "\(number), and `\(command)` ends with: \(service.lastLine(command))")
    }
  }

  @Test(
    "Markdown, text and a page print the same rows, and each row's command gives its numbers", .timeLimit(.minutes(5)))
  func rows() throws {
    let service = Service("churn-flask")
    let markdown = service.output("\(Self.assess) --format markdown")
    let text = service.output(Self.assess)
    let page = service.output("\(Self.assess) --format html").replacingOccurrences(of: "&#39;", with: "'")
    var commands: Set<String> = []
    var columns: [String] = []
    for line in markdown.split(separator: "\n") {
      guard line.hasPrefix("| "), !line.hasPrefix("| ---") else { continue }
      let cells = line.dropFirst(2).dropLast(2).components(separatedBy: " | ")
      guard let command = cells.last, command.hasPrefix("godwit assess"), command.contains("--list") else {
        columns = cells
        continue
      }
      commands.insert(command)
      #expect(command.contains("--exclude old --rules packs"), "\(command)")
      let counted = zip(columns, cells).filter { name, _ in
        ["Files", "Lines", "Bytes", "Inputs", "How much", "automatic", "review", "blocked", "unknown"].contains(name)
      }
      #expect(!counted.isEmpty || command.contains("version:"), "\(line)")
      expect(counted.flatMap { numbers($0.1) }, from: command, service)
      for shown in [text, page] { #expect(shown.contains(command), "\(command)") }
      let inText = text.split(separator: "\n").first { $0.hasSuffix(command) } ?? ""
      #expect(numbers(String(inText)) == numbers(cells.joined(separator: " ")), "\(inText)")
    }
    #expect(commands.count > 15)
    #expect(!markdown.contains("left_out"))
  }

  @Test("each object of JSON that holds numbers holds their command", .timeLimit(.minutes(5)))
  func json() throws {
    let service = Service("fraud-booster")
    let document = try JSONSerialization.jsonObject(
      with: Data(service.output("\(Self.assess) --format json").utf8))
    var count = 0
    for object in objects(document) {
      let own = object.flatMap { key, value in
        key == "items" || key == "open" || key == "uses" ? [] : integers(value)
      }
      // The counts of a target stand in an object of their own, inside of the target's.
      guard !own.isEmpty, object["automatic"] == nil else { continue }
      guard let again = object["again"] as? String else {
        // The uses of a name are told by the target around it.
        #expect(object["uses"] != nil, "\(object)")
        continue
      }
      count += 1
      expect(own, from: again, service)
    }
    #expect(count >= 10)
  }

  @Test("SARIF counts by rule, and the bill of materials by component, each with its command", .timeLimit(.minutes(5)))
  func logs() throws {
    let service = Service("churn-flask")
    let log = try JSONSerialization.jsonObject(with: Data(service.output("\(Self.assess) --format sarif").utf8))
    var results: [String: Int] = [:]
    for result in objects(log) {
      guard let rule = result["ruleId"] as? String else { continue }
      results[rule, default: 0] += result["occurrenceCount"] as? Int ?? 1
    }
    let rules = objects(log).filter { $0["shortDescription"] != nil }
    #expect(rules.count >= 3)
    for rule in rules {
      let id = try #require(rule["id"] as? String)
      let properties = try #require(rule["properties"] as? [String: Any])
      let count = try #require(properties["count"] as? Int)
      #expect(results[id] == count, "\(id)")
      let standing = try #require(id.split(separator: "/").last)
      let line = service.lastLine(try #require(properties["again"] as? String))
      #expect(", \(line)".contains(", \(count) \(standing)"), "\(id): \(line)")
    }
    let bill = try JSONSerialization.jsonObject(with: Data(service.output("\(Self.assess) --format bom").utf8))
    var models = 0
    for component in objects(bill) where component["properties"] != nil {
      let properties = (component["properties"] as? [[String: String]] ?? []).reduce(into: [:]) {
        $0[$1["name"] ?? ""] = $1["value"]
      }
      let again = try #require(properties["godwit:again"], "\(component)")
      if let bytes = properties["godwit:bytes"] {
        models += 1
        expect([bytes], from: again, service)
      } else {
        #expect(service.lastLine(again) == component["version"] as? String ?? "unknown")
      }
    }
    #expect(models == 1)
  }

  @Test(
    "a migration says each number once more with its command, on the terminal and on a page", .timeLimit(.minutes(5)))
  func migration() throws {
    let service = Service("churn-flask")
    let migrate = "godwit migrate 'my service' --to onnxruntime --rows 4000 \(Self.options)"
    let text = service.output("\(migrate) --html page.html")
    let page = (service.scratch.text(of: "page.html") ?? "").replacingOccurrences(of: "&#39;", with: "'")
    let lines = text.split(separator: "\n").map(String.init)
    let start = try #require(lines.firstIndex(of: "The same again:"))
    let whole = { (text: String) in text.replacingOccurrences(of: "$PWD", with: service.scratch.project.path) }
    var entries: [(what: String, command: String)] = []
    for place in stride(from: start + 1, to: lines.count - 1, by: 2) {
      entries.append((String(lines[place].dropFirst(2).dropLast()), whole(String(lines[place + 1].dropFirst(4)))))
    }
    #expect(entries.first?.command == "\(migrate) --html page.html".replacingOccurrences(of: "'old'", with: "old"))
    #expect(entries.count == 8)
    for (what, command) in entries.dropFirst() {
      #expect(page.contains(command), "not on the page: \(command)")
      if command.hasPrefix("godwit verify") {
        let verdict = service.output(command)
        #expect(what.contains("equivalent on ") && verdict.contains("equivalent"), "\(verdict)")
        let rows = numbers(what.components(separatedBy: "equivalent on ").last ?? "").first
        #expect(rows.map(numbers(verdict).contains) == true, "\(what): \(verdict)")
      } else {
        #expect(service.lastLine(command) == what, "\(command)")
        #expect(command.contains("--rows 4000"))
      }
    }
    // What the report says above, the list says too.
    let ledger = entries.first { $0.command.hasSuffix("--list uses") }?.what ?? "none"
    #expect(lines[..<start].contains(ledger))
    let files = entries.first { $0.command.hasSuffix("--list files") }?.what ?? "none"
    #expect(lines[..<start].contains { $0.hasPrefix(files + ". ") })
  }

  // MARK: JSON

  private func objects(_ value: Any) -> [[String: Any]] {
    if let object = value as? [String: Any] { return [object] + object.values.flatMap(objects) }
    return (value as? [Any] ?? []).flatMap(objects)
  }

  private func integers(_ value: Any) -> [String] {
    if let number = value as? Int { return [String(number)] }
    guard let counts = value as? [String: Any] else { return [] }
    return counts.values.compactMap { $0 as? Int }.map(String.init)
  }
}
