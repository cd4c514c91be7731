// Declarations of ONNX Runtime, for where its headers are not installed: what code says of 1.2 to 1.8, and what took its place by 1.23.
// With ONNXRUNTIME_RELEASE defined (108 for 1.8, 123 for 1.23) only what that release has; without, all of it.
#pragma once
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <string>
#include <utility>
#include <vector>
#ifdef ONNXRUNTIME_RELEASE
#define ONNXRUNTIME_SINCE(release) (ONNXRUNTIME_RELEASE >= release)
#define ONNXRUNTIME_UNTIL(release) (ONNXRUNTIME_RELEASE < release)
#define ORT_API_VERSION (ONNXRUNTIME_RELEASE - 100)
#else
#define ONNXRUNTIME_SINCE(release) 1
#define ONNXRUNTIME_UNTIL(release) 1
#define ORT_API_VERSION 23
#endif
#define ORTCHAR_T char
#define ORT_TSTR(text) text
#define ORT_NO_THROW noexcept

enum ONNXTensorElementDataType { ONNX_TENSOR_ELEMENT_DATA_TYPE_UNDEFINED, ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT, ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8, ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8, ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16, ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16, ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32, ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64, ONNX_TENSOR_ELEMENT_DATA_TYPE_STRING, ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL, ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16, ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE, ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32, ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64, ONNX_TENSOR_ELEMENT_DATA_TYPE_COMPLEX64, ONNX_TENSOR_ELEMENT_DATA_TYPE_COMPLEX128, ONNX_TENSOR_ELEMENT_DATA_TYPE_BFLOAT16 };
enum ONNXType { ONNX_TYPE_UNKNOWN, ONNX_TYPE_TENSOR, ONNX_TYPE_SEQUENCE, ONNX_TYPE_MAP, ONNX_TYPE_OPAQUE, ONNX_TYPE_SPARSETENSOR, ONNX_TYPE_OPTIONAL };
enum OrtLoggingLevel { ORT_LOGGING_LEVEL_VERBOSE, ORT_LOGGING_LEVEL_INFO, ORT_LOGGING_LEVEL_WARNING, ORT_LOGGING_LEVEL_ERROR, ORT_LOGGING_LEVEL_FATAL };
enum OrtErrorCode { ORT_OK, ORT_FAIL, ORT_INVALID_ARGUMENT, ORT_NO_SUCHFILE, ORT_NO_MODEL, ORT_ENGINE_ERROR, ORT_RUNTIME_EXCEPTION, ORT_INVALID_PROTOBUF, ORT_MODEL_LOADED, ORT_NOT_IMPLEMENTED, ORT_INVALID_GRAPH, ORT_EP_FAIL };
enum GraphOptimizationLevel { ORT_DISABLE_ALL = 0, ORT_ENABLE_BASIC = 1, ORT_ENABLE_EXTENDED = 2, ORT_ENABLE_ALL = 99 };
enum ExecutionMode { ORT_SEQUENTIAL, ORT_PARALLEL };
enum OrtLanguageProjection { ORT_PROJECTION_C, ORT_PROJECTION_CPLUSPLUS, ORT_PROJECTION_CSHARP, ORT_PROJECTION_PYTHON, ORT_PROJECTION_JAVA };
enum OrtAllocatorType {
#if ONNXRUNTIME_UNTIL(110)
  Invalid,
#endif
#if ONNXRUNTIME_SINCE(110)
  OrtInvalidAllocator,
#endif
  OrtDeviceAllocator, OrtArenaAllocator };
enum OrtMemType { OrtMemTypeCPUInput = -2, OrtMemTypeCPUOutput = -1, OrtMemTypeCPU = -1, OrtMemTypeDefault = 0 };
enum OrtCudnnConvAlgoSearch {
#if ONNXRUNTIME_UNTIL(110)
  EXHAUSTIVE, HEURISTIC, DEFAULT,
#endif
#if ONNXRUNTIME_SINCE(110)
  OrtCudnnConvAlgoSearchExhaustive, OrtCudnnConvAlgoSearchHeuristic, OrtCudnnConvAlgoSearchDefault,
#endif
};

