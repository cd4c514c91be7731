// Examples executed under two interpreters: what counts as the same, and what is told of the rest.

import PythonLanguage
import RuleModel
import SourceModel
import Testing

@testable import Adaptation

@Suite struct `An executed example` {
  @Test(arguments: [
    ("x = 1\nprint(2)", "x = 1\nprint(2)"),
    ("x = float('nan')", "x = float('nan')"),
    ("x = {2, 1}; y = {'a': [1.5]}", "x = {1, 2}; y = {'a': [1.5]}"),
    ("from json import loads as old\nx = old('1')", "from json import loads as new\nx = new('1')"),
  ])
  func `is the same`(before: String, after: String) {
    #expect(problems(before, after) == [])
  }

  @Test(arguments: [
    ("x = 1", "x = 2", "`x` was ['int', '1'] and is ['int', '2']"),
    ("x = 1", "x = True", "`x` was ['int', '1'] and is ['bool', 'True']"),
    ("x = (1,)", "x = [1]", "`x` was ['tuple', ['int', '1']] and is ['list', ['int', '1']]"),
    ("x = 1", "y = 1", "`x` was ['int', '1'] and is not bound"),
    ("print(1)", "print(2)", "it printed 1\n and prints 2\n"),
    ("x = gone", "x = 1", "`before` fails: NameError: name 'gone' is not defined"),
    ("x = 1", "import none_such", "`after` fails: ModuleNotFoundError: No module named 'none_such'"),
    ("import os\nos._exit(3)", "x = 1", "`before` gave no answer: it ended with exit code 3"),
  ])
  func `is not the same`(before: String, after: String, problem: String) {
    #expect(problems(before, after).first == problem)
  }

  @Test func `is stopped when it takes too long`() {
    let clock = ContinuousClock()
    let taken = clock.measure {
      #expect(
        problems("import time\ntime.sleep(60)", "x = 1", limit: .seconds(1)) == [
          "`before` gave no answer: it took too long and was stopped"
        ])
    }
    #expect(taken < .seconds(30))
  }

  @Test func `needs an interpreter that has the library`() throws {
    let python = interpreter(.seconds(60))
    let pair = InterpreterPair(old: python, new: python)
    #expect(try pair.release(of: "json", in: python) >= #require(Release("2.0")))
    #expect(throws: AdaptationError.self) { try pair.release(of: "none_such", in: python) }
    let absent = Interpreter(path: "/nowhere/python", arguments: [])
    #expect(throws: AdaptationError.self) { try pair.release(of: "json", in: absent) }
  }

  private func interpreter(_ limit: Duration) -> Interpreter {
    Interpreter(path: "python3", arguments: ["-I", "-c", ExampleDriver.script], timeLimit: limit)
  }

  private func problems(_ before: String, _ after: String, limit: Duration = .seconds(60)) -> [String] {
    let place = RulePlace(file: "rules/lib/python/2.0.yaml", position: .init(line: 1, column: 1))
    let example = Example(given: nil, before: before, expectation: .becomes(after), place: place)
    let python = interpreter(limit)
    let execution = ExampleExecution(
      example: example, after: after, name: "lib/2.0/old", title: "example 1", module: "json",
      interpreters: InterpreterPair(old: python, new: python), later: nil)
    return execution.failure()?.problems ?? []
  }
}
