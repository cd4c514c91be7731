#!/usr/bin/env python3
"""Truncates and mutates the sources of the C++ corpus and has the program adapt what is left.

Files are taken together, a batch a project, each with a sound file beside, and one on which libclang is made to end its process: by a
library between, for files that hold a mark. One more nests templates so deep that the compiler would take years. Held are: the run ends in
time and by itself; every file of the batch is read but for those told as lost, of which there are just the ones made to be, or that
libclang really crashes on; the sound file becomes what it must; what was written is taken back byte for byte.

Most of the time goes into the language's own headers, which mutants with errors each read anew. In nine projects of ten a few
declarations written here stand in for those (`SMALL`); in the tenth they are the system's.
"""
import argparse
import collections
import glob
import json
import os
import random
import shutil
import subprocess
import sys
import time

MOVES = {
    "opencv-preprocess": ["--to", "opencv==4.0", "--from", "opencv==3.4"],
    "onnx-scorer": ["--to", "onnxruntime==1.21", "--from", "onnxruntime==1.8", "--review"],
    "tensorrt-detector": ["--to", "tensorrt==10.0", "--from", "tensorrt==8.6", "--review"],
    "cuda-kernels": ["--swap", "cuda:hip"],
}
SOUND = {
    "opencv-preprocess": ("#include <opencv2/opencv.hpp>\nint sound = CV_AA;\n", "cv::LINE_AA"),
    "onnx-scorer": ("#include <onnxruntime_cxx_api.h>\nconst OrtApi* sound() { return Ort::Env::s_api; }\n", "&Ort::GetApi()"),
    "tensorrt-detector": ("#include <NvInfer.h>\nvoid sound(nvinfer1::IBuilder* b) { b->destroy(); }\n", "delete b"),
    "cuda-kernels": ("#include <cuda_runtime.h>\nvoid sound() { cudaDeviceSynchronize(); }\n", "hipDeviceSynchronize()"),
}
# What the corpus uses of the language's headers, by header; all include the first.
SMALL = {
    "cstddef": """typedef __SIZE_TYPE__ size_t; typedef __PTRDIFF_TYPE__ ptrdiff_t;
namespace std { using ::size_t; using ::ptrdiff_t; using nullptr_t = decltype(nullptr);
template <typename T> struct remove_reference { using type = T; };
template <typename T> struct remove_reference<T&> { using type = T; };
template <typename T> typename remove_reference<T>::type&& move(T&& x);
template <typename A, typename B> struct pair { A first; B second; };
template <typename T, typename U> T exchange(T& x, U&& y);
template <typename T> T min(const T& x, const T& y);
template <typename T> T max(const T& x, const T& y);
template <typename I, typename O> O copy(I from, I to, O out);
template <typename I, typename O, typename F> O transform(I from, I to, O out, F f);
struct exception { virtual ~exception(); virtual const char* what() const noexcept; }; }
""",
    "cstdint": """typedef signed char int8_t; typedef unsigned char uint8_t; typedef short int16_t; typedef unsigned short uint16_t;
typedef int int32_t; typedef unsigned uint32_t; typedef long int64_t; typedef unsigned long uint64_t; typedef unsigned long uintptr_t;
namespace std { using ::int8_t; using ::uint8_t; using ::int16_t; using ::uint16_t; using ::int32_t; using ::uint32_t; using ::int64_t;
using ::uint64_t; }
""",
    "string": """namespace std { struct string { string(); string(const char*); string(const char*, size_t); const char* c_str() const;
const char* data() const; size_t size() const; bool empty() const; char& operator[](size_t); const char& operator[](size_t) const; static const size_t npos;
string(size_t, char); string(const char*, const char*); int compare(size_t, size_t, const string&) const; string& operator+=(const string&);
void resize(size_t); size_t find(const string&, size_t = 0) const; size_t find(char, size_t = 0) const; string substr(size_t, size_t = 0) const; char* begin(); char* end(); };
string operator+(const string&, const string&); bool operator==(const string&, const string&); bool operator!=(const string&, const string&);
bool operator<(const string&, const string&); string to_string(long); }
""",
    "vector": """namespace std { template <typename T> struct vector { vector(); vector(size_t); vector(size_t, const T&);
template <typename I> vector(I, I); vector(const vector&); T& operator[](size_t); const T& operator[](size_t) const; T& at(size_t);
size_t size() const; bool empty() const; T* data(); const T* data() const; T* begin(); T* end(); const T* begin() const; const T* end() const;
void push_back(const T&); template <typename... A> T& emplace_back(A&&...); void resize(size_t); void reserve(size_t); void clear();
T& front(); T& back(); template <typename... A> void insert(A...); template <typename... A> void assign(A...); }; }
""",
    "memory": """namespace std { template <typename T> struct default_delete {}; template <typename T, typename D = default_delete<T>>
struct unique_ptr { unique_ptr(T* = nullptr); unique_ptr(T*, D); T* get() const; T* operator->() const; T& operator*() const;
explicit operator bool() const; void reset(T* = nullptr); T* release(); }; template <typename T> struct shared_ptr { shared_ptr(T* = nullptr);
T* get() const; T* operator->() const; T& operator*() const; explicit operator bool() const; };
template <typename T, typename... A> unique_ptr<T> make_unique(A&&...); }
""",
    "iostream": """#include <string>
namespace std { using streamsize = long; struct ios { static int binary, ate, in, out; };
struct ostream { template <typename T> ostream& operator<<(const T&); ostream& write(const char*, streamsize); };
struct istream { template <typename T> istream& operator>>(T&); istream& read(char*, streamsize); explicit operator bool() const;
streamsize tellg(); istream& seekg(long); bool good() const; }; extern ostream cout, cerr; extern istream cin; istream& getline(istream&, string&);
struct ifstream : istream { ifstream(const string&, int = 0); }; struct ofstream : ostream { ofstream(const string&, int = 0); };
template <typename T> struct istreambuf_iterator { istreambuf_iterator(); istreambuf_iterator(istream&); }; }
""",
    "stdexcept": """#include <string>
namespace std { struct runtime_error : exception { runtime_error(const string&); }; struct invalid_argument : exception {
invalid_argument(const string&); }; }
""",
    "cstring": """extern "C" { void* memcpy(void*, const void*, size_t); int strcmp(const char*, const char*); size_t strlen(const char*);
struct FILE; extern FILE* stderr; int fprintf(FILE*, const char*, ...); int printf(const char*, ...); int snprintf(char*, size_t, const char*, ...);
char* getenv(const char*); int atoi(const char*); float strtof(const char*, char**); float nanf(const char*); void exit(int); }
namespace std { using ::memcpy; using ::strcmp; using ::strlen; using ::fprintf; using ::snprintf; using ::getenv; using ::atoi; using ::strtof;
using ::nanf; using ::printf; using ::exit; }
""",
    "filesystem": """#include <string>
#include <vector>
namespace std { namespace filesystem { struct path { path(const std::string&); std::string string() const; path filename() const; };
struct directory_entry { const filesystem::path& path() const; }; vector<directory_entry> directory_iterator(const std::string&);
bool exists(const std::string&); } }
""",
    "map": """namespace std { template <typename K, typename V> struct map { V& operator[](const K&); size_t size() const; pair<K, V>* begin();
pair<K, V>* end(); pair<K, V>* find(const K&); size_t count(const K&) const; }; }
""",
}
SAME = {"iostream": ["fstream", "iterator"], "cstring": ["cstdlib", "cstdio", "cmath"], "cstddef": ["algorithm", "numeric", "utility", "exception"]}
# A library that is libclang, but for files that hold a mark: on these it ends the process.
CRASHING = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
struct CXUnsavedFile { const char *name; const char *bytes; unsigned long length; };
typedef int (*Parse)(void *, const char *, const char *const *, int, struct CXUnsavedFile *, unsigned, unsigned, void **);
int clang_parseTranslationUnit2(void *index, const char *path, const char *const *arguments, int argument_count,
                                struct CXUnsavedFile *files, unsigned file_count, unsigned options, void **unit) {
  for (unsigned file = 0; file < file_count; file++)
    if (!strcmp(files[file].name, path) && memmem(files[file].bytes, files[file].length, "CRASH_HERE", 10)) abort();
  Parse real = (Parse)dlsym(RTLD_NEXT, "clang_parseTranslationUnit2");
  return real(index, path, arguments, argument_count, files, file_count, options, unit);
}
"""
ENDLESS = "int endless() { return " + "a<" * 60 + "1; }\n"
PIECES = [b"{", b"}", b"(", b")", b"<", b">", b";", b"#if 0\n", b"#endif\n", b"template <typename T>", b"::", b"\"", b"'", b"/*", b"\\\n",
          b"R\"x(", b"\xff\xfe", b"[[", b"namespace {", b"#define X X(\n", b"...", b"operator", b"co_await ", b"requires ", b"((((((((("]


def mutated(data, chance):
    kind = chance.choice(["truncated", "a piece inserted", "bytes taken out", "doubled", "bytes turned", "cut and joined", "nested"])
    at = chance.randrange(len(data))
    if kind == "truncated":
        return kind, data[:at]
    if kind == "a piece inserted":
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(data))
            data = data[:at] + chance.choice(PIECES) + data[at:]
        return kind, data
    if kind == "bytes taken out":
        return kind, data[:at] + data[at + chance.randrange(1, 80):]
    if kind == "doubled":
        end = at + chance.randrange(1, 2000)
        return kind, data[:end] + data[at:]
    if kind == "bytes turned":
        turned = bytearray(data)
        for _ in range(chance.randrange(1, 20)):
            turned[chance.randrange(len(turned))] = chance.randrange(1, 256)
        return kind, bytes(turned)
    if kind == "cut and joined":
        other = chance.randrange(len(data))
        return kind, data[:at] + data[other:]
    piece = chance.choice([b"(", b"{", b"[", b"a<", b"!", b"*"])
    # The compiler takes twice as long with every template that may be open; see ENDLESS.
    depth = chance.randrange(2, 16) if piece == b"a<" else chance.randrange(10, 3000)
    return kind, data[:at] + piece * depth + data[at:]


def run(program, *arguments, limit, library=None):
    environment = {**os.environ, "GODWIT_LIBCLANG": library} if library else None
    return subprocess.run([program, *arguments], capture_output=True, timeout=limit, env=environment)


def crashing(scratch):
    """The path of a libclang that crashes where it is told to."""
    real = next((path for path in (f"/usr/lib/llvm-{n}/lib/libclang.so.1" for n in range(40, 10, -1)) if os.path.exists(path)), None)
    if not real:
        sys.exit("a libclang of Debian's packages is needed (apt-get install libclang-dev)")
    source, library = os.path.join(scratch, "crashing.c"), os.path.join(scratch, "crashing.so")
    with open(source, "w") as file:
        file.write(CRASHING)
    subprocess.run(["cc", "-shared", "-fPIC", "-Wl,--no-as-needed", "-o", library, source, real, "-ldl"], check=True)
    return library


def write_small(folder):
    for name, text in SMALL.items():
        with open(os.path.join(folder, name), "w") as file:
            file.write("#pragma once\n" + ("" if name == "cstddef" else "#include <cstddef>\n") + text)
        for header in SAME.get(name, []):
            with open(os.path.join(folder, header), "w") as file:
                file.write(f"#include <{name}>\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--batch", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20261128)
    parser.add_argument("scratch")
    options = parser.parse_args()
    corpus = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../Corpus/cpp")
    scratch = os.path.abspath(options.scratch)
    os.makedirs(scratch, exist_ok=True)
    library = crashing(scratch)
    chance = random.Random(options.seed)
    kinds, told, failures = collections.Counter(), collections.Counter(), []
    done, projects, real, changed, began = 0, 0, 0, 0, time.monotonic()
    names = sorted(MOVES)
    while done < options.count:
        name = names[projects % len(names)]
        folder = os.path.join(scratch, "mutated")
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(os.path.join(folder, ".git"))
        sources = sorted(glob.glob(os.path.join(corpus, name, "before/src/*")))
        shutil.copytree(os.path.join(corpus, name, "before/include"), os.path.join(folder, "include"))
        count = min(options.batch, options.count - done)
        if projects % 10:
            write_small(os.path.join(folder, "include"))
        else:
            # They cost ten times as much.
            count = min(count, options.batch // 4)
            real += count
        suffix = ".cu" if name == "cuda-kernels" else ".cpp"
        written = {"sound" + suffix: SOUND[name][0].encode()}
        include = SOUND[name][0].split("\n")[0]
        written["crashing" + suffix] = f"{include}\n// CRASH_HERE\n{SOUND[name][0]}".encode()
        lost = {"crashing" + suffix}
        if projects == 1:
            written["endless" + suffix] = f"{include}\n{ENDLESS}".encode()
            lost.add("endless" + suffix)
        for number in range(count):
            source = chance.choice(sources)
            kind, data = mutated(open(source, "rb").read(), chance)
            kinds[kind] += 1
            written[f"mutant_{number:04}{os.path.splitext(source)[1]}"] = data
        for path, data in written.items():
            with open(os.path.join(folder, path), "wb") as file:
                file.write(data)
        move = [*MOVES[name], "--language", "cpp", "--no-cache", "--write", "--force", "--format", "json"]
        where = f"{name}, from mutant {done} on"
        done += count
        projects += 1
        try:
            answer = run(options.program, "adapt", folder, *move, limit=120 + 10 * len(written), library=library)
        except subprocess.TimeoutExpired:
            failures.append(f"{where}: does not end")
            continue
        if answer.returncode not in (0, 1):
            failures.append(f"{where}: ends with {answer.returncode}: {answer.stderr[-300:]!r}")
            continue
        missing = set(lost)
        for file in json.loads(answer.stdout)["files"]:
            for problem in file.get("problems", []):
                for words in ["libclang crashed", "cannot parse this file", "not a text file", "was taken back", "would not parse"]:
                    if words not in problem:
                        continue
                    if words == "libclang crashed" and file["path"] in lost:
                        missing.discard(file["path"])
                    else:
                        told[words] += 1
        if missing:
            failures.append(f"{where}: not told as lost: {sorted(missing)}")
        sound = open(os.path.join(folder, "sound" + suffix)).read()
        if SOUND[name][1] not in sound:
            failures.append(f"{where}: the sound file is not what it must be: {sound!r}")
        after = {path: open(os.path.join(folder, path), "rb").read() for path in written}
        if any(after[path] != written[path] for path in lost):
            failures.append(f"{where}: a lost file has changed")
        changed += sum(after[path] != data for path, data in written.items())
        undone = run(options.program, "undo", folder, limit=300)
        for path, data in written.items():
            if open(os.path.join(folder, path), "rb").read() != data:
                failures.append(f"{where}: {path} is not taken back: {undone.stderr[-200:]!r}")
    print(f"{done} truncated and mutated sources in {projects} projects, {real} of them with the system's headers, seed {options.seed}:")
    for kind, count in sorted(kinds.items()):
        print(f"  {kind}: {count}")
    print(f"{projects} files on which libclang was made to crash, and one that it would never end with: each lost alone")
    print(f"{changed} files changed and taken back; told: " + (", ".join(f"{words} {count}" for words, count in sorted(told.items())) or "nothing"))
    print(f"{len(failures)} failures")
    for failure in failures[:20]:
        print("  " + failure)
    print(f"{time.monotonic() - began:.0f} s", file=sys.stderr)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
