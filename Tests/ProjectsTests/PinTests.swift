// Manifests: text in, pins out.

import SourceModel
import Testing

@testable import Projects

/// Expects the pins of a manifest as `line name versions`, with a channel, role and mark where they are not the usual.
private func expectPins(
  _ file: String, _ text: String, _ expected: [String], notes: [Int] = [], includes: [String] = [],
  kind: ManifestKind? = nil,
  _ location: SourceLocation = #_sourceLocation
) throws {
  let bytes = ContiguousArray(text.utf8)
  let manifest = try #require(Manifest.read(file: file, bytes: bytes, kind: kind), sourceLocation: location)
  #expect(manifest.pins.map(describe) == expected, sourceLocation: location)
  #expect(manifest.notes.map(\.line) == notes, "\(manifest.notes)", sourceLocation: location)
  #expect(manifest.includes.map(\.path) == includes, sourceLocation: location)
  for pin in manifest.pins {
    guard let constraint = pin.constraint else { continue }
    let written = String(decoding: bytes[constraint.range.range], as: UTF8.self)
    #expect(written == pin.specifier, "a constraint's range covers its text", sourceLocation: location)
    #expect(pin.range.contains(constraint.range), sourceLocation: location)
  }
}

private func describe(_ pin: Pin) -> String {
  var words = ["\(pin.line)", pin.distribution]
  if let constraint = pin.constraint { words.append(constraint.text) }
  if pin.channel == .conda { words.append("conda") }
  if pin.role != .runtime { words.append(pin.role.rawValue) }
  if let marker = pin.marker { words.append("; \(marker)") }
  if let address = pin.address { words.append("@ \(address)") }
  if let build = pin.build { words.append("build \(build)") }
  if pin.hasHashes { words.append("hashed") }
  return words.joined(separator: " ")
}

@Suite struct PinTests {
  @Test("Requirements files: every form of line")
  func requirements() throws {
    try expectPins(
      "requirements.txt",
      """
      # the service
      -r base.txt
      --constraint=limits/constraints.txt
      -cother.txt
      -e .
      --index-url https://example.org/simple
      numpy==1.21.6
      Pandas >= 1.3 , < 2   # frames
      scikit_learn[alldeps]~=1.0 ; python_version < "3.10"
      scipy
      torch @ https://example.org/torch.whl
      git+https://github.com/x/y.git#egg=y
      ./local/package
      joblib (>=1.0)
      not a requirement
      PyYAML==6.*;sys_platform=="win32"
      """,
      [
        "7 numpy ==1.21.6", "8 pandas >= 1.3 , < 2", "9 scikit-learn ~=1.0 ; python_version < \"3.10\"", "10 scipy",
        "11 torch @ https://example.org/torch.whl", "14 joblib >=1.0", "16 pyyaml ==6.* ; sys_platform==\"win32\"",
      ], notes: [15], includes: ["base.txt", "limits/constraints.txt", "other.txt"])
  }

  @Test("Requirements files: hashes, continued lines, CRLF and a byte order mark")
  func continuedLines() throws {
    try expectPins(
      "requirements/base.txt",
      "\u{FEFF}numpy==1.21.6 \\\r\n  --hash=sha256:0 \\\r\n  --hash=sha256:1\r\n# x \\\r\npandas>=1.3,\\\r\n  <2\r\n",
      ["1 numpy ==1.21.6 hashed", "5 pandas >=1.3,\\\r\n  <2"])
  }

  @Test("Constraints files say so")
  func constraints() throws {
    try expectPins("constraints-dev.txt", "numpy<2\n", ["1 numpy <2 constraint"])
  }

