// The interfaces of TensorRT that servers call: those of 8.6, and what took their place by 10.0.
#ifndef DECLARED_NVINFER_H
#define DECLARED_NVINFER_H
#include <cstddef>
#include <cstdint>

#include "NvInferVersion.h"

typedef struct CUstream_st *cudaStream_t;
typedef struct CUevent_st *cudaEvent_t;

namespace nvinfer1 {
typedef char AsciiChar;
class Dims32 {
public:
  static constexpr int32_t MAX_DIMS{8};
  int32_t nbDims;
  int32_t d[MAX_DIMS];
};
using Dims = Dims32;
class Dims2 : public Dims { public: Dims2(); Dims2(int32_t, int32_t); };
class Dims3 : public Dims { public: Dims3(); Dims3(int32_t, int32_t, int32_t); };
class Dims4 : public Dims { public: Dims4(); Dims4(int32_t, int32_t, int32_t, int32_t); };
enum class DataType : int32_t { kFLOAT = 0, kHALF = 1, kINT8 = 2, kINT32 = 3, kBOOL = 4, kUINT8 = 5, kFP8 = 6, kBF16 = 7, kINT64 = 8 };
enum class TensorIOMode : int32_t { kNONE = 0, kINPUT = 1, kOUTPUT = 2 };
enum class MemoryPoolType : int32_t { kWORKSPACE = 0, kDLA_MANAGED_SRAM = 1, kDLA_LOCAL_DRAM = 2, kDLA_GLOBAL_DRAM = 3, kTACTIC_DRAM = 4 };
enum class BuilderFlag : int32_t { kFP16 = 0, kINT8 = 1, kDEBUG = 2, kGPU_FALLBACK = 3, kSTRICT_TYPES = 4, kREFIT = 5, kDISABLE_TIMING_CACHE = 6, kTF32 = 7, kSPARSE_WEIGHTS = 8, kSAFETY_SCOPE = 9, kOBEY_PRECISION_CONSTRAINTS = 10, kPREFER_PRECISION_CONSTRAINTS = 11, kDIRECT_IO = 12, kREJECT_EMPTY_ALGORITHMS = 13 };
enum class NetworkDefinitionCreationFlag : int32_t { kEXPLICIT_BATCH = 0, kEXPLICIT_PRECISION = 1 };
using NetworkDefinitionCreationFlags = uint32_t;
enum class OptProfileSelector : int32_t { kMIN = 0, kOPT = 1, kMAX = 2 };
class ILogger {
public:
  enum class Severity : int32_t { kINTERNAL_ERROR = 0, kERROR = 1, kWARNING = 2, kINFO = 3, kVERBOSE = 4 };
  virtual void log(Severity severity, AsciiChar const *msg) noexcept = 0;
  virtual ~ILogger();
};
class IHostMemory { public: virtual ~IHostMemory() noexcept; void *data() const noexcept; std::size_t size() const noexcept; DataType type() const noexcept; void destroy() noexcept; };
class ITensor { public: void setName(char const *) noexcept; char const *getName() const noexcept; Dims getDimensions() const noexcept; DataType getType() const noexcept; };
class ILayer { public: ITensor *getOutput(int32_t) const noexcept; void setName(char const *) noexcept; };
class IOptimizationProfile { public: bool setDimensions(char const *, OptProfileSelector, Dims) noexcept; };
class IPluginFactory;
class INetworkDefinition { public: virtual ~INetworkDefinition() noexcept; void destroy() noexcept; int32_t getNbInputs() const noexcept; ITensor *getInput(int32_t) const noexcept; int32_t getNbOutputs() const noexcept; ITensor *getOutput(int32_t) const noexcept; bool hasImplicitBatchDimension() const noexcept; void markOutput(ITensor &) noexcept; ITensor *addInput(char const *, DataType, Dims) noexcept; };
class IBuilderConfig { public: virtual ~IBuilderConfig() noexcept; void destroy() noexcept; void setMaxWorkspaceSize(std::size_t) noexcept; std::size_t getMaxWorkspaceSize() const noexcept; void setMemoryPoolLimit(MemoryPoolType, std::size_t) noexcept; std::size_t getMemoryPoolLimit(MemoryPoolType) const noexcept; void setFlag(BuilderFlag) noexcept; bool getFlag(BuilderFlag) const noexcept; int32_t addOptimizationProfile(IOptimizationProfile const *) noexcept; };
class IExecutionContext;
class ICudaEngine {
public:
  virtual ~ICudaEngine() noexcept;
  void destroy() noexcept;
  int32_t getNbBindings() const noexcept;
  int32_t getBindingIndex(char const *) const noexcept;
  char const *getBindingName(int32_t) const noexcept;
  bool bindingIsInput(int32_t) const noexcept;
  Dims getBindingDimensions(int32_t) const noexcept;
  DataType getBindingDataType(int32_t) const noexcept;
  int32_t getMaxBatchSize() const noexcept;
  bool hasImplicitBatchDimension() const noexcept;
  IHostMemory *serialize() const noexcept;
  IExecutionContext *createExecutionContext() noexcept;
  int32_t getNbIOTensors() const noexcept;
  char const *getIOTensorName(int32_t) const noexcept;
  TensorIOMode getTensorIOMode(char const *) const noexcept;
  Dims getTensorShape(char const *) const noexcept;
  DataType getTensorDataType(char const *) const noexcept;
  int32_t getNbOptimizationProfiles() const noexcept;
};
class IExecutionContext {
public:
  virtual ~IExecutionContext() noexcept;
  void destroy() noexcept;
  bool execute(int32_t, void *const *) noexcept;
  bool enqueue(int32_t, void *const *, cudaStream_t, cudaEvent_t *) noexcept;
  bool executeV2(void *const *) noexcept;
  bool enqueueV2(void *const *, cudaStream_t, cudaEvent_t *) noexcept;
  bool enqueueV3(cudaStream_t) noexcept;
  bool setBindingDimensions(int32_t, Dims) noexcept;
  Dims getBindingDimensions(int32_t) const noexcept;
  bool setInputShape(char const *, Dims const &) noexcept;
  Dims getTensorShape(char const *) const noexcept;
  bool setTensorAddress(char const *, void *) noexcept;
  bool setInputTensorAddress(char const *, void const *) noexcept;
  bool setOptimizationProfile(int32_t) noexcept;
  bool setOptimizationProfileAsync(int32_t, cudaStream_t) noexcept;
  bool allInputDimensionsSpecified() const noexcept;
  ICudaEngine const &getEngine() const noexcept;
};
class IRuntime { public: virtual ~IRuntime() noexcept; void destroy() noexcept; ICudaEngine *deserializeCudaEngine(void const *, std::size_t, IPluginFactory *) noexcept; ICudaEngine *deserializeCudaEngine(void const *, std::size_t) noexcept; void setDLACore(int32_t) noexcept; };
class IBuilder {
public:
  virtual ~IBuilder() noexcept;
  void destroy() noexcept;
  void setMaxBatchSize(int32_t) noexcept;
  int32_t getMaxBatchSize() const noexcept;
  bool platformHasFastFp16() const noexcept;
  bool platformHasFastInt8() const noexcept;
  INetworkDefinition *createNetworkV2(NetworkDefinitionCreationFlags) noexcept;
  IBuilderConfig *createBuilderConfig() noexcept;
  IOptimizationProfile *createOptimizationProfile() noexcept;
  ICudaEngine *buildEngineWithConfig(INetworkDefinition &, IBuilderConfig &) noexcept;
  IHostMemory *buildSerializedNetwork(INetworkDefinition &, IBuilderConfig &) noexcept;
};
IBuilder *createInferBuilder(ILogger &) noexcept;
IRuntime *createInferRuntime(ILogger &) noexcept;
}
#endif
