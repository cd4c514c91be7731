// The part of ONNX Runtime's C interface that Godwit calls: a table of functions that the library hands out. Its order
// is fixed since version 1 of the interface (102 entries), and later versions only add behind it.
#ifndef CONNXRUNTIME_H
#define CONNXRUNTIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct OrtStatus OrtStatus;
typedef struct OrtEnv OrtEnv;
typedef struct OrtSession OrtSession;
typedef struct OrtSessionOptions OrtSessionOptions;
typedef struct OrtRunOptions OrtRunOptions;
typedef struct OrtValue OrtValue;
typedef struct OrtTypeInfo OrtTypeInfo;
typedef struct OrtTensorInfo OrtTensorInfo;
typedef struct OrtAllocator OrtAllocator;

/// The table. Entries that are not called have no type here; the number in each name is the entry's place.
typedef struct OrtFunctions {
  void *unused_0[2];
  const char *(*GetErrorMessage)(const OrtStatus *status);
  OrtStatus *(*CreateEnv)(int logging_level, const char *log_id, OrtEnv **out);
  void *unused_4[4];
  OrtStatus *(*CreateSessionFromArray)(const OrtEnv *env, const void *bytes, size_t count,
                                       const OrtSessionOptions *options, OrtSession **out);
  OrtStatus *(*Run)(OrtSession *session, const OrtRunOptions *options, const char *const *input_names,
                    const OrtValue *const *inputs, size_t input_count, const char *const *output_names,
                    size_t output_count, OrtValue **outputs);
  OrtStatus *(*CreateSessionOptions)(OrtSessionOptions **out);
  void *unused_11[12];
  OrtStatus *(*SetSessionGraphOptimizationLevel)(OrtSessionOptions *options, int level);
  OrtStatus *(*SetIntraOpNumThreads)(OrtSessionOptions *options, int count);
  OrtStatus *(*SetInterOpNumThreads)(OrtSessionOptions *options, int count);
  void *unused_26[4];
  OrtStatus *(*SessionGetInputCount)(const OrtSession *session, size_t *out);
  OrtStatus *(*SessionGetOutputCount)(const OrtSession *session, size_t *out);
  void *unused_32[1];
  OrtStatus *(*SessionGetInputTypeInfo)(const OrtSession *session, size_t index, OrtTypeInfo **out);
  OrtStatus *(*SessionGetOutputTypeInfo)(const OrtSession *session, size_t index, OrtTypeInfo **out);
  void *unused_35[1];
  OrtStatus *(*SessionGetInputName)(const OrtSession *session, size_t index, OrtAllocator *allocator, char **out);
  OrtStatus *(*SessionGetOutputName)(const OrtSession *session, size_t index, OrtAllocator *allocator, char **out);
  void *unused_38[10];
  OrtStatus *(*CreateTensorAsOrtValue)(OrtAllocator *allocator, const int64_t *shape, size_t rank, int type,
                                       OrtValue **out);
  void *unused_49[1];
  OrtStatus *(*IsTensor)(const OrtValue *value, int *out);
  OrtStatus *(*GetTensorMutableData)(OrtValue *value, void **out);
  OrtStatus *(*FillStringTensor)(OrtValue *value, const char *const *strings, size_t count);
  OrtStatus *(*GetStringTensorDataLength)(const OrtValue *value, size_t *out);
  OrtStatus *(*GetStringTensorContent)(const OrtValue *value, void *bytes, size_t byte_count, size_t *offsets,
                                       size_t count);
  OrtStatus *(*CastTypeInfoToTensorInfo)(const OrtTypeInfo *info, const OrtTensorInfo **out);
  OrtStatus *(*GetOnnxTypeFromTypeInfo)(const OrtTypeInfo *info, int *out);
  void *unused_57[3];
  OrtStatus *(*GetTensorElementType)(const OrtTensorInfo *info, int *out);
  OrtStatus *(*GetDimensionsCount)(const OrtTensorInfo *info, size_t *out);
  OrtStatus *(*GetDimensions)(const OrtTensorInfo *info, int64_t *out, size_t count);
  OrtStatus *(*GetSymbolicDimensions)(const OrtTensorInfo *info, const char **out, size_t count);
  OrtStatus *(*GetTensorShapeElementCount)(const OrtTensorInfo *info, size_t *out);
  OrtStatus *(*GetTensorTypeAndShape)(const OrtValue *value, OrtTensorInfo **out);
  void *unused_66[10];
  OrtStatus *(*AllocatorFree)(OrtAllocator *allocator, void *memory);
  void *unused_77[1];
  OrtStatus *(*GetAllocatorWithDefaultOptions)(OrtAllocator **out);
  void *unused_79[13];
  void (*ReleaseEnv)(OrtEnv *env);
  void (*ReleaseStatus)(OrtStatus *status);
  void *unused_94[1];
  void (*ReleaseSession)(OrtSession *session);
  void (*ReleaseValue)(OrtValue *value);
  void *unused_97[1];
  void (*ReleaseTypeInfo)(OrtTypeInfo *info);
  void (*ReleaseTensorInfo)(OrtTensorInfo *info);
  void (*ReleaseSessionOptions)(OrtSessionOptions *options);
  void *unused_101[1];
} OrtFunctions;

/// Loads the library and gives its table; on failure null, and why in `message`. A loaded library stays loaded.
const OrtFunctions *onnxruntime_load(const char *path, const char **version, char *message, size_t message_size);

/// The path of the running program; false where the system does not tell.
bool onnxruntime_program_path(char *path, size_t path_size);

/// What the environment has under a name; null for nothing.
const char *onnxruntime_environment(const char *name);

/// Whether a file can be read.
bool onnxruntime_is_readable(const char *path);

#endif
