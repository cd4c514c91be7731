// Declarations of TensorRT's parser of ONNX, for where its headers are not installed: names and signatures of 8.6, 10.0, 10.16 and 11.0.
// With TENSORRT_RELEASE defined (806, 1000, 1016, 1100) only what that release has; without, all of it.
#ifndef DECLARED_NVONNXPARSER_H
#define DECLARED_NVONNXPARSER_H
#include <string>
#include <utility>
#include <vector>

#include "NvInfer.h"
#if TENSORRT_UNTIL(1100)
using SubGraph_t = std::pair<std::vector<size_t>, bool>;
using SubGraphCollection_t = std::vector<SubGraph_t>;
#endif
namespace nvonnxparser {
enum class ErrorCode : int {
  kSUCCESS,
  kINTERNAL_ERROR,
  kMEM_ALLOC_FAILED,
  kMODEL_DESERIALIZE_FAILED,
  kINVALID_VALUE,
  kINVALID_GRAPH,
  kINVALID_NODE,
  kUNSUPPORTED_GRAPH,
  kUNSUPPORTED_NODE,
#if TENSORRT_SINCE(1000)
  kUNSUPPORTED_NODE_ATTR,
  kUNSUPPORTED_NODE_INPUT,
  kUNSUPPORTED_NODE_DATATYPE,
  kUNSUPPORTED_NODE_DYNAMIC,
  kUNSUPPORTED_NODE_SHAPE,
  kREFIT_FAILED,
#endif
};
enum class OnnxParserFlag : int32_t {
  kNATIVE_INSTANCENORM,
#if TENSORRT_SINCE(1016)
  kENABLE_UINT8_AND_ASYMMETRIC_QUANTIZATION_DLA,
  kREPORT_CAPABILITY_DLA,
  kENABLE_PLUGIN_OVERRIDE,
  kADJUST_FOR_DLA,
#endif
};
class IOnnxConfig;
class IParserError;
class IParser;
#if TENSORRT_SINCE(1000)
class IParserRefitter;
#endif
using OnnxParserFlags = uint32_t;
class IOnnxConfig {
public:
  using Verbosity = int32_t;
  virtual ~IOnnxConfig() noexcept;
  virtual void setModelDtype(const nvinfer1::DataType) noexcept = 0;
  virtual nvinfer1::DataType getModelDtype() const noexcept = 0;
  virtual const char *getModelFileName() const noexcept = 0;
  virtual void setModelFileName(const char *onnxFilename) noexcept = 0;
  virtual Verbosity getVerbosityLevel() const noexcept = 0;
  virtual void addVerbosity() noexcept = 0;
  virtual void reduceVerbosity() noexcept = 0;
  virtual void setVerbosityLevel(Verbosity) noexcept = 0;
  virtual const char *getTextFileName() const noexcept = 0;
  virtual void setTextFileName(const char *textFileName) noexcept = 0;
  virtual const char *getFullTextFileName() const noexcept = 0;
  virtual void setFullTextFileName(const char *fullTextFileName) noexcept = 0;
  virtual bool getPrintLayerInfo() const noexcept = 0;
  virtual void setPrintLayerInfo(bool) noexcept = 0;
#if TENSORRT_UNTIL(1000)
  virtual void destroy() noexcept = 0;
#endif
};
class IParserError {
public:
  virtual ErrorCode code() const = 0;
  virtual const char *desc() const = 0;
  virtual const char *file() const = 0;
  virtual int line() const = 0;
  virtual const char *func() const = 0;
  virtual int node() const = 0;
#if TENSORRT_SINCE(1000)
  virtual const char *nodeName() const = 0;
  virtual const char *nodeOperator() const = 0;
  virtual const char *const *localFunctionStack() const = 0;
  virtual int32_t localFunctionStackSize() const = 0;
#endif
};
class IParser {
public:
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1016))
  virtual bool parse(const void *serialized_onnx_model, size_t serialized_onnx_model_size, const char *model_path = nullptr) noexcept = 0;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1016)
  virtual bool parse(const void *serialized_onnx_model, size_t serialized_onnx_model_size, const char *model_path = nullptr) = 0;
#endif
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1016))
  virtual bool parseFromFile(const char *onnxModelFile, int verbosity) noexcept = 0;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1016)
  virtual bool parseFromFile(const char *onnxModelFile, int verbosity) = 0;
#endif
#if (TENSORRT_UNTIL(1100)) && (!TENSORRT_ONLY || (TENSORRT_SINCE(1016) && TENSORRT_UNTIL(1100)))
  virtual bool supportsModel(const void *serialized_onnx_model, size_t serialized_onnx_model_size, SubGraphCollection_t &sub_graph_collection, const char *model_path = nullptr) noexcept = 0;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1016)
  virtual bool supportsModel(const void *serialized_onnx_model, size_t serialized_onnx_model_size, SubGraphCollection_t &sub_graph_collection, const char *model_path = nullptr) = 0;
