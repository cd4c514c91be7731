#include "detector/detector.hpp"

#include <stdexcept>

namespace trt = nvinfer1;

namespace detector {

Detector::Detector(const std::vector<char>& plan, int largestBatch) {
  runtime_.reset(trt::createInferRuntime(Logger::shared()));
  engine_.reset(runtime_->deserializeCudaEngine(plan.data(), plan.size(), nullptr));
  if (!engine_) throw std::runtime_error("the plan is of another version of TensorRT");
  context_.reset(engine_->createExecutionContext());
  CUDA_CHECK(cudaStreamCreate(&stream_));

  describe();
  inputIndex_ = engine_->getBindingIndex("images");
  outputIndex_ = engine_->getBindingIndex("boxes");
  if (inputIndex_ < 0 || outputIndex_ < 0) throw std::runtime_error("the engine has other tensors than were asked for");
  for (const Binding& binding : bindings_) {
    buffers_.emplace_back(binding.bytes * largestBatch);
    addresses_.push_back(buffers_.back().data());
  }
}

Detector::~Detector() {
  if (stream_) cudaStreamDestroy(stream_);
}

void Detector::describe() {
  const int count = engine_->getNbBindings();
  for (int i = 0; i < count; ++i) {
    Binding binding;
    binding.name = engine_->getBindingName(i);
    binding.isInput = engine_->bindingIsInput(i);
    binding.dims = engine_->getBindingDimensions(i);
    binding.bytes = volume(binding.dims) * elementSize(engine_->getBindingDataType(i));
    bindings_.push_back(binding);
  }
}

std::vector<float> Detector::detect(const std::vector<float>& pixels, int batch) {
  trt::Dims dims = engine_->getBindingDimensions(inputIndex_);
  dims.d[0] = batch;
  context_->setBindingDimensions(inputIndex_, dims);
  if (!context_->allInputDimensionsSpecified()) throw std::runtime_error("a dimension is missing");

  CUDA_CHECK(cudaMemcpyAsync(addresses_[inputIndex_], pixels.data(), pixels.size() * sizeof(float),
                             cudaMemcpyHostToDevice, stream_));
  const bool enqueued = context_->enqueueV2(addresses_.data(), stream_, nullptr);
  if (!enqueued) throw std::runtime_error("the engine did not run");

  const auto shape = context_->getBindingDimensions(outputIndex_);
  std::vector<float> boxes(volume(shape));
  CUDA_CHECK(cudaMemcpyAsync(boxes.data(), addresses_[outputIndex_], boxes.size() * sizeof(float),
                             cudaMemcpyDeviceToHost, stream_));
  CUDA_CHECK(cudaStreamSynchronize(stream_));
  return boxes;
}

}  // namespace detector
