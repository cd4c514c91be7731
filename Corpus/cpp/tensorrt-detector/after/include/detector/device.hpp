// What of the device is held: objects of TensorRT, memory, a stream.
#pragma once

#include <NvInfer.h>
#include <cuda_runtime_api.h>

#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>

namespace detector {

// Objects of TensorRT give themselves back.
struct Destroyer {
  void operator()(nvinfer1::IBuilder* object) const { delete object; }
  void operator()(nvinfer1::INetworkDefinition* object) const { delete object; }
  void operator()(nvinfer1::IBuilderConfig* object) const { delete object; }
  void operator()(nvinfer1::IHostMemory* object) const { delete object; }
  void operator()(nvinfer1::IRuntime* object) const { delete object; }
  void operator()(nvinfer1::ICudaEngine* object) const { delete object; }
  void operator()(nvinfer1::IExecutionContext* object) const { delete object; }
};

template <typename T>
using Owned = std::unique_ptr<T, Destroyer>;

#define CUDA_CHECK(call)                                                            \
  do {                                                                              \
    const cudaError_t status = (call);                                              \
    if (status != cudaSuccess) throw std::runtime_error(cudaGetErrorString(status)); \
  } while (false)

class Logger : public nvinfer1::ILogger {
 public:
  void log(Severity severity, const char* message) noexcept override;
  static Logger& shared();
};

// Bytes on the device.
class Buffer {
 public:
  explicit Buffer(size_t bytes);
  ~Buffer();
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  Buffer(Buffer&& other) noexcept : data_(other.data_), bytes_(other.bytes_) { other.data_ = nullptr; }

  void* data() const { return data_; }
  size_t bytes() const { return bytes_; }

 private:
  void* data_ = nullptr;
  size_t bytes_ = 0;
};

size_t elementSize(nvinfer1::DataType type);
int64_t volume(const nvinfer1::Dims& dims);

}  // namespace detector
