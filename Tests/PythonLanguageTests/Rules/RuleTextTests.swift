// Signatures and patterns as rules write them.

import PythonLanguage
import Semantics
import SourceModel
import Testing

@Suite struct `Signatures are read` {
  private func described(_ text: String) -> String {
    do {
      let signature = try PythonLanguage().signature(text)
      let parameters = signature.parameters.map {
        "\($0.passing.rawValue) \($0.name)" + ($0.defaultValue.map { "=\($0)" } ?? "")
      }
      let head = [signature.name, signature.hasReceiver ? "receiver" : "", signature.returns.map { "-> \($0)" } ?? ""]
      return (head.filter { !$0.isEmpty } + parameters).joined(separator: ", ")
    } catch {
      return "error at \(error.range)"
    }
  }

  @Test func `with every way of passing`() {
    #expect(
      described("numpy.in1d(ar1, ar2, assume_unique=False, *, kind=None)")
        == "numpy.in1d, positionalOrKeyword ar1, positionalOrKeyword ar2, "
        + "positionalOrKeyword assume_unique=False, keywordOnly kind=None"
    )
    #expect(
      described("f.g(a, /, b, *rest, c='x', **more) -> numpy.ndarray")
        == "f.g, -> numpy.ndarray, positionalOnly a, positionalOrKeyword b, variadic rest, "
        + "keywordOnly c='x', keywordVariadic more"
    )
    #expect(
      described("numpy.ndarray.ptp(self, axis=None)") == "numpy.ndarray.ptp, receiver, positionalOrKeyword axis=None")
    #expect(described("numpy.Inf") == "numpy.Inf")
  }

  @Test func `or refused with the place of the fault`() {
    #expect(described("numpy.in1d(ar1,, ar2)").hasPrefix("error at 15"))
    #expect(described("").hasPrefix("error"))
  }
}

@Suite struct `Patterns are read` {
  private func described(_ text: String, _ variables: Set<String> = []) -> String {
    do {
      let pattern = try PythonLanguage().pattern(text, variables: variables)
      let marks = pattern.orderedVariables.map { "\($0.variable)" } + pattern.orderedSymbols.map(\.name)
      return (pattern.isExpression ? "expression: " : "statements: ") + marks.joined(separator: " ")
    } catch {
      return "error at \(error.range)"
    }
  }

  @Test func `with parameters as variables and dotted chains as symbols`() {
    #expect(
      described("numpy.isin(ar1, ar2.T, invert=invert, k=len(ar1))", ["ar1", "ar2", "invert"])
        == #"expression: one("ar1") one("ar2") one("invert") one("ar1") numpy.isin len"#)
    #expect(described("[f(v) for v in x]", ["x"]) == #"expression: one("x") f"#)
    #expect(described("numpy.zeros(3).sum()") == "expression: numpy.zeros")
  }

  @Test func `with variables of their own`() {
    #expect(
      described("foo.bar($x, ..., ...$rest, key=$y)")
        == #"expression: one("x") anything many("rest") one("y") foo.bar"#)
    #expect(described("$x[..., 0]") == #"expression: one("x")"#)
  }

  @Test func `as several statements`() {
    #expect(
      described("with tf.Session() as $s:\n    ...$before\n    $out = $s.run($fetch, feed_dict=$feed)\n")
        == #"statements: one("s") many("before") one("out") one("s") one("fetch") one("feed") tf.Session"#)
  }

  @Test func `or refused`() { #expect(described("numpy.isin(").hasPrefix("error at")) }
}