  @Test("pyproject.toml: the standard tables")
  func standardTables() throws {
    try expectPins(
      "pyproject.toml",
      """
      [build-system]
      requires = ["setuptools>=61", 'numpy==1.21.*']  # to compile
      [project]
      name = "numpy-user"
      requires-python = ">=3.8"
      dependencies = [
        "numpy>=1.20,<2",  # arrays
        'pandas[excel] ~= 1.3; python_version < "3.12"',
        "esc\\u0061ped>=1",
      ]
      optional-dependencies.plot = ["matplotlib"]
      [project.optional-dependencies]
      gpu = ["cupy==9.0"]
      [dependency-groups]
      test = ["pytest>=7", {include-group = "lint"}]
      """,
      [
        "2 setuptools >=61 build", "2 numpy ==1.21.* build", "5 python >=3.8 interpreter", "7 numpy >=1.20,<2",
        "8 pandas ~= 1.3 ; python_version < \"3.12\"", "11 matplotlib optional", "13 cupy ==9.0 optional",
        "15 pytest >=7 development",
      ], notes: [9])
  }

  @Test("pyproject.toml: Poetry, PDM, Hatch, uv, pixi")
  func toolTables() throws {
    try expectPins(
      "pyproject.toml",
      """
      [tool.poetry.dependencies]
      python = "^3.8"
      numpy = "^1.21"
      pandas = {version = "~1.3", extras = ["excel"]}
      scipy = [{version = "1.5.*", python = "<3.8"}, {version = ">=1.7", python = ">=3.8"}]
      local = {path = "../local"}
      [tool.poetry.dependencies.torch]
      version = "*"
      [tool.poetry.group.dev.dependencies]
      pytest = "7.1"
      [tool.pdm.dev-dependencies]
      test = ["hypothesis>=6"]
      [tool.hatch.envs.docs]
      dependencies = ["sphinx==5.0"]
      [tool.uv]
      constraint-dependencies = ["numpy<2"]
      [tool.pixi.dependencies]
      numpy = "1.21.*"
      [tool.ruff]
      select = ["NPY"]
      """,
      [
        "2 python ^3.8 interpreter", "3 numpy ^1.21", "4 pandas ~1.3", "5 scipy 1.5.*", "5 scipy >=1.7", "8 torch *",
        "10 pytest 7.1 development", "12 hypothesis >=6 development", "14 sphinx ==5.0 development",
        "16 numpy <2 constraint", "18 numpy 1.21.* conda",
      ])
  }

  @Test("Broken TOML costs its own lines only")
  func brokenTOML() throws {
    try expectPins(
      "pyproject.toml", "[project]\nname = \nversion = \"1\ndependencies = [\"numpy==1.21.6\"]\n", ["4 numpy ==1.21.6"],
      notes: [2, 3])
  }

  @Test("setup.cfg: lists of lines, extras, one line, comments")
  func setupCfg() throws {
    try expectPins(
      "setup.cfg",
      """
      [metadata]
      name = x
      [options]
      python_requires = >=3.8
      install_requires =
          numpy>=1.20,<2
          # a comment
          pandas; python_version<"3.9"
      tests_require = pytest; hypothesis >= 6
      [options.extras_require]
      plot =
          matplotlib==3.5
      [flake8]
      ignore = numpy==1
      """,
      [
        "4 python >=3.8 interpreter", "6 numpy >=1.20,<2", "8 pandas ; python_version<\"3.9\"", "9 pytest development",
        "9 hypothesis >= 6 development", "12 matplotlib ==3.5 optional",
      ])
  }

  @Test("tox.ini: the dependencies of test environments")
  func tox() throws {
    try expectPins(
      "tox.ini", "[testenv]\ndeps =\n  -r requirements.txt\n  old: numpy==1.21\n  pytest\ncommands = pytest x==1\n",
      ["4 numpy ==1.21 development", "5 pytest development"], includes: ["requirements.txt"])
  }

  @Test("setup.py: literals of the call, a list with a name, nothing else")
  func setupPy() throws {
    try expectPins(
      "setup.py",
      """
      from setuptools import setup
      REQUIRES = ["numpy>=1.20,<2",  # arrays
                  'pandas==1.3.0']
      def other(install_requires=None): return ["scipy==1.0"]
      setup(
          name="x", description="uses numpy==1.0",
          install_requires=REQUIRES,
          tests_require=REQUIRES,
          extras_require={"test": ["pytest"], 'gpu': ["cupy==9.0", f"torch=={V}"]},
          setup_requires=read("requirements.txt"),
          python_requires=">=3.8",
      )
      """,
      [
        "2 numpy >=1.20,<2", "3 pandas ==1.3.0", "9 pytest optional", "9 cupy ==9.0 optional",
        "11 python >=3.8 interpreter",
      ], notes: [9, 10])
  }

