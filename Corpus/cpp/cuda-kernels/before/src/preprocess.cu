// Images become the input of a network: sized, in planes, normalised.
#include <cuda_fp16.h>

#include "kernels/device.hpp"

namespace kernels {

__constant__ float mean[3];
__constant__ float deviation[3];

namespace {

__device__ __forceinline__ float lerp(float a, float b, float t) { return __fmaf_rn(t, b - a, a); }

__device__ float sample(const uchar3* image, int width, int height, float x, float y, int channel) {
  const int left = max(0, min(width - 2, static_cast<int>(x)));
  const int top = max(0, min(height - 2, static_cast<int>(y)));
  auto at = [&](int column, int row) {
    const uchar3 pixel = image[row * width + column];
    return static_cast<float>(channel == 0 ? pixel.x : channel == 1 ? pixel.y : pixel.z);
  };
  const float upper = lerp(at(left, top), at(left + 1, top), x - left);
  const float lower = lerp(at(left, top + 1), at(left + 1, top + 1), x - left);
  return lerp(upper, lower, y - top);
}

template <typename T>
__global__ void normalise(const uchar3* image, int width, int height, T* planes, int side) {
  const int column = blockIdx.x * blockDim.x + threadIdx.x;
  const int row = blockIdx.y * blockDim.y + threadIdx.y;
  if (column >= side || row >= side) return;
  const float x = (column + 0.5f) * width / side - 0.5f;
  const float y = (row + 0.5f) * height / side - 0.5f;
#pragma unroll
  for (int channel = 0; channel < 3; ++channel) {
    const float value = sample(image, width, height, x, y, channel) / 255.0f;
    planes[(channel * side + row) * side + column] = T((value - mean[channel]) / deviation[channel]);
  }
}

}  // namespace

void setStatistics(const float (&means)[3], const float (&deviations)[3], cudaStream_t stream) {
  CHECK_CUDA(cudaMemcpyToSymbolAsync(mean, means, sizeof(means), 0, cudaMemcpyHostToDevice, stream));
  CHECK_CUDA(cudaMemcpyToSymbol(deviation, deviations, sizeof(deviations)));
}

void preprocess(const uchar3* image, int width, int height, __half* planes, int side, cudaStream_t stream) {
  const dim3 block(16, 16);
  const dim3 grid((side + block.x - 1) / block.x, (side + block.y - 1) / block.y);
  normalise<__half><<<grid, block, 0, stream>>>(image, width, height, planes, side);
  CHECK_KERNEL();
}

// Pinned memory, so that frames are copied while others are computed.
uchar3* pinnedFrames(size_t count) {
  uchar3* frames = nullptr;
  CHECK_CUDA(cudaMallocHost(&frames, count * sizeof(uchar3)));
  return frames;
}

void release(uchar3* frames) { CHECK_CUDA(cudaFreeHost(frames)); }

}  // namespace kernels
