// The part of libclang's C interface that Godwit calls, found by dlopen, and what is asked of it: one survey of a file.
// The types are those of the stable C interface, unchanged since libclang 3; nothing of libclang is needed to compile.
#ifndef CLIBCLANG_H
#define CLIBCLANG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Loads the newest libclang of the system; false where there is none. May be called more than once and from any thread.
bool clang_library_load(void);

/// What `clang --version` would say, or an empty text; and the path the library came from.
const char *clang_library_version(void);
const char *clang_library_path(void);

/// Whether the library finds the headers that come with the compiler, such as `stddef.h`. Some systems pack them apart;
/// without them hardly anything of the standard library is declared.
bool clang_library_has_headers(void);

/// A file as it is to be read.
typedef struct {
  const char *path;
  const char *bytes;
  size_t length;
} ClangFile;

/// What a survey takes.
typedef struct {
  /// The file's absolute path; it need not exist.
  const char *path;
  const char *bytes;
  size_t length;
  const char *const *arguments;
  int argument_count;
  /// Set to list what headers below these folders declare, instead of what the file refers to. Null otherwise.
  const char *declared_below;
  /// Other files that are to be read otherwise than they stand on the disk.
  const ClangFile *others;
  int other_count;
  /// Headers that were compiled before, to begin with where the file reads the same with them. Null where there are none.
  const char *precompiled;
  /// Whether the bytes are nothing but includes to be compiled for other files; the answer is the path of the result.
  bool is_precompiling;
  /// Whether what templates become with the types that they are used with is left out; complaints about that are then missing.
  bool leaves_templates;
} ClangSurveyRequest;

/// The bytes of an answer; to be given back with `clang_bytes_free`.
typedef struct {
  uint8_t *bytes;
  size_t length;
} ClangBytes;

void clang_bytes_free(ClangBytes bytes);

/// Parses one file and writes down what its names refer to, record by record (see Survey.c); empty on failure.
ClangBytes clang_survey(ClangSurveyRequest request);

/// A process that answers survey requests.
typedef struct ClangWorker ClangWorker;

/// Starts a program as a worker; null where it cannot be started.
ClangWorker *clang_worker_start(const char *program, const char *argument);
/// Sends a request and waits for the answer; an empty one if the worker ended or took longer than `milliseconds`. After
/// that the worker is of no more use.
ClangBytes clang_worker_ask(ClangWorker *worker, const uint8_t *request, size_t length, int milliseconds);
void clang_worker_end(ClangWorker *worker);
/// Lets a worker that waits for a request end by itself.
void clang_worker_finish(ClangWorker *worker);

/// Answers requests from standard input on standard output until it is closed.
void clang_worker_serve(ClangBytes (*answer)(const uint8_t *request, size_t length));

#endif
