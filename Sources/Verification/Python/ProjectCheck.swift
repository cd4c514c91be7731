// A project's own tests, or its entry point, run by an interpreter that the user names, in a copy of the project.

/// One run of a project's check.
package struct ProjectCheck: Sendable {
  /// A file of the copy that is not the project's: where it stands, and where its bytes are.
  package struct Replacement: Hashable, Sendable {
    package var path: String
    package var source: String

    package init(path: String, source: String) {
      self.path = path
      self.source = source
    }
  }

  package struct Outcome: Hashable, Sendable {
    package var code: Int32
    /// What the check printed.
    package var output: ContiguousArray<UInt8>

    package init(code: Int32, output: ContiguousArray<UInt8>) {
      self.code = code
      self.output = output
    }

    /// The last line that says something, without how long it took.
    package var lastLine: String {
      let text = String(decoding: output, as: UTF8.self)
      let line = text.split(whereSeparator: \.isNewline).last { $0.contains { $0.isLetter } } ?? ""
      return line.firstRange(of: " in ").map { String(line[..<$0.lowerBound]) } ?? String(line)
    }
  }

  /// Why a check could not be run.
  package struct Failure: Error, CustomStringConvertible {
    package var description: String
  }

  package var interpreter: String
  package var arguments: [String]
  package var root: String
  package var replacements: [Replacement] = []

  package init(interpreter: String, arguments: [String], root: String) {
    self.interpreter = interpreter
    self.arguments = arguments
    self.root = root
  }

  /// Copies the project, puts the replacements in, runs the interpreter in the copy, and throws the copy away.
  package func run() throws(Failure) -> Outcome {
    let files = replacements.flatMap { [$0.path, $0.source] }
    let child: ChildProcess
    do {
      child = try ChildProcess(
        interpreter, ["-c", Self.driver, root, "\(replacements.count)"] + files + arguments)
    } catch {
      throw Failure(description: "\(interpreter) could not be started: \(error.message)")
    }
    guard let head = child.receive(8), let count = Self.number(head[4..<8]), let code = Self.number(head[0..<4]),
      let output = child.receive(Int(count))
    else { throw Failure(description: "\(interpreter): \(child.lastWords())") }
    return Outcome(code: Int32(truncatingIfNeeded: code), output: output)
  }

  private static func number(_ bytes: ContiguousArray<UInt8>.SubSequence) -> UInt32? {
    guard bytes.count == 4 else { return nil }
    return bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// For Python 3.4 and later. Version control, journals and environments stay behind; half an hour is the end.
  private static let driver = #"""
    import os, shutil, struct, subprocess, sys, tempfile
    root, count = sys.argv[1], int(sys.argv[2])
    files, arguments = sys.argv[3:3 + 2 * count], sys.argv[3 + 2 * count:]
    answer = os.fdopen(os.dup(1), "wb")
    def left(folder, names):
        return [name for name in names if name in (".git", ".hg", ".godwit", "__pycache__", "node_modules", ".tox")
                or os.path.exists(os.path.join(folder, name, "pyvenv.cfg"))]
    work = tempfile.mkdtemp(prefix="godwit-check-")
    try:
        copy = os.path.join(work, os.path.basename(os.path.abspath(root)))
        shutil.copytree(root, copy, symlinks=True, ignore=left)
        for path, source in zip(files[::2], files[1::2]):
            place = os.path.join(copy, path)
            if not os.path.isdir(os.path.dirname(place)):
                os.makedirs(os.path.dirname(place))
            shutil.copyfile(source, place)
        surroundings = dict(os.environ, PYTHONDONTWRITEBYTECODE="1", PYTHONHASHSEED="0")
        try:
            ended = subprocess.Popen([sys.executable] + arguments, cwd=copy, env=surroundings, stdin=subprocess.DEVNULL,
                                     stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            said = ended.communicate(timeout=1800)[0]
            code = ended.returncode
        except subprocess.TimeoutExpired:
            ended.kill()
            said, code = b"it did not end within half an hour", 124
        answer.write(struct.pack("<iI", code, len(said)) + said)
        answer.flush()
    finally:
        shutil.rmtree(work, ignore_errors=True)
    """#
}
