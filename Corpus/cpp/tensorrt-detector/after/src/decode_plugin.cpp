#include "detector/decode_plugin.hpp"

#include <cstring>

using nvinfer1::DataType;

namespace detector {

REGISTER_TENSORRT_PLUGIN(DecodePluginCreator);

// Implemented with kernels beside.
int launchDecode(const float* cells, float* boxes, int count, int classes, float threshold, cudaStream_t stream);

DecodePlugin::DecodePlugin(const void* data, size_t length) : classes_(0), threshold_(0) {
  const char* bytes = static_cast<const char*>(data);
  if (length != getSerializationSize()) return;
  std::memcpy(&classes_, bytes, sizeof(classes_));
  std::memcpy(&threshold_, bytes + sizeof(classes_), sizeof(threshold_));
}

nvinfer1::IPluginV2DynamicExt* DecodePlugin::clone() const noexcept {
  auto* copy = new DecodePlugin(classes_, threshold_);
  copy->setPluginNamespace(namespace_.c_str());
  return copy;
}

nvinfer1::DimsExprs DecodePlugin::getOutputDimensions(int32_t, const nvinfer1::DimsExprs* inputs, int32_t,
                                                      nvinfer1::IExprBuilder& builder) noexcept {
  nvinfer1::DimsExprs out(inputs[0]);
  out.d[1] = builder.constant(classes_ + 5);
  return out;
}

bool DecodePlugin::supportsFormatCombination(int32_t position, const nvinfer1::PluginTensorDesc* tensors, int32_t,
                                             int32_t) noexcept {
  return tensors[position].type == DataType::kFLOAT && tensors[position].format == nvinfer1::TensorFormat::kLINEAR;
}

int32_t DecodePlugin::enqueue(const nvinfer1::PluginTensorDesc* in, const nvinfer1::PluginTensorDesc*,
                              const void* const* inputs, void* const* outputs, void*, cudaStream_t stream) noexcept {
  const int cells = in[0].dims.d[0] * in[0].dims.d[2];
  return launchDecode(static_cast<const float*>(inputs[0]), static_cast<float*>(outputs[0]), cells, classes_,
                      threshold_, stream);
}

void DecodePlugin::serialize(void* buffer) const noexcept {
  char* bytes = static_cast<char*>(buffer);
  std::memcpy(bytes, &classes_, sizeof(classes_));
  std::memcpy(bytes + sizeof(classes_), &threshold_, sizeof(threshold_));
}

nvinfer1::IPluginV2* DecodePluginCreator::createPlugin(const char*,
                                                       const nvinfer1::PluginFieldCollection* fields) noexcept {
  int classes = 80;
  float threshold = 0.25f;
  for (int i = 0; i < fields->nbFields; ++i) {
    const auto& field = fields->fields[i];
    if (!std::strcmp(field.name, "classes")) classes = *static_cast<const int*>(field.data);
    if (!std::strcmp(field.name, "threshold")) threshold = *static_cast<const float*>(field.data);
  }
  return new DecodePlugin(classes, threshold);
}

nvinfer1::IPluginV2* DecodePluginCreator::deserializePlugin(const char*, const void* data, size_t length) noexcept {
  return new DecodePlugin(data, length);
}

}  // namespace detector
