// Random numbers: noise of the host's making and of the device's own.
#include <hiprand/hiprand.h>
#include <hiprand/hiprand_kernel.h>

#include "kernels/device.hpp"

namespace kernels {

__global__ void prepare(hiprandState* states, unsigned long long seed, int count) {
  const int index = blockIdx.x * blockDim.x + threadIdx.x;
  if (index < count) hiprand_init(seed, index, 0, &states[index]);
}

__global__ void drop(float* values, hiprandState* states, float rate, int count) {
  const int index = blockIdx.x * blockDim.x + threadIdx.x;
  if (index >= count) return;
  if (hiprand_uniform(&states[index]) < rate) values[index] = 0;
}

void dropout(float* values, hiprandState* states, float rate, int count, hipStream_t stream) {
  drop<<<(count + 255) / 256, 256, 0, stream>>>(values, states, rate, count);
  CHECK_KERNEL();
}

bool noise(float* values, size_t count, unsigned long long seed) {
  hiprandGenerator_t generator;
  if (hiprandCreateGenerator(&generator, HIPRAND_RNG_PSEUDO_PHILOX4_32_10) != HIPRAND_STATUS_SUCCESS) return false;
  hiprandSetPseudoRandomGeneratorSeed(generator, seed);
  const hiprandStatus_t status = hiprandGenerateNormal(generator, values, count, 0.0f, 1.0f);
  hiprandDestroyGenerator(generator);
  return status == HIPRAND_STATUS_SUCCESS;
}

}  // namespace kernels
