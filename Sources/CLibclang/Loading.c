// Finds the newest libclang of the system and takes its functions.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <glob.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "CLibclang.h"
#include "Libclang.h"

_Static_assert(sizeof(CXCursor) == 8 + 3 * sizeof(void *), "a cursor is passed by value");
_Static_assert(sizeof(CXSourceRange) == 2 * sizeof(void *) + 8, "a range is passed by value");

static LibclangFunctions functions;
static bool is_loaded;
static char version[256];
static char library_path[512];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static bool take(void *library) {
#define LIBCLANG_TAKE(result, name, parameters) \
  if (!(functions.name = (result(*) parameters)dlsym(library, "clang_" #name))) return false;
  LIBCLANG_FUNCTIONS(LIBCLANG_TAKE)
#undef LIBCLANG_TAKE
  return true;
}

static bool try_path(const char *path) {
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!library) return false;
  if (!take(library)) {
    dlclose(library);
    return false;
  }
  CXString text = functions.getClangVersion();
  const char *words = functions.getCString(text);
  snprintf(version, sizeof version, "%s", words ? words : "");
  functions.disposeString(text);
  snprintf(library_path, sizeof library_path, "%s", path);
  return true;
}

/// Where distributions put it; `%d` is the version.
static const char *const versioned[] = {
    "/usr/lib/llvm-%d/lib/libclang.so.1",
    "/usr/lib/llvm-%d/lib/libclang-%d.so.1",
    "libclang-%d.so.1",
    "libclang-%d.so",
    "libclang.so.%d",
    "/usr/lib/llvm%d/lib/libclang.so",
    "/opt/homebrew/opt/llvm@%d/lib/libclang.dylib",
    "/usr/local/opt/llvm@%d/lib/libclang.dylib",
};
static const char *const plain[] = {
    "libclang.so.1",
    "libclang.so",
    "/opt/homebrew/opt/llvm/lib/libclang.dylib",
    "/Applications/Xcode.app/Contents/Developer/Toolchains/XcodeDefault.xctoolchain/usr/lib/libclang.dylib",
    "/Library/Developer/CommandLineTools/usr/lib/libclang.dylib",
};

static void load(void) {
  const char *given = getenv("GODWIT_LIBCLANG");
  if (given) {
    // What the user names is taken, or nothing: `none` tries how things go without.
    is_loaded = try_path(given);
    return;
  }
  char path[512];
  for (int number = 40; number >= 11 && !is_loaded; number--) {
    for (size_t index = 0; index < sizeof versioned / sizeof *versioned && !is_loaded; index++) {
      snprintf(path, sizeof path, versioned[index], number, number);
      is_loaded = try_path(path);
    }
  }
  for (size_t index = 0; index < sizeof plain / sizeof *plain && !is_loaded; index++) is_loaded = try_path(plain[index]);
}

bool clang_library_load(void) {
  pthread_once(&once, load);
  return is_loaded;
}

const LibclangFunctions *libclang_functions(void) { return clang_library_load() ? &functions : NULL; }
const char *clang_library_version(void) { return clang_library_load() ? version : ""; }
const char *clang_library_path(void) { return clang_library_load() ? library_path : ""; }

/// Whether `stddef.h` lies where a libclang of this path looks for headers of its own.
static bool has_headers_beside(const char *path) {
  char pattern[PATH_MAX + 64];
  const char *end = strrchr(path, '/');
  if (!end) return false;
  snprintf(pattern, sizeof pattern, "%.*s/clang/*/include/stddef.h", (int)(end - path), path);
  glob_t found = {0};
  bool is_there = glob(pattern, GLOB_NOSORT, NULL, &found) == 0 && found.gl_pathc > 0;
  globfree(&found);
  return is_there;
}

bool clang_library_has_headers(void) {
  Dl_info place;
  if (!clang_library_load() || !dladdr((const void *)functions.getClangVersion, &place) || !place.dli_fname) return false;
  if (has_headers_beside(place.dli_fname)) return true;
  char real[PATH_MAX];
  return realpath(place.dli_fname, real) && has_headers_beside(real);
}
