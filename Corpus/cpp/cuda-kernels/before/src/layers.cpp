// What libraries compute: products of matrices, spectra, sparse rows, sums over devices.
#include <cufft.h>
#include <cusparse.h>
#include <nccl.h>

#include "kernels/device.hpp"

namespace kernels {

static void check(cublasStatus_t status) {
  if (status != CUBLAS_STATUS_SUCCESS) throw std::runtime_error("cuBLAS failed");
}

class Linear {
 public:
  Linear(int inputs, int outputs, cudaStream_t stream) : inputs_(inputs), outputs_(outputs) {
    check(cublasCreate(&handle_));
    check(cublasSetStream(handle_, stream));
    check(cublasSetMathMode(handle_, CUBLAS_DEFAULT_MATH));
  }
  ~Linear() { cublasDestroy(handle_); }

  void run(const float* weights, const float* in, float* out, int batch) const {
    const float one = 1.0f, zero = 0.0f;
    check(cublasSgemm(handle_, CUBLAS_OP_T, CUBLAS_OP_N, outputs_, batch, inputs_, &one, weights, inputs_, in, inputs_,
                      &zero, out, outputs_));
  }

  void runHalf(const void* weights, const void* in, void* out, int batch) const {
    const float one = 1.0f, zero = 0.0f;
    check(cublasGemmEx(handle_, CUBLAS_OP_T, CUBLAS_OP_N, outputs_, batch, inputs_, &one, weights, CUDA_R_16F, inputs_,
                       in, CUDA_R_16F, inputs_, &zero, out, CUDA_R_16F, outputs_, CUBLAS_COMPUTE_32F,
                       CUBLAS_GEMM_DEFAULT));
  }

 private:
  cublasHandle_t handle_ = nullptr;
  int inputs_, outputs_;
};

void spectrum(cufftReal* samples, cufftComplex* out, int length, int batch, cudaStream_t stream) {
  cufftHandle plan;
  if (cufftPlan1d(&plan, length, CUFFT_R2C, batch) != CUFFT_SUCCESS) throw std::runtime_error("no plan");
  cufftSetStream(plan, stream);
  const cufftResult result = cufftExecR2C(plan, samples, out);
  cufftDestroy(plan);
  if (result != CUFFT_SUCCESS) throw std::runtime_error("cuFFT failed");
}

bool sparse(cusparseHandle_t handle, cusparseSpMatDescr_t matrix, cusparseDnVecDescr_t x, cusparseDnVecDescr_t y,
            void* buffer) {
  const float one = 1.0f, zero = 0.0f;
  return cusparseSpMV(handle, CUSPARSE_OPERATION_NON_TRANSPOSE, &one, matrix, x, &zero, y, CUDA_R_32F,
                      CUSPARSE_SPMV_CSR_ALG1, buffer) == CUSPARSE_STATUS_SUCCESS;
}

void sumOverDevices(float* values, size_t count, ncclComm_t comm, cudaStream_t stream) {
  const ncclResult_t result = ncclAllReduce(values, values, count, ncclFloat, ncclSum, comm, stream);
  if (result != ncclSuccess) throw std::runtime_error(ncclGetErrorString(result));
}

}  // namespace kernels
