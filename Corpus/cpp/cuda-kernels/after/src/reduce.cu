// Sums over rows: softmax, and the sum of everything.
#include <hipcub/hipcub.hpp>

#include "kernels/device.hpp"

namespace kernels {
namespace {

constexpr int kThreads = 256;

__global__ void __launch_bounds__(kThreads) softmax(const float* scores, float* probabilities, int classes) {
  using Reduce = hipcub::BlockReduce<float, kThreads>;
  __shared__ typename Reduce::TempStorage storage;
  __shared__ float shared;

  const float* row = scores + blockIdx.x * classes;
  float largest = -INFINITY;
  for (int index = threadIdx.x; index < classes; index += kThreads) largest = fmaxf(largest, row[index]);
  largest = Reduce(storage).Reduce(largest, hipcub::Max());
  if (threadIdx.x == 0) shared = largest;
  __syncthreads();

  float sum = 0;
  for (int index = threadIdx.x; index < classes; index += kThreads) sum += __expf(row[index] - shared);
  __syncthreads();
  const float total = Reduce(storage).Sum(sum);
  __shared__ float divisor;
  if (threadIdx.x == 0) divisor = total;
  __syncthreads();
  for (int index = threadIdx.x; index < classes; index += kThreads) {
    probabilities[blockIdx.x * classes + index] = __fdividef(__expf(row[index] - shared), divisor);
  }
}

}  // namespace

void rowSoftmax(const float* scores, float* probabilities, int rows, int classes, hipStream_t stream) {
  static const bool prefersL1 = [] {
    return hipFuncSetCacheConfig(reinterpret_cast<const void*>(softmax), hipFuncCachePreferL1) == hipSuccess;
  }();
  (void)prefersL1;
  softmax<<<rows, kThreads, 0, stream>>>(scores, probabilities, classes);
  CHECK_KERNEL();
}

float sumOf(const float* values, int count, hipStream_t stream) {
  DeviceArray<float> sum(1, stream);
  size_t bytes = 0;
  CHECK_CUDA(hipcub::DeviceReduce::Sum(nullptr, bytes, values, sum.data(), count, stream));
  DeviceArray<char> storage(bytes, stream);
  CHECK_CUDA(hipcub::DeviceReduce::Sum(storage.data(), bytes, values, sum.data(), count, stream));
  float result = 0;
  sum.download(&result);
  CHECK_CUDA(hipStreamSynchronize(stream));
  return result;
}

}  // namespace kernels
