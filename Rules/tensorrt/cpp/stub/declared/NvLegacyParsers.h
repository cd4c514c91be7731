// Declarations of TensorRT's parsers of Caffe and UFF, for where its headers are not installed: names and signatures of 8.6, 10.0, 10.16 and 11.0.
// With TENSORRT_RELEASE defined (806, 1000, 1016, 1100) only what that release has; without, all of it.
#ifndef DECLARED_NVLEGACYPARSERS_H
#define DECLARED_NVLEGACYPARSERS_H
#include "NvInfer.h"
#if TENSORRT_UNTIL(1000)
namespace nvcaffeparser1 {
#if TENSORRT_UNTIL(1000)
class IBlobNameToTensor;
class IBinaryProtoBlob;
class IPluginFactoryV2;
class ICaffeParser;
#endif
#if TENSORRT_UNTIL(1000)
class IBlobNameToTensor {
public:
#endif
#if TENSORRT_UNTIL(1000) && (TENSORRT_UNTIL(1000))
  virtual nvinfer1::ITensor *find(const char *name) const noexcept = 0;
#endif
#if TENSORRT_UNTIL(1000)
};
class IBinaryProtoBlob {
public:
#endif
#if TENSORRT_UNTIL(1000) && (TENSORRT_UNTIL(1000))
  virtual const void *getData() noexcept = 0;
  virtual nvinfer1::Dims4 getDimensions() noexcept = 0;
  virtual nvinfer1::DataType getDataType() noexcept = 0;
  virtual void destroy() noexcept = 0;
#endif
#if TENSORRT_UNTIL(1000)
  virtual ~IBinaryProtoBlob() noexcept;
};
class IPluginFactoryV2 {
public:
#endif
#if TENSORRT_UNTIL(1000) && (TENSORRT_UNTIL(1000))
  virtual bool isPluginV2(const char *layerName) noexcept = 0;
  virtual nvinfer1::IPluginV2 *createPlugin(const char *layerName, const nvinfer1::Weights *weights, int32_t nbWeights, const char *libNamespace = "") noexcept = 0;
#endif
#if TENSORRT_UNTIL(1000)
  virtual ~IPluginFactoryV2() noexcept;
};
class ICaffeParser {
public:
#endif
#if TENSORRT_UNTIL(1000) && (TENSORRT_UNTIL(1000))
  virtual const IBlobNameToTensor *parse(const char *deploy, const char *model, nvinfer1::INetworkDefinition &network, nvinfer1::DataType weightType) noexcept = 0;
  virtual const IBlobNameToTensor *parseBuffers(const uint8_t *deployBuffer, std::size_t deployLength, const uint8_t *modelBuffer, std::size_t modelLength, nvinfer1::INetworkDefinition &network, nvinfer1::DataType weightType) noexcept = 0;
  virtual IBinaryProtoBlob *parseBinaryProto(const char *fileName) noexcept = 0;
  virtual void setProtobufBufferSize(size_t size) noexcept = 0;
  virtual void destroy() noexcept = 0;
  virtual void setPluginFactoryV2(IPluginFactoryV2 *factory) noexcept = 0;
  virtual void setPluginNamespace(const char *libNamespace) noexcept = 0;
#endif
#if TENSORRT_UNTIL(1000)
  virtual ~ICaffeParser() noexcept;
#endif
#if TENSORRT_UNTIL(1000) && (TENSORRT_UNTIL(1000))
  virtual void setErrorRecorder(nvinfer1::IErrorRecorder *recorder) noexcept = 0;
  virtual nvinfer1::IErrorRecorder *getErrorRecorder() const noexcept = 0;
#endif
#if TENSORRT_UNTIL(1000)
};
ICaffeParser *createCaffeParser() noexcept;
void shutdownProtobufLibrary() noexcept;
#endif
}
namespace nvuffparser {
#if TENSORRT_UNTIL(1000)
enum class UffInputOrder : int32_t {
  kNCHW,
  kNHWC,
  kNC,
};
enum class FieldType : int32_t {
  kFLOAT,
  kINT32,
  kCHAR,
  kDIMS,
  kDATATYPE,
  kUNKNOWN,
};
#endif
#if TENSORRT_UNTIL(1000)
class FieldMap;
class FieldCollection;
class IUffParser;
#endif
#if TENSORRT_UNTIL(1000)
class FieldMap {
public:
#endif
#if TENSORRT_UNTIL(1000) && (TENSORRT_UNTIL(1000))
  const char *name;
  const void *data;
  FieldType type;
  int32_t length;
  FieldMap(const char *name, const void *data, const FieldType type, int32_t length = 1);
  FieldMap();
#endif
#if TENSORRT_UNTIL(1000)
};
class FieldCollection {
public:
#endif
#if TENSORRT_UNTIL(1000) && (TENSORRT_UNTIL(1000))
  int32_t nbFields;
  const FieldMap *fields;
#endif
#if TENSORRT_UNTIL(1000)
};
class IUffParser {
public:
#endif
#if TENSORRT_UNTIL(1000) && (TENSORRT_UNTIL(1000))
  virtual bool registerInput(const char *inputName, nvinfer1::Dims inputDims, UffInputOrder inputOrder) noexcept = 0;
  virtual bool registerOutput(const char *outputName) noexcept = 0;
  virtual bool parse(const char *file, nvinfer1::INetworkDefinition &network, nvinfer1::DataType weightsType = nvinfer1::DataType::kFLOAT) noexcept = 0;
  virtual bool parseBuffer(const char *buffer, std::size_t size, nvinfer1::INetworkDefinition &network, nvinfer1::DataType weightsType = nvinfer1::DataType::kFLOAT) noexcept = 0;
  virtual void destroy() noexcept = 0;
  virtual int32_t getUffRequiredVersionMajor() noexcept = 0;
  virtual int32_t getUffRequiredVersionMinor() noexcept = 0;
  virtual int32_t getUffRequiredVersionPatch() noexcept = 0;
  virtual void setPluginNamespace(const char *libNamespace) noexcept = 0;
#endif
#if TENSORRT_UNTIL(1000)
  virtual ~IUffParser() noexcept;
#endif
#if TENSORRT_UNTIL(1000) && (TENSORRT_UNTIL(1000))
  virtual void setErrorRecorder(nvinfer1::IErrorRecorder *recorder) noexcept = 0;
  virtual nvinfer1::IErrorRecorder *getErrorRecorder() const noexcept = 0;
#endif
#if TENSORRT_UNTIL(1000)
};
IUffParser *createUffParser() noexcept;
void shutdownProtobufLibrary() noexcept;
#endif
}
#endif
#endif