struct OrtEnv; struct OrtStatus; struct OrtMemoryInfo; struct OrtSession; struct OrtValue; struct OrtRunOptions; struct OrtTypeInfo; struct OrtTensorTypeAndShapeInfo; struct OrtSessionOptions; struct OrtCustomOpDomain; struct OrtThreadingOptions; struct OrtKernelInfo; struct OrtKernelContext; struct OrtModelMetadata; struct OrtIoBinding; struct OrtTensorRTProviderOptions; struct OrtArenaCfg;
struct OrtAllocator { uint32_t version; void *(*Alloc)(OrtAllocator *, size_t); void (*Free)(OrtAllocator *, void *); };
struct OrtCustomOp;
struct OrtApi;
struct OrtApiBase { const OrtApi *(*GetApi)(uint32_t version); const char *(*GetVersionString)(); };
extern "C" const OrtApiBase *OrtGetApiBase() noexcept;
typedef void (*OrtLoggingFunction)(void *parameter, OrtLoggingLevel severity, const char *category, const char *id, const char *place, const char *message);
struct OrtCUDAProviderOptions {
  int device_id;
  OrtCudnnConvAlgoSearch cudnn_conv_algo_search;
#if ONNXRUNTIME_UNTIL(108)
  size_t cuda_mem_limit;
#endif
#if ONNXRUNTIME_SINCE(108)
  size_t gpu_mem_limit;
#endif
  int arena_extend_strategy;
  int do_copy_in_default_stream;
  int has_user_compute_stream;
  void *user_compute_stream;
  OrtArenaCfg *default_memory_arena_cfg;
};
struct OrtOpenVINOProviderOptions {
  const char *device_type;
#if ONNXRUNTIME_UNTIL(121)
  unsigned char enable_vpu_fast_compile;
  unsigned char use_compiled_network;
  const char *blob_dump_path;
#endif
  const char *device_id;
  size_t num_of_threads;
};
#if ONNXRUNTIME_UNTIL(106)
extern "C" OrtStatus *OrtSessionOptionsAppendExecutionProvider_NGraph(OrtSessionOptions *options, const char *backend);
#endif
extern "C" OrtStatus *OrtSessionOptionsAppendExecutionProvider_CPU(OrtSessionOptions *options, int useArena);
extern "C" OrtStatus *OrtSessionOptionsAppendExecutionProvider_CUDA(OrtSessionOptions *options, int device);
extern "C" OrtStatus *OrtSessionOptionsAppendExecutionProvider_Tensorrt(OrtSessionOptions *options, int device);

