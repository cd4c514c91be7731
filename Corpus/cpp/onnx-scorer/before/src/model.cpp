#include "scorer/model.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace scorer {
namespace {

// Texts come from an allocator, and go back to it.
std::string taken(char* text, OrtAllocator* allocator) {
  std::string copy = text ? text : "";
  if (text) allocator->Free(allocator, text);
  return copy;
}

std::vector<Port> inputsOf(const Ort::Session& session) {
  Ort::AllocatorWithDefaultOptions allocator;
  std::vector<Port> ports;
  for (size_t index = 0; index < session.GetInputCount(); ++index) {
    const auto info = session.GetInputTypeInfo(index);
    const auto tensor = info.GetTensorTypeAndShapeInfo();
    char* name = session.GetInputName(index, allocator);
    ports.push_back({taken(name, allocator), tensor.GetElementType(), tensor.GetShape()});
  }
  return ports;
}

std::vector<Port> outputsOf(const Ort::Session& session) {
  Ort::AllocatorWithDefaultOptions allocator;
  std::vector<Port> ports;
  for (size_t index = 0; index < session.GetOutputCount(); ++index) {
    Port port;
    port.name = taken(session.GetOutputName(index, allocator), allocator);  // copied
    const auto info = session.GetOutputTypeInfo(index);
    if (info.GetONNXType() == ONNX_TYPE_TENSOR) {
      const auto tensor = info.GetTensorTypeAndShapeInfo();
      port.type = tensor.GetElementType();
      port.shape = tensor.GetShape();
    } else {
      port.type = ONNX_TENSOR_ELEMENT_DATA_TYPE_UNDEFINED;
    }
    ports.push_back(port);
  }
  return ports;
}

}  // namespace

Model::Model(const std::string& path, const SessionSettings& settings)
    : session_(open(path, settings)),
      memory_(Ort::MemoryInfo::CreateCpu(OrtArenaAllocator, OrtMemTypeDefault)),
      inputs_(inputsOf(session_)),
      outputs_(outputsOf(session_)),
      profiles_(settings.profiling) {
  if (inputs_.size() != 1) throw std::invalid_argument(path + " has other than one input");
  for (const Port& port : inputs_) inputNames_.push_back(port.name.c_str());
  for (const Port& port : outputs_) outputNames_.push_back(port.name.c_str());

  // Initializers that a caller may replace are none of ours.
  Ort::AllocatorWithDefaultOptions allocator;
  for (size_t index = 0; index < session_.GetOverridableInitializerCount(); ++index) {
    const std::string name = taken(session_.GetOverridableInitializerName(index, allocator), allocator);
    if (name.empty()) throw std::invalid_argument("an initializer has no name");
  }
}

Model::~Model() {
  if (profiles_) endProfiling(session_);
}

About Model::about() const {
  Ort::AllocatorWithDefaultOptions allocator;
  const Ort::ModelMetadata metadata = session_.GetModelMetadata();
  About about;
  about.producer = taken(metadata.GetProducerName(allocator), allocator);
  about.graph = taken(metadata.GetGraphName(allocator), allocator);
  about.description = taken(metadata.GetDescription(allocator), allocator);
  about.domain = taken(metadata.GetDomain(allocator), allocator);
  about.version = metadata.GetVersion();
  for (const char* key : {"classes", "threshold", "trained_on"}) {
    char* value = metadata.LookupCustomMetadataMap(key, allocator);
    if (value) about.more[key] = taken(value, allocator);
  }
  return about;
}

std::vector<int64_t> Model::shapeOf(const Port& port, size_t rows) {
  std::vector<int64_t> shape = port.shape;
  if (shape.empty()) shape.push_back(-1);
  if (shape[0] < 0) shape[0] = static_cast<int64_t>(rows);
  return shape;
}

std::vector<float> Model::score(const std::vector<float>& features, size_t rows) {
  std::vector<float> copy = features;
  const std::vector<int64_t> shape = shapeOf(inputs_[0], rows);
  return run(Ort::Value::CreateTensor<float>(memory_, copy.data(), copy.size(), shape.data(), shape.size()));
}

std::vector<float> Model::scoreHalf(const std::vector<uint16_t>& features, size_t rows) {
  std::vector<Ort::Float16_t> halves;
  halves.reserve(features.size());
  for (const uint16_t bits : features) halves.push_back(Ort::Float16_t(bits));
  const std::vector<int64_t> shape = shapeOf(inputs_[0], rows);
  return run(Ort::Value::CreateTensor<Ort::Float16_t>(memory_, halves.data(), halves.size(), shape.data(), shape.size()));
}

std::vector<float> Model::run(Ort::Value input) {
  auto outputs = session_.Run(Ort::RunOptions{nullptr}, inputNames_.data(), &input, 1, outputNames_.data(),
                              outputNames_.size());
  Ort::Value& last = outputs.back();
  if (!last.IsTensor()) throw std::runtime_error("the last output is no tensor; export the model without a map");
  const auto info = last.GetTensorTypeAndShapeInfo();
  const size_t count = info.GetElementCount();
  std::vector<float> result(count);
  switch (info.GetElementType()) {
    case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT: {
      const float* values = last.GetTensorMutableData<float>();
      std::copy(values, values + count, result.begin());
      break;
    }
    case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64: {
      const int64_t* values = last.GetTensorMutableData<int64_t>();
      std::transform(values, values + count, result.begin(), [](int64_t value) { return static_cast<float>(value); });
      break;
    }
    default: throw std::runtime_error("the last output holds no numbers");
  }
  return result;
}

}  // namespace scorer
