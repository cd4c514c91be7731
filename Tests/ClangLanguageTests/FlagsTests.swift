// How files are compiled: databases, CMake files, defaults.

import Semantics
import SourceModel
import Testing

@testable import ClangLanguage

@Suite("Compile flags")
struct FlagsTests {
  private func file(_ path: String, _ text: String) -> CompileFlags.File {
    CompileFlags.File(path: path, bytes: ContiguousArray(text.utf8))
  }

  @Test("a compilation database gives each file its own flags, and others what all have")
  func database() {
    let text = """
      [{"directory": "/p/build", "file": "../a.cpp", "command": "c++ -I../inc -DX=\\"a b\\" -std=c++14 -O2 -c ../a.cpp"},
       {"directory": "/p/build", "file": "/p/b.cpp", "arguments": ["c++", "-isystem", "/sdk", "-c", "b.cpp"]}]
      """
    let flags = CompileFlags(database: file("/p/build/compile_commands.json", text), cmake: [], root: "/p")
    #expect(flags.origin == .database("/p/build/compile_commands.json"))
    #expect(flags.arguments(of: "/p/a.cpp") == ["-x", "c++", "-I/p/inc", "-DX=a b", "-std=c++14"])
    #expect(flags.arguments(of: "/p/b.cpp") == ["-x", "c++", "-isystem", "/sdk", "-std=c++17"])
    let header = flags.arguments(of: "/p/inc/c.hpp")
    #expect(header.contains("-I/p/inc") && header.contains("/sdk") && header.contains("-std=c++14"))
  }

  @Test("a CMake file gives what stands there literally")
  func cmake() {
    let text = """
      set(CMAKE_CXX_STANDARD 20) # modern
      include_directories(include ${OpenCV_INCLUDE_DIRS} "${CMAKE_SOURCE_DIR}/third party")
      target_compile_definitions(app PRIVATE WITH_GPU=1)
      add_definitions(-DFAST)
      """
    let flags = CompileFlags(database: nil, cmake: [file("/p/app/CMakeLists.txt", text)], root: "/p")
    let arguments = flags.arguments(of: "/p/app/a.cpp")
    for wanted in ["-std=c++20", "-I/p/app/include", "-I/p/third party", "-DWITH_GPU=1", "-DFAST"] {
      #expect(arguments.contains(wanted), "\(wanted) in \(arguments)")
    }
    #expect(!arguments.contains { $0.contains("$") })
  }

  @Test("each of several projects below one folder has its own CMake files")
  func projects() {
    let one = """
      project(one)
      include_directories(${PROJECT_SOURCE_DIR}/inner)
      add_definitions(-DONE)
      """
    let flags = CompileFlags(
      database: nil,
      cmake: [
        file("/p/one/CMakeLists.txt", one),
        file("/p/one/lib/CMakeLists.txt", "include_directories(${PROJECT_SOURCE_DIR}/deep . ${CMAKE_SOURCE_DIR}/top)"),
        file("/p/two/CMakeLists.txt", "project(two)\nadd_definitions(-DTWO)"),
      ], root: "/p")
    let first = flags.arguments(of: "/p/one/lib/a.cpp")
    for wanted in ["-I/p/one/inner", "-I/p/one/deep", "-I/p/one/lib/.", "-I/p/one/top", "-I/p/one/src", "-DONE"] {
      #expect(first.contains(wanted), "\(wanted) in \(first)")
    }
    #expect(!first.contains("-DTWO"))
    let second = flags.arguments(of: "/p/two/b.cpp")
    #expect(second.contains("-DTWO") && !second.contains("-DONE") && second.contains("-I/p/two/include"))
    #expect(flags.arguments(of: "/p/three/c.cpp").filter { $0.hasPrefix("-D") } == ["-DONE", "-DTWO"])
  }

  @Test("without either, the language is told by the file's name")
  func defaults() {
    #expect(CompileFlags.none.origin == .defaults)
    #expect(CompileFlags.none.arguments(of: "/a.c").starts(with: ["-x", "c"]))
    #expect(CompileFlags.none.arguments(of: "/a.cu").contains("--cuda-host-only"))
    #expect(!CompileFlags.none.arguments(of: "/a.c").contains { $0.hasPrefix("-std") })
  }

  @Test("broken JSON is no database")
  func broken() {
    for text in ["", "{", "[{\"file\": ", "[[[[", "\"", String(repeating: "[", count: 100_000)] {
      let flags = CompileFlags(database: file("/c.json", text), cmake: [], root: "/p")
      #expect(flags.origin == .defaults)
    }
  }
}

/// What is left of the front end where there is no compiler.
@Suite("Without libclang", .enabled(if: !SurveyService.hasLibrary, "libclang is installed"))
struct WithoutCompilerTests {
  @Test("a file is told as not analysed, and nothing is said of it")
  func notAnalysed() {
    let parsed = ClangLanguage(SurveyService(.here)).parse(ContiguousArray("int a;".utf8))
    #expect(parsed.diagnostics.map(\.code) == ["not-analysed"])
    #expect(parsed.hasErrors)
  }
}
