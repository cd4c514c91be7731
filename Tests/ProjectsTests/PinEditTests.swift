// Moving pins: text in, edited text out.

import SourceModel
import Testing

@testable import Projects

/// The text with the pins of `numpy` moved to `target`.
private func moved(_ file: String, _ text: String, to target: String, straddle: Bool = false) throws -> String {
  let bytes = ContiguousArray(text.utf8)
  let manifest = try #require(Manifest.read(file: file, bytes: bytes))
  let plan = ProjectManifests(manifests: [manifest])
    .plan(DistributionNames(pip: ["numpy"]), to: try #require(Version(target)), straddle: straddle)
  var result = bytes
  for change in plan.changes.reversed() {
    let new = change.edit.replacement.reduce(into: [UInt8]()) { text, piece in
      switch piece {
      case .literal(let literal): text += literal.utf8
      case .copy(let range): text += bytes[range.range]
      }
    }
    result.replaceSubrange(change.edit.range.range, with: new)
  }
  return String(decoding: result, as: UTF8.self)
}

/// Expects what becomes of a specifier; nil for a pin that is reported, the same text for one left alone.
private func expect(
  _ specifier: String, to target: String, _ dialect: VersionConstraint.Dialect = .python, moves: String?,
  straddles: String?, _ location: SourceLocation = #_sourceLocation
) throws {
  let constraint = try #require(VersionConstraint(specifier, dialect: dialect), sourceLocation: location)
  let pin = Pin(
    distribution: "numpy", channel: .pip, role: .runtime, file: "f", kind: .requirements, line: 1, section: "",
    range: constraint.range, constraint: constraint)
  let version = try #require(Version(target), sourceLocation: location)
  for (straddle, expected) in [(false, moves), (true, straddles)] {
    switch pin.moved(to: version, straddle: straddle) {
    case .edit(_, let now): #expect(now == expected, "straddle: \(straddle)", sourceLocation: location)
    case .unchanged: #expect(specifier == expected, "straddle: \(straddle)", sourceLocation: location)
    case .report: #expect(expected == nil, "straddle: \(straddle)", sourceLocation: location)
    }
  }
}

private func expect(
  _ file: String, _ before: String, to target: String = "2.0", moves: String, straddles: String,
  _ location: SourceLocation = #_sourceLocation
) throws {
  #expect(try moved(file, before, to: target) == moves, sourceLocation: location)
  #expect(try moved(file, before, to: target, straddle: true) == straddles, sourceLocation: location)
  let again = try moved(file, moves, to: target)
  #expect(again == moves, "a second time changes nothing", sourceLocation: location)
}

@Suite struct PinEditTests {
  @Test("A pip specifier keeps its operator and its number of components")
  func pip() throws {
    try expect("==1.21.6", to: "2.0", moves: "==2.0.0", straddles: ">=1.21.6,<3")
    try expect("==1.21", to: "2.0", moves: "==2.0", straddles: ">=1.21,<3")
    try expect("==1.21", to: "2.0.1", moves: "==2.0.1", straddles: ">=1.21,<3")
    try expect("===1.21.6", to: "2.0", moves: "===2.0.0", straddles: ">=1.21.6,<3")
    try expect("==1.21.*", to: "2.0", moves: "==2.0.*", straddles: ">=1.21,<2.1")
    try expect("==1.*", to: "2.0", moves: "==2.*", straddles: ">=1,<3")
    try expect("~=1.21", to: "2.0", moves: "~=2.0", straddles: ">=1.21,<3")
    try expect("~=1.21.0", to: "2.0", moves: "~=2.0.0", straddles: ">=1.21.0,<2.1")
    try expect(">=1.20", to: "2.0", moves: ">=2.0", straddles: ">=1.20")
    try expect(">=1.20.3", to: "2.0", moves: ">=2.0.0", straddles: ">=1.20.3")
    try expect(">1.20", to: "2.0", moves: ">=2.0", straddles: ">1.20")
    try expect(">=1.20,<2", to: "2.0", moves: ">=2.0,<3", straddles: ">=1.20,<3")
    try expect(">=1.20,<2.0", to: "2.4", moves: ">=2.4,<3.0", straddles: ">=1.20,<3.0")
    try expect(">=1.20,<1.22", to: "2.0", moves: ">=2.0,<2.1", straddles: ">=1.20,<2.1")
    try expect(">=1.20,<1.22.0", to: "2.0", moves: ">=2.0,<2.1.0", straddles: ">=1.20,<2.1.0")
    try expect(">=1.20,<2.0.dev0", to: "2.0", moves: ">=2.0,<3.0.dev0", straddles: ">=1.20,<3.0.dev0")
    try expect(">=1.20,<3", to: "2.0", moves: ">=2.0,<3", straddles: ">=1.20,<3")
    try expect("<2", to: "2.0", moves: "<3", straddles: "<3")
    try expect("<=1.26", to: "2.0", moves: "<=2.0", straddles: "<=2.0")
    try expect("!=1.24.0,>=1.20", to: "2.0", moves: "!=1.24.0,>=2.0", straddles: "!=1.24.0,>=1.20")
    try expect(">= 1.20, < 2", to: "2.0", moves: ">= 2.0, < 3", straddles: ">= 1.20, < 3")
    try expect("== 1.21.6", to: "2.0", moves: "== 2.0.0", straddles: ">= 1.21.6, < 3")
  }

  @Test("A pin that is already there or beyond stays, one that cannot get there is reported")
  func limits() throws {
    try expect("==2.0.0", to: "2.0", moves: "==2.0.0", straddles: "==2.0.0")
    try expect(">=2.1", to: "2.0", moves: ">=2.1", straddles: nil)
    try expect("<3", to: "2.0", moves: "<3", straddles: "<3")
    try expect(">=1.20,!=2.0,<2", to: "2.0", moves: nil, straddles: nil)
    try expect("!=2.0", to: "2.0", moves: nil, straddles: nil)
    try expect("1.20|1.21", to: "2.0", .conda, moves: nil, straddles: nil)
    try expect("^1.21 || ^2.0", to: "2.0", .poetry, moves: "^1.21 || ^2.0", straddles: "^1.21 || ^2.0")
    try expect(">=1.9,<1.10", to: "1.10", moves: ">=1.10,<1.11", straddles: ">=1.9,<1.11")
  }

  @Test("Poetry's and Conda's notations keep their style")
  func otherDialects() throws {
    try expect("^1.21", to: "2.0", .poetry, moves: "^2.0", straddles: ">=1.21,<3")
    try expect("^1.21.3", to: "2.0", .poetry, moves: "^2.0.0", straddles: ">=1.21.3,<3")
    try expect("~1.21", to: "2.0", .poetry, moves: "~2.0", straddles: ">=1.21,<2.1")
    try expect("1.21.6", to: "2.0", .poetry, moves: "2.0.0", straddles: ">=1.21.6,<3")
    try expect("1.21.*", to: "2.0", .poetry, moves: "2.0.*", straddles: ">=1.21,<2.1")
    try expect("*", to: "2.0", .poetry, moves: "*", straddles: "*")
    try expect("=1.21", to: "2.0", .conda, moves: "=2.0", straddles: ">=1.21,<2.1")
    try expect("=1.21.*", to: "2.0", .conda, moves: "=2.0.*", straddles: ">=1.21,<2.1")
    try expect("1.21.6", to: "2.0", .conda, moves: "2.0.0", straddles: ">=1.21.6,<3")
  }

  @Test("Requirements files keep comments, spaces, markers and line ends")
  func requirements() throws {
    try expect(
      "requirements.txt",
      "# pinned\r\nNumPy [x] == 1.21.6 ; python_version >= '3.9'  # why\r\npandas==1.3\r\n",
      moves: "# pinned\r\nNumPy [x] == 2.0.0 ; python_version >= '3.9'  # why\r\npandas==1.3\r\n",
      straddles: "# pinned\r\nNumPy [x] >= 1.21.6, < 3 ; python_version >= '3.9'  # why\r\npandas==1.3\r\n")
    try expect(
      "requirements.txt", "numpy\nnumpy==2.1\n", moves: "numpy\nnumpy==2.1\n", straddles: "numpy\nnumpy==2.1\n")
  }

  @Test("Hashes, addresses and build strings belong to one version, and are reported")
  func belongings() throws {
    let hashed = "numpy==1.21.6 --hash=sha256:00\nnumpy @ https://x.org/numpy.whl\n"
    try expect("requirements.txt", hashed, moves: hashed, straddles: hashed)
    let built = "dependencies:\n  - numpy=1.21.6=py38_0\n"
    try expect("environment.yml", built, moves: built, straddles: built)
  }

  @Test("pyproject.toml keeps its quotes and layout")
  func pyproject() throws {
    try expect(
      "pyproject.toml",
      """
      [project]
      dependencies = [
        'numpy>=1.20,<2',  # arrays
      ]
      [tool.poetry.dependencies]
      numpy = {version="^1.21"}
      """,
      moves: """
        [project]
        dependencies = [
          'numpy>=2.0,<3',  # arrays
        ]
        [tool.poetry.dependencies]
        numpy = {version="^2.0"}
        """,
      straddles: """
        [project]
        dependencies = [
          'numpy>=1.20,<3',  # arrays
        ]
        [tool.poetry.dependencies]
        numpy = {version=">=1.21,<3"}
        """
    )
  }

  @Test("setup.py and setup.cfg")
  func setuptools() throws {
    try expect(
      "setup.py", "setup(install_requires=['numpy>=1.20,<2', \"x\"])\n",
      moves: "setup(install_requires=['numpy>=2.0,<3', \"x\"])\n",
      straddles: "setup(install_requires=['numpy>=1.20,<3', \"x\"])\n")
    try expect(
      "setup.cfg", "[options]\ninstall_requires =\n\tnumpy~=1.21\n",
      moves: "[options]\ninstall_requires =\n\tnumpy~=2.0\n",
      straddles: "[options]\ninstall_requires =\n\tnumpy>=1.21,<3\n")
  }

  @Test("A flow list's item is quoted when it comes to hold a comma")
  func environment() throws {
    try expect(
      "environment.yml", "dependencies:\n  - numpy=1.21  # old\n  - pip: [x]\n",
      moves: "dependencies:\n  - numpy=2.0  # old\n  - pip: [x]\n",
      straddles: "dependencies:\n  - numpy>=1.21,<2.1  # old\n  - pip: [x]\n")
    try expect(
      "environment.yml", "dependencies: [numpy=1.21, x]\n", moves: "dependencies: [numpy=2.0, x]\n",
      straddles: "dependencies: ['numpy>=1.21,<2.1', x]\n")
  }

  @Test("A shell word is quoted when it comes to hold a comparison")
  func dockerfile() throws {
    try expect(
      "Dockerfile", "RUN pip install numpy==1.21.6 \\\n  && pip install \"numpy[x]>=1.20,<2\"\n",
      moves: "RUN pip install numpy==2.0.0 \\\n  && pip install \"numpy[x]>=2.0,<3\"\n",
      straddles: "RUN pip install 'numpy>=1.21.6,<3' \\\n  && pip install \"numpy[x]>=1.20,<3\"\n")
    try expect(
      "Dockerfile", "RUN [\"pip\", \"install\", \"numpy==1.21.6\"]\n",
      moves: "RUN [\"pip\", \"install\", \"numpy==2.0.0\"]\n",
      straddles: "RUN [\"pip\", \"install\", \"numpy>=1.21.6,<3\"]\n")
  }
}
