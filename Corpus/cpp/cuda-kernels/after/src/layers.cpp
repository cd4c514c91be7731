// What libraries compute: products of matrices, spectra, sparse rows, sums over devices.
#include <hipfft/hipfft.h>
#include <hipsparse/hipsparse.h>
#include <rccl/rccl.h>

#include "kernels/device.hpp"

namespace kernels {

static void check(hipblasStatus_t status) {
  if (status != HIPBLAS_STATUS_SUCCESS) throw std::runtime_error("cuBLAS failed");
}

class Linear {
 public:
  Linear(int inputs, int outputs, hipStream_t stream) : inputs_(inputs), outputs_(outputs) {
    check(hipblasCreate(&handle_));
    check(hipblasSetStream(handle_, stream));
    check(hipblasSetMathMode(handle_, HIPBLAS_DEFAULT_MATH));
  }
  ~Linear() { hipblasDestroy(handle_); }

  void run(const float* weights, const float* in, float* out, int batch) const {
    const float one = 1.0f, zero = 0.0f;
    check(hipblasSgemm(handle_, HIPBLAS_OP_T, HIPBLAS_OP_N, outputs_, batch, inputs_, &one, weights, inputs_, in, inputs_,
                      &zero, out, outputs_));
  }

  void runHalf(const void* weights, const void* in, void* out, int batch) const {
    const float one = 1.0f, zero = 0.0f;
    check(hipblasGemmEx_v2(handle_, HIPBLAS_OP_T, HIPBLAS_OP_N, outputs_, batch, inputs_, &one, weights, HIP_R_16F, inputs_,
                       in, HIP_R_16F, inputs_, &zero, out, HIP_R_16F, outputs_, HIPBLAS_COMPUTE_32F,
                       HIPBLAS_GEMM_DEFAULT));
  }

 private:
  hipblasHandle_t handle_ = nullptr;
  int inputs_, outputs_;
};

void spectrum(hipfftReal* samples, hipfftComplex* out, int length, int batch, hipStream_t stream) {
  hipfftHandle plan;
  if (hipfftPlan1d(&plan, length, HIPFFT_R2C, batch) != HIPFFT_SUCCESS) throw std::runtime_error("no plan");
  hipfftSetStream(plan, stream);
  const hipfftResult result = hipfftExecR2C(plan, samples, out);
  hipfftDestroy(plan);
  if (result != HIPFFT_SUCCESS) throw std::runtime_error("cuFFT failed");
}

bool sparse(hipsparseHandle_t handle, hipsparseSpMatDescr_t matrix, hipsparseDnVecDescr_t x, hipsparseDnVecDescr_t y,
            void* buffer) {
  const float one = 1.0f, zero = 0.0f;
  return hipsparseSpMV(handle, HIPSPARSE_OPERATION_NON_TRANSPOSE, &one, matrix, x, &zero, y, HIP_R_32F,
                      HIPSPARSE_SPMV_CSR_ALG1, buffer) == HIPSPARSE_STATUS_SUCCESS;
}

void sumOverDevices(float* values, size_t count, ncclComm_t comm, hipStream_t stream) {
  const ncclResult_t result = ncclAllReduce(values, values, count, ncclFloat, ncclSum, comm, stream);
  if (result != ncclSuccess) throw std::runtime_error(ncclGetErrorString(result));
}

}  // namespace kernels
