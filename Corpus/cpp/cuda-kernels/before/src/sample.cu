// Random numbers: noise of the host's making and of the device's own.
#include <curand.h>
#include <curand_kernel.h>

#include "kernels/device.hpp"

namespace kernels {

__global__ void prepare(curandState* states, unsigned long long seed, int count) {
  const int index = blockIdx.x * blockDim.x + threadIdx.x;
  if (index < count) curand_init(seed, index, 0, &states[index]);
}

__global__ void drop(float* values, curandState* states, float rate, int count) {
  const int index = blockIdx.x * blockDim.x + threadIdx.x;
  if (index >= count) return;
  if (curand_uniform(&states[index]) < rate) values[index] = 0;
}

void dropout(float* values, curandState* states, float rate, int count, cudaStream_t stream) {
  drop<<<(count + 255) / 256, 256, 0, stream>>>(values, states, rate, count);
  CHECK_KERNEL();
}

bool noise(float* values, size_t count, unsigned long long seed) {
  curandGenerator_t generator;
  if (curandCreateGenerator(&generator, CURAND_RNG_PSEUDO_PHILOX4_32_10) != CURAND_STATUS_SUCCESS) return false;
  curandSetPseudoRandomGeneratorSeed(generator, seed);
  const curandStatus_t status = curandGenerateNormal(generator, values, count, 0.0f, 1.0f);
  curandDestroyGenerator(generator);
  return status == CURAND_STATUS_SUCCESS;
}

}  // namespace kernels
