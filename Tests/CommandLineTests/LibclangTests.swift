// What becomes of a run where libclang crashes on a file, and where there is none.

import Foundation
import Testing

@Suite("libclang")
struct LibclangTests {
  private static let real = (11...40).reversed().lazy.map { "/usr/lib/llvm-\($0)/lib/libclang.so.1" }.first {
    FileManager.default.fileExists(atPath: $0)
  }

  /// A library that is libclang, but for files that hold a mark: on these it ends the process.
  private static let crashing = """
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <stdlib.h>
    #include <string.h>
    struct CXUnsavedFile { const char *name; const char *bytes; unsigned long length; };
    typedef int (*Parse)(void *, const char *, const char *const *, int, struct CXUnsavedFile *, unsigned, unsigned,
                         void **);
    int clang_parseTranslationUnit2(void *index, const char *path, const char *const *arguments, int argument_count,
                                    struct CXUnsavedFile *files, unsigned file_count, unsigned options, void **unit) {
      for (unsigned file = 0; file < file_count; file++)
        if (!strcmp(files[file].name, path) && memmem(files[file].bytes, files[file].length, "CRASH_HERE", 10)) abort();
      Parse real = (Parse)dlsym(RTLD_NEXT, "clang_parseTranslationUnit2");
      return real(index, path, arguments, argument_count, files, file_count, options, unit);
    }

    """

  private func run(
    _ program: String, _ arguments: [String], libclang: String? = nil, scratch: URL? = nil
  ) throws -> (Int32, String) {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment
    if let libclang { process.environment?["GODWIT_LIBCLANG"] = libclang }
    if let scratch { process.environment?["TMPDIR"] = scratch.path }
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  private func withProject(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "godwit-libclang-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder.appending(path: "project/.git"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let sources = [
      "a.cpp": "int a = CV_AA;", "b.cpp": "int b = CV_AA;", "c.cpp": "// CRASH_HERE\nint c = CV_AA;",
      "d.cpp": "int d = CV_AA;  // CRASH_HERE", "e.cpp": "int e = CV_AA;",
    ]
    for (name, text) in sources {
      try "#include <opencv2/opencv.hpp>\n\(text)\n".write(
        to: folder.appending(path: "project/\(name)"), atomically: true, encoding: .utf8)
    }
    try "import numpy as np\nx = np.Inf\n".write(
      to: folder.appending(path: "project/model.py"), atomically: true, encoding: .utf8)
    try body(folder)
  }

  private static let upgrade = [
    "--to", "opencv==4.0", "--from", "opencv==3.4", "--language", "cpp", "--force", "--no-cache",
  ]

  /// Workers clear up when the program has ended.
  private func expectToBecomeEmpty(_ folder: URL) throws {
    for _ in 0..<100 where try !FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty {
      Thread.sleep(forTimeInterval: 0.1)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }

  @Test(
    "a crash of libclang on a file costs that file's result, and no other's",
    .enabled(if: real != nil, "a libclang of Debian's packages is needed to make one that crashes"))
  func crash() throws {
    let real = try #require(Self.real)
    try withProject { folder in
      let (source, library) = (folder.appending(path: "crashing.c"), folder.appending(path: "crashing.so").path)
      try Self.crashing.write(to: source, atomically: true, encoding: .utf8)
      let built = try run(
        "/usr/bin/env", ["clang", "-shared", "-fPIC", "-Wl,--no-as-needed", "-o", library, source.path, real, "-ldl"])
      try #require(built.0 == 0, "\(built.1)")
      let (project, scratch) = (folder.appending(path: "project"), folder.appending(path: "scratch"))
      try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
      let (status, output) = try run(
        Program.path, ["adapt", project.path, "--write"] + Self.upgrade, libclang: library, scratch: scratch)
      #expect(status == 0, "\(output)")
      for name in ["a", "b", "e"] {
        let text = try String(contentsOf: project.appending(path: "\(name).cpp"), encoding: .utf8)
        #expect(text == "#include <opencv2/opencv.hpp>\nint \(name) = cv::LINE_AA;\n")
      }
      for name in ["c", "d"] {
        #expect(
          try String(contentsOf: project.appending(path: "\(name).cpp"), encoding: .utf8).contains("\(name) = CV_AA;"))
        #expect(
          output.contains("\(name).cpp:1:1: libclang crashed on this file or took too long, so it is not analysed"))
      }
      #expect(output.contains("in 3 of 5 files: 3 rewritten"))
      try expectToBecomeEmpty(scratch)
    }
  }

  @Test("without libclang C++ is counted as not analysed, with what to install, and Python goes on")
  func missing() throws {
    try withProject { folder in
      let project = folder.appending(path: "project").path
      let (status, output) = try run(Program.path, ["adapt", project] + Self.upgrade, libclang: "none")
      #expect(status == 3)
      #expect(
        output.contains(
          "5 C and C++ files are not analysed: libclang is not installed (on Debian: apt-get install libclang-dev)."))
      let (python, diff) = try run(
        Program.path, ["adapt", project, "--to", "numpy==2.0", "--from", "numpy==1.26", "--no-cache"], libclang: "none")
      #expect(python == 0)
      #expect(diff.contains("+x = np.inf"))
    }
  }
}
