// Boxes that overlap a better one are dropped.
#include <thrust/device_vector.h>
#include <thrust/execution_policy.h>
#include <thrust/sort.h>
#include <thrust/system/hip/execution_policy.h>

#include "kernels/device.hpp"

namespace kernels {

struct Box {
  float left, top, right, bottom, score;
};

struct ByScore {
  __host__ __device__ bool operator()(const Box& a, const Box& b) const { return a.score > b.score; }
};

__device__ float overlap(const Box& a, const Box& b) {
  const float width = fmaxf(0.0f, fminf(a.right, b.right) - fmaxf(a.left, b.left));
  const float height = fmaxf(0.0f, fminf(a.bottom, b.bottom) - fmaxf(a.top, b.top));
  const float common = width * height;
  const float both = (a.right - a.left) * (a.bottom - a.top) + (b.right - b.left) * (b.bottom - b.top) - common;
  return both > 0 ? common / both : 0;
}

__global__ void mark(const Box* boxes, int count, float threshold, unsigned long long* masks, int words) {
  extern __shared__ Box tile[];
  const int row = blockIdx.y * blockDim.x + threadIdx.x;
  const int first = blockIdx.x * blockDim.x;
  if (first + threadIdx.x < count) tile[threadIdx.x] = boxes[first + threadIdx.x];
  __syncthreads();
  if (row >= count) return;
  unsigned long long mask = 0;
  const int last = min(static_cast<int>(blockDim.x), count - first);
  for (int column = 0; column < last; ++column) {
    if (first + column > row && overlap(boxes[row], tile[column]) > threshold) mask |= 1ULL << column;
  }
  masks[row * words + blockIdx.x] = mask;
}

void suppress(Box* boxes, int count, float threshold, unsigned long long* masks, hipStream_t stream) {
  thrust::sort(thrust::hip::par.on(stream), boxes, boxes + count, ByScore());
  const int threads = 64;
  const int words = (count + threads - 1) / threads;
  const size_t shared = threads * sizeof(Box);
  CHECK_CUDA(hipFuncSetAttribute(reinterpret_cast<const void*>(mark), hipFuncAttributeMaxDynamicSharedMemorySize, static_cast<int>(shared)));
  mark<<<dim3(words, words), threads, shared, stream>>>(boxes, count, threshold, masks, words);
  CHECK_KERNEL();
}

int blocksPerMultiprocessor() {
  int blocks = 0;
  CHECK_CUDA(hipOccupancyMaxActiveBlocksPerMultiprocessor(&blocks, mark, 64, 64 * sizeof(Box)));
  return blocks;
}

}  // namespace kernels
