// An engine with its buffers, ready to be asked.
#pragma once

#include <string>
#include <vector>

#include "detector/device.hpp"

namespace detector {

struct Binding {
  std::string name;
  bool isInput;
  nvinfer1::Dims dims;
  size_t bytes;
};

class Detector {
 public:
  explicit Detector(const std::vector<char>& plan, int largestBatch = 8);
  ~Detector();

  /// Pixels of `batch` images, planes of red, green and blue; gives boxes.
  std::vector<float> detect(const std::vector<float>& pixels, int batch);

  const std::vector<Binding>& bindings() const { return bindings_; }

 private:
  void describe();

  Owned<nvinfer1::IRuntime> runtime_;
  Owned<nvinfer1::ICudaEngine> engine_;
  Owned<nvinfer1::IExecutionContext> context_;
  std::vector<Binding> bindings_;
  std::vector<Buffer> buffers_;
  std::vector<void*> addresses_;
  int inputIndex_;
  int outputIndex_;
  cudaStream_t stream_ = nullptr;
};

}  // namespace detector
