// A layer of our own: turns what the network says of each cell into boxes.
#pragma once

#include <NvInferRuntime.h>

#include <string>
#include <vector>

namespace detector {

class DecodePlugin : public nvinfer1::IPluginV2DynamicExt {
 public:
  DecodePlugin(int classes, float threshold) : classes_(classes), threshold_(threshold) {}
  DecodePlugin(const void* data, size_t length);

  nvinfer1::IPluginV2DynamicExt* clone() const noexcept override;
  nvinfer1::DimsExprs getOutputDimensions(int32_t index, const nvinfer1::DimsExprs* inputs, int32_t count,
                                          nvinfer1::IExprBuilder& builder) noexcept override;
  bool supportsFormatCombination(int32_t position, const nvinfer1::PluginTensorDesc* tensors, int32_t inputs,
                                 int32_t outputs) noexcept override;
  void configurePlugin(const nvinfer1::DynamicPluginTensorDesc* in, int32_t inputs,
                       const nvinfer1::DynamicPluginTensorDesc* out, int32_t outputs) noexcept override {}
  size_t getWorkspaceSize(const nvinfer1::PluginTensorDesc* in, int32_t inputs, const nvinfer1::PluginTensorDesc* out,
                          int32_t outputs) const noexcept override {
    return 0;
  }
  int32_t enqueue(const nvinfer1::PluginTensorDesc* in, const nvinfer1::PluginTensorDesc* out,
                  const void* const* inputs, void* const* outputs, void* workspace,
                  cudaStream_t stream) noexcept override;
  nvinfer1::DataType getOutputDataType(int32_t index, const nvinfer1::DataType* types,
                                       int32_t count) const noexcept override {
    return types[0];
  }

  const char* getPluginType() const noexcept override { return "Decode"; }
  const char* getPluginVersion() const noexcept override { return "1"; }
  int32_t getNbOutputs() const noexcept override { return 1; }
  int32_t initialize() noexcept override { return 0; }
  void terminate() noexcept override {}
  size_t getSerializationSize() const noexcept override { return sizeof(classes_) + sizeof(threshold_); }
  void serialize(void* buffer) const noexcept override;
  void destroy() noexcept override { delete this; }
  void setPluginNamespace(const char* name) noexcept override { namespace_ = name; }
  const char* getPluginNamespace() const noexcept override { return namespace_.c_str(); }

 private:
  int classes_;
  float threshold_;
  std::string namespace_;
};

class DecodePluginCreator : public nvinfer1::IPluginCreator {
 public:
  const char* getPluginName() const noexcept override { return "Decode"; }
  const char* getPluginVersion() const noexcept override { return "1"; }
  const nvinfer1::PluginFieldCollection* getFieldNames() noexcept override { return &fields_; }
  nvinfer1::IPluginV2* createPlugin(const char* name, const nvinfer1::PluginFieldCollection* fields) noexcept override;
  nvinfer1::IPluginV2* deserializePlugin(const char* name, const void* data, size_t length) noexcept override;
  void setPluginNamespace(const char* name) noexcept override { namespace_ = name; }
  const char* getPluginNamespace() const noexcept override { return namespace_.c_str(); }

 private:
  nvinfer1::PluginFieldCollection fields_{};
  std::string namespace_;
};

}  // namespace detector
