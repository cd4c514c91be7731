#include "detector/device.hpp"

#include <iostream>

namespace detector {

void Logger::log(Severity severity, const char* message) noexcept {
  if (severity <= Severity::kWARNING) std::cerr << "tensorrt: " << message << '\n';
}

Logger& Logger::shared() {
  static Logger logger;
  return logger;
}

Buffer::Buffer(size_t bytes) : bytes_(bytes) {
  CUDA_CHECK(cudaMalloc(&data_, bytes));
}

Buffer::~Buffer() {
  if (data_) cudaFree(data_);
}

size_t elementSize(nvinfer1::DataType type) {
  switch (type) {
    case nvinfer1::DataType::kFLOAT:
    case nvinfer1::DataType::kINT32: return 4;
    case nvinfer1::DataType::kHALF: return 2;
    default: return 1;
  }
}

int64_t volume(const nvinfer1::Dims& dims) {
  int64_t product = 1;
  for (int i = 0; i < dims.nbDims; ++i) product *= dims.d[i] < 0 ? 1 : dims.d[i];
  return product;
}

}  // namespace detector