  @Test("setup.py: dictionaries for setup(**…), annotated names, strings that have names")
  func setupPyGathered() throws {
    try expectPins(
      "setup.py",
      """
      NUMPY = 'numpy >= 1.17.0'
      UNUSED = "numpy==1.0"
      extras: dict[str, list[str]] = {
          "array": ["numpy >= 1.18"],
      }
      configuration = {
          "name": "x",
          "install_requires": [NUMPY, "scipy >= 1.0", NUMPY.lower()],
          "python_requires": ">=3.8",
      }
      setup(extras_require=extras, **configuration)
      """,
      ["1 numpy >= 1.17.0", "4 numpy >= 1.18 optional", "8 scipy >= 1.0", "9 python >=3.8 interpreter"])
  }

  @Test("noxfile.py: what sessions install")
  func nox() throws {
    try expectPins(
      "noxfile.py", "def tests(session):\n    session.install('numpy==1.21', \"-e\", '.')\n    session.run('x==1')\n",
      ["2 numpy ==1.21 development"])
  }

  @Test("A script's own metadata: dependencies, Pythons, uv's constraints; blanks and line ends of either kind")
  func script() throws {
    let text = """
      #!/usr/bin/env -S uv run
      # /// script
      # requires-python = ">=3.11"
      # dependencies = [
      #   "numpy>=1.21,<2",
      #
      #   'pandas',  # tables
      # ]
      # [tool.uv]
      # constraint-dependencies = ["scipy==1.7"]
      # [project]
      # dependencies = ["torch"]
      # ///
      # dependencies = ["idle"]
      import numpy
      """
    let expected = [
      "3 python >=3.11 interpreter", "5 numpy >=1.21,<2", "7 pandas", "10 scipy ==1.7 constraint",
    ]
    try expectPins("report.py", text, expected, kind: .script)
    try expectPins("report.py", text.replacing("\n", with: "\r\n"), expected, kind: .script)
    try expectPins("report.py", "\u{FEFF}# /// script\n# dependencies=['a==1']\n# ///", ["2 a ==1"], kind: .script)
    let block = "# /// script\n# dependencies = ['a==1']\n# ///\n"
    try expectPins("report.py", block + "\n" + block, [], notes: [2, 6], kind: .script)
  }

  @Test(
    "What is no script's metadata holds nothing",
    arguments: [
      "# /// script\n# dependencies = ['a']\n", "# /// script\n# ///\n",
      "  # /// script\n# dependencies = ['a']\n# ///\n",
      "# /// scripts\n# dependencies = ['a']\n# ///\n", "# /// script\n#dependencies = ['a']\n# ///\n",
      "# /// script\n# dependencies = ['a']\n\n# ///\n",
    ])
  func noScript(text: String) throws {
    #expect(!ScriptMetadata.isHeld(by: ContiguousArray(text.utf8)))
    try expectPins("report.py", text, [], kind: .script)
  }

  @Test("environment.yml: Conda's list, pip's list, both indentations, flow lists")
  func condaEnvironment() throws {
    try expectPins(
      "environment.yml",
      """
      name: scorer  # numpy=1.0
      channels: [conda-forge, defaults]
      dependencies:
      - python=3.8
      - numpy=1.21
      - "pandas >=1.3,<2"
      - conda-forge::scipy=1.7.*=*_openblas
      - joblib 1.1 py38_0
      - scikit-learn[version='>=1']
      - pip
      - pip:
        - -r requirements.txt
        - torch==1.10.0  # old
      variables:
        X: numpy=2
      """,
      [
        "4 python =3.8 conda interpreter", "5 numpy =1.21 conda", "6 pandas >=1.3,<2 conda",
        "7 scipy =1.7.* conda build *_openblas", "8 joblib 1.1 conda build py38_0", "10 pip conda", "13 torch ==1.10.0",
      ], notes: [9], includes: ["requirements.txt"])
    try expectPins(
      "env.yaml", "dependencies: [python=3.9, 'numpy=1.21',\n  scipy]\n",
      ["1 python =3.9 conda interpreter", "1 numpy =1.21 conda", "2 scipy conda"])
  }

