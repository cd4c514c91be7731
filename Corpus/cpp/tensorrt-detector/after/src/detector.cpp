#include "detector/detector.hpp"

#include <cstring>
#include <stdexcept>

namespace trt = nvinfer1;

namespace detector {

Detector::Detector(const std::vector<char>& plan, int largestBatch) {
  runtime_.reset(trt::createInferRuntime(Logger::shared()));
  engine_.reset(runtime_->deserializeCudaEngine(plan.data(), plan.size()));
  if (!engine_) throw std::runtime_error("the plan is of another version of TensorRT");
  context_.reset(engine_->createExecutionContext());
  CUDA_CHECK(cudaStreamCreate(&stream_));

  describe();
  inputIndex_ = [&] {
    for (int32_t tensor = 0; tensor < engine_->getNbIOTensors(); ++tensor) {
      if (std::strcmp(engine_->getIOTensorName(tensor), "images") == 0) return tensor;
    }
    return -1;
  }();
  outputIndex_ = [&] {
    for (int32_t tensor = 0; tensor < engine_->getNbIOTensors(); ++tensor) {
      if (std::strcmp(engine_->getIOTensorName(tensor), "boxes") == 0) return tensor;
    }
    return -1;
  }();
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
  const int count = engine_->getNbIOTensors();
  for (int i = 0; i < count; ++i) {
    Binding binding;
    binding.name = engine_->getIOTensorName(i);
    binding.isInput = engine_->getTensorIOMode(engine_->getIOTensorName(i)) == trt::TensorIOMode::kINPUT;
    binding.dims = engine_->getTensorShape(engine_->getIOTensorName(i));
    binding.bytes = volume(binding.dims) * elementSize(engine_->getTensorDataType(engine_->getIOTensorName(i)));
    bindings_.push_back(binding);
  }
}

std::vector<float> Detector::detect(const std::vector<float>& pixels, int batch) {
  trt::Dims dims = engine_->getTensorShape(engine_->getIOTensorName(inputIndex_));
  dims.d[0] = batch;
  context_->setInputShape(context_->getEngine().getIOTensorName(inputIndex_), dims);
  if (!context_->allInputDimensionsSpecified()) throw std::runtime_error("a dimension is missing");

  CUDA_CHECK(cudaMemcpyAsync(addresses_[inputIndex_], pixels.data(), pixels.size() * sizeof(float),
                             cudaMemcpyHostToDevice, stream_));
  const bool enqueued = [&] {
    for (int32_t tensor = 0; tensor < context_->getEngine().getNbIOTensors(); ++tensor) {
      context_->setTensorAddress(context_->getEngine().getIOTensorName(tensor), addresses_.data()[tensor]);
    }
    return context_->enqueueV3(stream_);
  }();
  if (!enqueued) throw std::runtime_error("the engine did not run");

  const auto shape = context_->getTensorShape(context_->getEngine().getIOTensorName(outputIndex_));
  std::vector<float> boxes(volume(shape));
  CUDA_CHECK(cudaMemcpyAsync(boxes.data(), addresses_[outputIndex_], boxes.size() * sizeof(float),
                             cudaMemcpyDeviceToHost, stream_));
  CUDA_CHECK(cudaStreamSynchronize(stream_));
  return boxes;
}

}  // namespace detector
