// Errors, streams and memory of the device.
#pragma once

#include <cublas_v2.h>
#include <cuda_runtime.h>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>

namespace kernels {

class DeviceError : public std::runtime_error {
 public:
  DeviceError(cudaError_t code, const char* file, int line)
      : std::runtime_error(std::string(file) + ":" + std::to_string(line) + ": " + cudaGetErrorName(code) + ", " +
                           cudaGetErrorString(code)),
        code(code) {}
  cudaError_t code;
};

#define CHECK_CUDA(call)                                                          \
  do {                                                                            \
    cudaError_t result_ = (call);                                                 \
    if (result_ != cudaSuccess) throw ::kernels::DeviceError(result_, __FILE__, __LINE__); \
  } while (0)

#define CHECK_KERNEL() CHECK_CUDA(cudaGetLastError())

// A stream that ends with its owner.
class Stream {
 public:
  Stream() { CHECK_CUDA(cudaStreamCreateWithFlags(&stream_, cudaStreamNonBlocking)); }
  ~Stream() { cudaStreamDestroy(stream_); }
  Stream(const Stream&) = delete;
  operator cudaStream_t() const { return stream_; }
  void wait() const { CHECK_CUDA(cudaStreamSynchronize(stream_)); }

 private:
  cudaStream_t stream_{};
};

template <typename T>
class DeviceArray {
 public:
  explicit DeviceArray(size_t count, cudaStream_t stream = nullptr) : count_(count), stream_(stream) {
    CHECK_CUDA(cudaMallocAsync(&data_, count * sizeof(T), stream));
  }
  ~DeviceArray() {
    if (data_) cudaFreeAsync(data_, stream_);
  }
  DeviceArray(DeviceArray&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)), count_(other.count_), stream_(other.stream_) {}

  T* data() const { return data_; }
  size_t size() const { return count_; }

  void upload(const T* from) { CHECK_CUDA(cudaMemcpyAsync(data_, from, count_ * sizeof(T), cudaMemcpyHostToDevice, stream_)); }
  void download(T* to) const { CHECK_CUDA(cudaMemcpyAsync(to, data_, count_ * sizeof(T), cudaMemcpyDeviceToHost, stream_)); }

 private:
  T* data_ = nullptr;
  size_t count_;
  cudaStream_t stream_;
};

// Milliseconds between two points of a stream.
class Timer {
 public:
  Timer();
  ~Timer();
  void start(cudaStream_t stream);
  float stop(cudaStream_t stream);

 private:
  cudaEvent_t begin_, end_;
};

/// What one needs to know of a device.
struct DeviceReport {
  std::string name;
  int multiprocessors;
  size_t memory;
  bool hasTensorCores;
};

DeviceReport describe(int device);
void connectPeers();

}  // namespace kernels