  @Test("Dockerfiles: pip and conda in every dress")
  func dockerfile() throws {
    try expectPins(
      "deploy/Dockerfile.gpu",
      #"""
      FROM python:3.8
      # RUN pip install numpy==0.1
      RUN apt-get update && apt-get install -y gcc \
          && pip3 install --no-cache-dir -r requirements.txt numpy==1.21.6 \
             # frames
             "pandas>=1.3,<2" 'scipy~=1.7' \
          && rm -rf /var/cache
      RUN --mount=type=cache,target=/x FOO=1 python -m pip install -i https://x.org/y torch==$TORCH ./wheels/a.whl
      RUN conda install -y -c conda-forge numpy=1.21 python=3.8; mamba install "joblib>=1"
      RUN ["pip", "install", "flask==2.0"]
      RUN <<EOF
      uv pip install uvicorn==0.1
      echo numpy==9
      EOF
      RUN pip install num"py==1.0" > log 2>&1
      CMD ["pip", "install", "numpy==3"]
      """#,
      [
        "4 numpy ==1.21.6", "6 pandas >=1.3,<2", "6 scipy ~=1.7", "9 numpy =1.21 conda",
        "9 python =3.8 conda interpreter",
        "9 joblib >=1 conda", "10 flask ==2.0", "12 uvicorn ==0.1",
      ], notes: [8, 15], includes: ["requirements.txt"])
  }

  @Test("Pipfile: both tables, both forms")
  func pipfile() throws {
    try expectPins(
      "Pipfile",
      """
      [packages]
      numpy = "==1.21.6"
      flask = "*"
      pandas = {version = ">=1.3", extras = ["x"]}
      [dev-packages]
      pytest = "~=7.0"
      [requires]
      python_version = "3.8"
      """,
      ["2 numpy ==1.21.6", "3 flask", "4 pandas >=1.3", "6 pytest ~=7.0 development"])
  }

  @Test("Names are compared as PEP 503 says")
  func names() {
    #expect(normalizedDistribution("Scikit_Learn") == "scikit-learn")
    #expect(normalizedDistribution("zope.interface") == "zope-interface")
    #expect(normalizedDistribution("a-_.b") == "a-b")
  }

  @Test(
    "Any damage to a manifest is survived",
    arguments: [
      ("pyproject.toml", "[project]\ndependencies = [\"numpy>=1.20,<2\", {a = [\"b\"]}]\n[[x.\"y\"]]\nz = '''q'''\n"),
      ("environment.yml", "dependencies:\n  - numpy=1.21\n  - pip:\n    - \"x>=1\" # c\n  - [a, {b: c}]\n"),
      ("Dockerfile", "RUN a && pip install \"numpy==1\" \\\n  'b' <<EOF\nEOF\nRUN [\"pip\", \"install\", \"c\"]\n"),
      ("setup.py", "setup(install_requires=['numpy>=1', \"b\\n\"], extras_require={'a': [f'''x''']})\n"),
      ("setup.cfg", "[options]\ninstall_requires =\n  numpy>=1; x\n[a\nb: c\n"),
      ("requirements.txt", "numpy[a] (>=1,<2) ; m == \"x\" --hash=sha256:1 \\\n  # c\n-r x\nb @ http://c\n"),
    ])
  func damage(file: String, text: String) throws {
    let bytes = ContiguousArray(text.utf8)
    for cut in 0...bytes.count {
      _ = try #require(Manifest.read(file: file, bytes: ContiguousArray(bytes[..<cut])))
      guard cut < bytes.count else { continue }
      for byte in "[]{}\"'\\#\n =:;,-@<".utf8 {
        var changed = bytes
        changed[cut] = byte
        _ = try #require(Manifest.read(file: file, bytes: changed))
      }
    }
  }
}