namespace Ort {
struct Exception : std::exception { Exception(std::string &&message, OrtErrorCode code); OrtErrorCode GetOrtErrorCode() const; const char *what() const noexcept override; };
const OrtApi &GetApi();
void ThrowOnError(OrtStatus *status);
std::vector<std::string> GetAvailableProviders();
void ThrowOnError(OrtStatus *status);
template <typename T> struct Global { static const OrtApi *api_; };

struct Float16_t {
#if ONNXRUNTIME_UNTIL(121)
  uint16_t value;
  constexpr Float16_t(uint16_t bits) : value(bits) {}
  constexpr operator uint16_t() const { return value; }
#endif
#if ONNXRUNTIME_SINCE(121)
  uint16_t val;
#ifdef ONNXRUNTIME_RELEASE
  explicit Float16_t(float value) noexcept;
  explicit operator float() const noexcept;
#endif
  static Float16_t FromBits(uint16_t bits) noexcept;
  float ToFloat() const noexcept;
#endif
  Float16_t() = default;
};
struct BFloat16_t {
#if ONNXRUNTIME_UNTIL(121)
  uint16_t value;
  constexpr BFloat16_t(uint16_t bits) : value(bits) {}
  constexpr operator uint16_t() const { return value; }
#endif
#if ONNXRUNTIME_SINCE(121)
  uint16_t val;
#ifdef ONNXRUNTIME_RELEASE
  explicit BFloat16_t(float value) noexcept;
#endif
  static BFloat16_t FromBits(uint16_t bits) noexcept;
  float ToFloat() const noexcept;
#endif
  BFloat16_t() = default;
};

#if ONNXRUNTIME_UNTIL(121)
template <typename T> struct Base { operator T *(); operator const T *() const; T *release(); T *p_; };
template <typename T> struct Unowned : T { Unowned(decltype(T::p_) p); Unowned(Unowned &&other); };
void OrtRelease(OrtSession *session);
void OrtRelease(OrtValue *value);
#endif
template <typename T> struct Held { operator T *(); operator const T *() const; explicit operator bool() const; T *release(); T *p_; Held(); Held(std::nullptr_t); Held(Held &&other); Held &operator=(Held &&other); };

#if ONNXRUNTIME_UNTIL(110)
template <typename B> struct BaseMemoryInfo : B { std::string GetAllocatorName() const; int GetDeviceId() const; };
struct UnownedMemoryInfo { std::string GetAllocatorName() const; int GetDeviceId() const; };
#endif
struct MemoryInfo : Held<OrtMemoryInfo> { explicit MemoryInfo(std::nullptr_t); MemoryInfo(const char *name, OrtAllocatorType type, int id, OrtMemType memory); static MemoryInfo CreateCpu(OrtAllocatorType type, OrtMemType memory); std::string GetAllocatorName() const; int GetDeviceId() const; };
#if ONNXRUNTIME_SINCE(121)
struct ConstMemoryInfo { std::string GetAllocatorName() const; int GetDeviceId() const; operator const OrtMemoryInfo *() const; };
#endif
struct MemoryAllocation { void *get(); size_t size() const; };
struct AllocatorWithDefaultOptions { AllocatorWithDefaultOptions(); operator OrtAllocator *(); operator const OrtAllocator *() const; void *Alloc(size_t size); void Free(void *pointer); MemoryAllocation GetAllocation(size_t size); };
struct Allocator : Held<OrtAllocator> { Allocator(const struct Session &session, const MemoryInfo &memory); void *Alloc(size_t size) const; void Free(void *pointer) const; };
struct AllocatedFree { explicit AllocatedFree(OrtAllocator *allocator); void operator()(void *pointer) const; };
#if ONNXRUNTIME_SINCE(112)
using AllocatedStringPtr = std::unique_ptr<char, AllocatedFree>;
#endif

struct ThreadingOptions { ThreadingOptions &SetGlobalIntraOpNumThreads(int count); };
struct Env : Held<OrtEnv> {
  Env(std::nullptr_t);
  Env(OrtLoggingLevel level = ORT_LOGGING_LEVEL_WARNING, const char *id = "");
  Env(OrtLoggingLevel level, const char *id, OrtLoggingFunction function, void *parameter);
  Env &EnableTelemetryEvents();
  Env &DisableTelemetryEvents();
#if ONNXRUNTIME_UNTIL(110)
  static const OrtApi *s_api;
#endif
};
struct CustomOpDomain : Held<OrtCustomOpDomain> { explicit CustomOpDomain(std::nullptr_t); explicit CustomOpDomain(const char *domain); void Add(OrtCustomOp *operation); };
struct RunOptions : Held<OrtRunOptions> { RunOptions(std::nullptr_t); RunOptions(); RunOptions &SetRunLogVerbosityLevel(int level); RunOptions &SetRunLogSeverityLevel(int level); RunOptions &SetRunTag(const char *tag); RunOptions &SetTerminate(); RunOptions &UnsetTerminate(); RunOptions &AddConfigEntry(const char *key, const char *value); };
struct SessionOptions : Held<OrtSessionOptions> {
  explicit SessionOptions(std::nullptr_t);
  SessionOptions();
  SessionOptions Clone() const;
  SessionOptions &SetIntraOpNumThreads(int count);
  SessionOptions &SetInterOpNumThreads(int count);
  SessionOptions &SetGraphOptimizationLevel(GraphOptimizationLevel level);
  SessionOptions &EnableCpuMemArena();
  SessionOptions &DisableCpuMemArena();
  SessionOptions &SetOptimizedModelFilePath(const ORTCHAR_T *path);
  SessionOptions &EnableProfiling(const ORTCHAR_T *prefix);
  SessionOptions &DisableProfiling();
  SessionOptions &EnableMemPattern();
  SessionOptions &DisableMemPattern();
  SessionOptions &SetExecutionMode(ExecutionMode mode);
  SessionOptions &SetLogId(const char *id);
  SessionOptions &SetLogSeverityLevel(int level);
  SessionOptions &Add(OrtCustomOpDomain *domain);
  SessionOptions &DisablePerSessionThreads();
  SessionOptions &AddConfigEntry(const char *key, const char *value);
  SessionOptions &AddInitializer(const char *name, const OrtValue *value);
  SessionOptions &AppendExecutionProvider_CUDA(const OrtCUDAProviderOptions &options);
  SessionOptions &AppendExecutionProvider_OpenVINO(const OrtOpenVINOProviderOptions &options);
  SessionOptions &AppendExecutionProvider_TensorRT(const OrtTensorRTProviderOptions &options);
};
struct ModelMetadata : Held<OrtModelMetadata> {
  int64_t GetVersion() const;
#define ONNXRUNTIME_TEXTS(name) ONNXRUNTIME_TEXT(name) ONNXRUNTIME_ALLOCATED(name)
#if ONNXRUNTIME_UNTIL(113)
#define ONNXRUNTIME_TEXT(name) char *name(OrtAllocator *allocator) const;
  char *LookupCustomMetadataMap(const char *key, OrtAllocator *allocator) const;
  char **GetCustomMetadataMapKeys(OrtAllocator *allocator, int64_t &count) const;
#else
#define ONNXRUNTIME_TEXT(name)
#endif
#if ONNXRUNTIME_SINCE(112)
#define ONNXRUNTIME_ALLOCATED(name) AllocatedStringPtr name##Allocated(OrtAllocator *allocator) const;
  AllocatedStringPtr LookupCustomMetadataMapAllocated(const char *key, OrtAllocator *allocator) const;
  std::vector<AllocatedStringPtr> GetCustomMetadataMapKeysAllocated(OrtAllocator *allocator) const;
#else
#define ONNXRUNTIME_ALLOCATED(name)
#endif
  ONNXRUNTIME_TEXTS(GetProducerName) ONNXRUNTIME_TEXTS(GetGraphName) ONNXRUNTIME_TEXTS(GetGraphDescription) ONNXRUNTIME_TEXTS(GetDescription) ONNXRUNTIME_TEXTS(GetDomain)
};
struct TensorTypeAndShapeInfo : Held<OrtTensorTypeAndShapeInfo> { explicit TensorTypeAndShapeInfo(std::nullptr_t); ONNXTensorElementDataType GetElementType() const; size_t GetElementCount() const; size_t GetDimensionsCount() const; std::vector<int64_t> GetShape() const; void GetDimensions(int64_t *values, size_t count) const; };
#if ONNXRUNTIME_SINCE(121)
struct ConstTensorTypeAndShapeInfo { ONNXTensorElementDataType GetElementType() const; size_t GetElementCount() const; size_t GetDimensionsCount() const; std::vector<int64_t> GetShape() const; };
#endif
struct TypeInfo : Held<OrtTypeInfo> {
  explicit TypeInfo(std::nullptr_t);
#if defined(ONNXRUNTIME_RELEASE) && ONNXRUNTIME_SINCE(121)
  ConstTensorTypeAndShapeInfo GetTensorTypeAndShapeInfo() const;
#else
  Unowned<TensorTypeAndShapeInfo> GetTensorTypeAndShapeInfo() const;
#endif
  ONNXType GetONNXType() const;
};
struct Value : Held<OrtValue> {
  explicit Value(std::nullptr_t);
  explicit Value(OrtValue *value);
  template <typename T> static Value CreateTensor(const OrtMemoryInfo *info, T *data, size_t count, const int64_t *shape, size_t shapeLength);
  static Value CreateTensor(const OrtMemoryInfo *info, void *data, size_t bytes, const int64_t *shape, size_t shapeLength, ONNXTensorElementDataType type);
  template <typename T> static Value CreateTensor(OrtAllocator *allocator, const int64_t *shape, size_t shapeLength);
  static Value CreateTensor(OrtAllocator *allocator, const int64_t *shape, size_t shapeLength, ONNXTensorElementDataType type);
  static Value CreateSequence(std::vector<Value> &values);
  bool IsTensor() const;
  size_t GetCount() const;
  Value GetValue(int index, OrtAllocator *allocator) const;
  template <typename T> T *GetTensorMutableData();
  template <typename T> const T *GetTensorData() const;
  template <typename T> T &At(const std::vector<int64_t> &place);
  TypeInfo GetTypeInfo() const;
  TensorTypeAndShapeInfo GetTensorTypeAndShapeInfo() const;
  size_t GetStringTensorDataLength() const;
  void GetStringTensorContent(void *buffer, size_t length, size_t *offsets, size_t count) const;
  void FillStringTensor(const char *const *texts, size_t count);
};
struct IoBinding : Held<OrtIoBinding> { explicit IoBinding(Session &session); void BindInput(const char *name, const Value &value); void BindOutput(const char *name, const Value &value); void BindOutput(const char *name, const OrtMemoryInfo *memory); std::vector<std::string> GetOutputNames() const; std::vector<Value> GetOutputValues() const; void ClearBoundInputs(); void ClearBoundOutputs(); };
struct Session : Held<OrtSession> {
  explicit Session(std::nullptr_t);
  Session(const Env &env, const ORTCHAR_T *path, const SessionOptions &options);
  Session(const Env &env, const void *bytes, size_t count, const SessionOptions &options);
  std::vector<Value> Run(const RunOptions &options, const char *const *inputNames, const Value *inputs, size_t inputCount, const char *const *outputNames, size_t outputCount);
  void Run(const RunOptions &options, const char *const *inputNames, const Value *inputs, size_t inputCount, const char *const *outputNames, Value *outputs, size_t outputCount);
  void Run(const RunOptions &options, const IoBinding &binding);
  size_t GetInputCount() const;
  size_t GetOutputCount() const;
  size_t GetOverridableInitializerCount() const;
#if ONNXRUNTIME_UNTIL(113)
  char *GetInputName(size_t index, OrtAllocator *allocator) const;
  char *GetOutputName(size_t index, OrtAllocator *allocator) const;
  char *GetOverridableInitializerName(size_t index, OrtAllocator *allocator) const;
  char *EndProfiling(OrtAllocator *allocator) const;
#endif
#if ONNXRUNTIME_SINCE(112)
  AllocatedStringPtr GetInputNameAllocated(size_t index, OrtAllocator *allocator) const;
  AllocatedStringPtr GetOutputNameAllocated(size_t index, OrtAllocator *allocator) const;
  AllocatedStringPtr GetOverridableInitializerNameAllocated(size_t index, OrtAllocator *allocator) const;
  AllocatedStringPtr EndProfilingAllocated(OrtAllocator *allocator);
#endif
  uint64_t GetProfilingStartTimeNs() const;
  ModelMetadata GetModelMetadata() const;
  TypeInfo GetInputTypeInfo(size_t index) const;
  TypeInfo GetOutputTypeInfo(size_t index) const;
  TypeInfo GetOverridableInitializerTypeInfo(size_t index) const;
};
#if ONNXRUNTIME_UNTIL(110)
void AddInitializer(const char *name, const OrtValue *value);
#endif
#if ONNXRUNTIME_UNTIL(121)
struct CustomOpApi {
  CustomOpApi(const OrtApi &api);
  template <typename T> T KernelInfoGetAttribute(const OrtKernelInfo *info, const char *name);
  OrtTensorTypeAndShapeInfo *GetTensorTypeAndShape(const OrtValue *value);
  size_t GetTensorShapeElementCount(const OrtTensorTypeAndShapeInfo *info);
  ONNXTensorElementDataType GetTensorElementType(const OrtTensorTypeAndShapeInfo *info);
  size_t GetDimensionsCount(const OrtTensorTypeAndShapeInfo *info);
  void GetDimensions(const OrtTensorTypeAndShapeInfo *info, int64_t *values, size_t count);
  void SetDimensions(OrtTensorTypeAndShapeInfo *info, const int64_t *values, size_t count);
  template <typename T> T *GetTensorMutableData(OrtValue *value);
  template <typename T> const T *GetTensorData(const OrtValue *value);
  std::vector<int64_t> GetTensorShape(const OrtTensorTypeAndShapeInfo *info);
  void ReleaseTensorTypeAndShapeInfo(OrtTensorTypeAndShapeInfo *info);
  size_t KernelContext_GetInputCount(const OrtKernelContext *context);
  const OrtValue *KernelContext_GetInput(const OrtKernelContext *context, size_t index);
  size_t KernelContext_GetOutputCount(const OrtKernelContext *context);
  OrtValue *KernelContext_GetOutput(OrtKernelContext *context, size_t index, const int64_t *values, size_t count);
  void ThrowOnError(OrtStatus *status);
};
#endif
}
#undef ONNXRUNTIME_TEXTS
#undef ONNXRUNTIME_TEXT
#undef ONNXRUNTIME_ALLOCATED
