#include "kernels/device.hpp"

#include <hip/hip_runtime.h>

namespace kernels {

Timer::Timer() {
  CHECK_CUDA(hipEventCreate(&begin_));
  CHECK_CUDA(hipEventCreateWithFlags(&end_, hipEventBlockingSync));
}

Timer::~Timer() {
  hipEventDestroy(begin_);
  hipEventDestroy(end_);
}

void Timer::start(hipStream_t stream) { CHECK_CUDA(hipEventRecord(begin_, stream)); }

float Timer::stop(hipStream_t stream) {
  float milliseconds = 0;
  CHECK_CUDA(hipEventRecord(end_, stream));
  CHECK_CUDA(hipEventSynchronize(end_));
  CHECK_CUDA(hipEventElapsedTime(&milliseconds, begin_, end_));
  return milliseconds;
}

DeviceReport describe(int device) {
  hipDeviceProp_t properties;
  CHECK_CUDA(hipGetDeviceProperties(&properties, device));
  int cooperative = 0;
  CHECK_CUDA(hipDeviceGetAttribute(&cooperative, hipDeviceAttributeCooperativeLaunch, device));
  size_t free = 0, total = 0;
  CHECK_CUDA(hipMemGetInfo(&free, &total));
  return {properties.name, properties.multiProcessorCount, total, properties.major >= 7 && cooperative != 0};
}

void connectPeers() {
  int count = 0;
  CHECK_CUDA(hipGetDeviceCount(&count));
  for (int from = 0; from < count; ++from) {
    CHECK_CUDA(hipSetDevice(from));
    for (int to = 0; to < count; ++to) {
      int can = 0;
      if (from == to || hipDeviceCanAccessPeer(&can, from, to) != hipSuccess || !can) continue;
      const hipError_t result = hipDeviceEnablePeerAccess(to, 0);
      if (result != hipSuccess && result != hipErrorPeerAccessAlreadyEnabled) CHECK_CUDA(result);
    }
  }
}

// Loads a kernel that was compiled apart.
hipFunction_t loadKernel(const char* path, const char* name) {
  hipModule_t module = nullptr;
  hipFunction_t function = nullptr;
  if (hipModuleLoad(&module, path) != hipSuccess) return nullptr;
  if (hipModuleGetFunction(&function, module, name) != hipSuccess) {
    hipModuleUnload(module);
    return nullptr;
  }
  return function;
}

bool launch(hipFunction_t function, unsigned blocks, void** arguments, hipStream_t stream) {
  return hipModuleLaunchKernel(function, blocks, 1, 1, 256, 1, 1, 0, stream, arguments, nullptr) == hipSuccess;
}

}  // namespace kernels
