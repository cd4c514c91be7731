// Errors, streams and memory of the device.
#pragma once

#include <hipblas/hipblas.h>
#include <hip/hip_runtime.h>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>

namespace kernels {

class DeviceError : public std::runtime_error {
 public:
  DeviceError(hipError_t code, const char* file, int line)
      : std::runtime_error(std::string(file) + ":" + std::to_string(line) + ": " + hipGetErrorName(code) + ", " +
                           hipGetErrorString(code)),
        code(code) {}
  hipError_t code;
};

#define CHECK_CUDA(call)                                                          \
  do {                                                                            \
    hipError_t result_ = (call);                                                 \
    if (result_ != hipSuccess) throw ::kernels::DeviceError(result_, __FILE__, __LINE__); \
  } while (0)

#define CHECK_KERNEL() CHECK_CUDA(hipGetLastError())

// A stream that ends with its owner.
class Stream {
 public:
  Stream() { CHECK_CUDA(hipStreamCreateWithFlags(&stream_, hipStreamNonBlocking)); }
  ~Stream() { hipStreamDestroy(stream_); }
  Stream(const Stream&) = delete;
  operator hipStream_t() const { return stream_; }
  void wait() const { CHECK_CUDA(hipStreamSynchronize(stream_)); }

 private:
  hipStream_t stream_{};
};

template <typename T>
class DeviceArray {
 public:
  explicit DeviceArray(size_t count, hipStream_t stream = nullptr) : count_(count), stream_(stream) {
    CHECK_CUDA(hipMallocAsync(&data_, count * sizeof(T), stream));
  }
  ~DeviceArray() {
    if (data_) hipFreeAsync(data_, stream_);
  }
  DeviceArray(DeviceArray&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)), count_(other.count_), stream_(other.stream_) {}

  T* data() const { return data_; }
  size_t size() const { return count_; }

  void upload(const T* from) { CHECK_CUDA(hipMemcpyAsync(data_, from, count_ * sizeof(T), hipMemcpyHostToDevice, stream_)); }
  void download(T* to) const { CHECK_CUDA(hipMemcpyAsync(to, data_, count_ * sizeof(T), hipMemcpyDeviceToHost, stream_)); }

 private:
  T* data_ = nullptr;
  size_t count_;
  hipStream_t stream_;
};

// Milliseconds between two points of a stream.
class Timer {
 public:
  Timer();
  ~Timer();
  void start(hipStream_t stream);
  float stop(hipStream_t stream);

 private:
  hipEvent_t begin_, end_;
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
