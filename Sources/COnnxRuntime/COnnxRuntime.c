// Loading ONNX Runtime's shared library.
#define _GNU_SOURCE
#include "COnnxRuntime.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif

_Static_assert(sizeof(OrtFunctions) == 102 * sizeof(void *), "the first version of the table has 102 entries");
_Static_assert(offsetof(OrtFunctions, ReleaseSessionOptions) == 100 * sizeof(void *), "entry 100");
_Static_assert(offsetof(OrtFunctions, GetAllocatorWithDefaultOptions) == 78 * sizeof(void *), "entry 78");
_Static_assert(offsetof(OrtFunctions, CreateTensorAsOrtValue) == 48 * sizeof(void *), "entry 48");
_Static_assert(offsetof(OrtFunctions, SetIntraOpNumThreads) == 24 * sizeof(void *), "entry 24");

/// What the library exports.
typedef struct {
  const OrtFunctions *(*GetApi)(uint32_t version);
  const char *(*GetVersionString)(void);
} OrtBase;

const OrtFunctions *onnxruntime_load(const char *path, const char **version, char *message, size_t message_size) {
  // Builds of 1.32 write down an identity of the machine and send events over the network unless they are told not to.
  setenv("ORT_DISABLE_TELEMETRY", "1", 1);
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    const char *reason = dlerror();
    snprintf(message, message_size, "%s", reason ? reason : "it cannot be loaded");
    return NULL;
  }
  const OrtBase *(*base_of)(void) = (const OrtBase *(*)(void))dlsym(library, "OrtGetApiBase");
  const OrtBase *base = base_of ? base_of() : NULL;
  const OrtFunctions *functions = base ? base->GetApi(1) : NULL;
  if (!functions) {
    snprintf(message, message_size, "it is not ONNX Runtime");
    dlclose(library);
    return NULL;
  }
  *version = base->GetVersionString();
  return functions;
}

bool onnxruntime_program_path(char *path, size_t path_size) {
#ifdef __APPLE__
  uint32_t size = (uint32_t)path_size;
  return _NSGetExecutablePath(path, &size) == 0;
#else
  ssize_t length = readlink("/proc/self/exe", path, path_size - 1);
  if (length <= 0 || (size_t)length >= path_size - 1) return false;
  path[length] = 0;
  return true;
#endif
}

const char *onnxruntime_environment(const char *name) { return getenv(name); }

bool onnxruntime_is_readable(const char *path) { return access(path, R_OK) == 0; }
