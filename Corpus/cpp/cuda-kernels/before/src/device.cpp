#include "kernels/device.hpp"

#include <cuda.h>

namespace kernels {

Timer::Timer() {
  CHECK_CUDA(cudaEventCreate(&begin_));
  CHECK_CUDA(cudaEventCreateWithFlags(&end_, cudaEventBlockingSync));
}

Timer::~Timer() {
  cudaEventDestroy(begin_);
  cudaEventDestroy(end_);
}

void Timer::start(cudaStream_t stream) { CHECK_CUDA(cudaEventRecord(begin_, stream)); }

float Timer::stop(cudaStream_t stream) {
  float milliseconds = 0;
  CHECK_CUDA(cudaEventRecord(end_, stream));
  CHECK_CUDA(cudaEventSynchronize(end_));
  CHECK_CUDA(cudaEventElapsedTime(&milliseconds, begin_, end_));
  return milliseconds;
}

DeviceReport describe(int device) {
  cudaDeviceProp properties;
  CHECK_CUDA(cudaGetDeviceProperties(&properties, device));
  int cooperative = 0;
  CHECK_CUDA(cudaDeviceGetAttribute(&cooperative, cudaDevAttrCooperativeLaunch, device));
  size_t free = 0, total = 0;
  CHECK_CUDA(cudaMemGetInfo(&free, &total));
  return {properties.name, properties.multiProcessorCount, total, properties.major >= 7 && cooperative != 0};
}

void connectPeers() {
  int count = 0;
  CHECK_CUDA(cudaGetDeviceCount(&count));
  for (int from = 0; from < count; ++from) {
    CHECK_CUDA(cudaSetDevice(from));
    for (int to = 0; to < count; ++to) {
      int can = 0;
      if (from == to || cudaDeviceCanAccessPeer(&can, from, to) != cudaSuccess || !can) continue;
      const cudaError_t result = cudaDeviceEnablePeerAccess(to, 0);
      if (result != cudaSuccess && result != cudaErrorPeerAccessAlreadyEnabled) CHECK_CUDA(result);
    }
  }
}

// Loads a kernel that was compiled apart.
CUfunction loadKernel(const char* path, const char* name) {
  CUmodule module = nullptr;
  CUfunction function = nullptr;
  if (cuModuleLoad(&module, path) != CUDA_SUCCESS) return nullptr;
  if (cuModuleGetFunction(&function, module, name) != CUDA_SUCCESS) {
    cuModuleUnload(module);
    return nullptr;
  }
  return function;
}

bool launch(CUfunction function, unsigned blocks, void** arguments, CUstream stream) {
  return cuLaunchKernel(function, blocks, 1, 1, 256, 1, 1, 0, stream, arguments, nullptr) == CUDA_SUCCESS;
}

}  // namespace kernels