#endif
#if (TENSORRT_UNTIL(1100)) && (!TENSORRT_ONLY || (TENSORRT_SINCE(1016) && TENSORRT_UNTIL(1100)))
  virtual bool parseWithWeightDescriptors(const void *serialized_onnx_model, size_t serialized_onnx_model_size) noexcept = 0;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1016)
  virtual bool parseWithWeightDescriptors(const void *serialized_onnx_model, size_t serialized_onnx_model_size) = 0;
#endif
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1016))
  virtual bool supportsOperator(const char *op_name) const noexcept = 0;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1016)
  virtual bool supportsOperator(const char *op_name) const = 0;
#endif
#if TENSORRT_UNTIL(1000)
  virtual void destroy() = 0;
#endif
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1016))
  virtual int getNbErrors() const noexcept = 0;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1016)
  virtual int getNbErrors() const = 0;
#endif
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1016))
  virtual const IParserError *getError(int index) const noexcept = 0;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1016)
  virtual const IParserError *getError(int index) const = 0;
#endif
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1016))
  virtual void clearErrors() noexcept = 0;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1016)
  virtual void clearErrors() = 0;
#endif
  virtual ~IParser() noexcept;
  virtual const char *const *getUsedVCPluginLibraries(int64_t &nbPluginLibs) const noexcept = 0;
  virtual void setFlags(OnnxParserFlags onnxParserFlags) noexcept = 0;
  virtual OnnxParserFlags getFlags() const noexcept = 0;
  virtual void clearFlag(OnnxParserFlag onnxParserFlag) noexcept = 0;
  virtual void setFlag(OnnxParserFlag onnxParserFlag) noexcept = 0;
  virtual bool getFlag(OnnxParserFlag onnxParserFlag) const noexcept = 0;
#if (TENSORRT_SINCE(1000)) && (!TENSORRT_ONLY || (TENSORRT_SINCE(1016)))
  virtual const nvinfer1::ITensor *getLayerOutputTensor(const char *name, int64_t i) noexcept = 0;
#endif
#if TENSORRT_ONLY && TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1016)
  virtual const nvinfer1::ITensor *getLayerOutputTensor(const char *name, int64_t i) = 0;
#endif
#if TENSORRT_SINCE(1016)
  virtual bool supportsModelV2(const void *serializedOnnxModel, size_t serializedOnnxModelSize, const char *modelPath = nullptr) noexcept = 0;
  virtual int64_t getNbSubgraphs() noexcept = 0;
  virtual bool isSubgraphSupported(const int64_t index) noexcept = 0;
  virtual int64_t *getSubgraphNodes(const int64_t index, int64_t &subgraphLength) noexcept = 0;
  virtual bool loadModelProto(const void *serializedOnnxModel, size_t serializedOnnxModelSize, const char *modelPath = nullptr) noexcept = 0;
  virtual bool loadInitializer(const char *name, const void *data, size_t size) noexcept = 0;
  virtual bool parseModelProto() noexcept = 0;
  virtual bool setBuilderConfig(const nvinfer1::IBuilderConfig *const builderConfig) noexcept = 0;
#endif
};
#if TENSORRT_SINCE(1000)
class IParserRefitter {
public:
#endif
#if TENSORRT_SINCE(1000) && (TENSORRT_SINCE(1000))
  virtual bool refitFromBytes(const void *serializedOnnxModel, size_t serializedOnnxModelSize, const char *modelPath = nullptr) noexcept = 0;
  virtual bool refitFromFile(const char *onnxModelFile) noexcept = 0;
  virtual int32_t getNbErrors() const noexcept = 0;
  virtual const IParserError *getError(int32_t index) const noexcept = 0;
  virtual void clearErrors() = 0;
#endif
#if TENSORRT_SINCE(1000)
  virtual ~IParserRefitter() noexcept;
#endif
#if TENSORRT_SINCE(1000) && (TENSORRT_SINCE(1016))
  virtual bool loadModelProto(const void *serializedOnnxModel, size_t serializedOnnxModelSize, const char *modelPath = nullptr) noexcept = 0;
  virtual bool loadInitializer(const char *name, const void *data, size_t size) noexcept = 0;
  virtual bool refitModelProto() noexcept = 0;
#endif
#if TENSORRT_SINCE(1000)
};
#endif
IOnnxConfig *createONNXConfig();
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1016))
IParser *createParser(nvinfer1::INetworkDefinition &network, nvinfer1::ILogger &logger) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1016)
IParser *createParser(nvinfer1::INetworkDefinition &network, nvinfer1::ILogger &logger);
#endif
#if (TENSORRT_SINCE(1000)) && (!TENSORRT_ONLY || (TENSORRT_SINCE(1016)))
IParserRefitter *createParserRefitter(nvinfer1::IRefitter &refitter, nvinfer1::ILogger &logger) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1016)
IParserRefitter *createParserRefitter(nvinfer1::IRefitter &refitter, nvinfer1::ILogger &logger);
#endif
}
#endif
