// The declarations that stand in for CUDA and HIP: what the real headers let C include, these do, too.

import Foundation
import Testing

@testable import ClangLanguage

@Suite("Declarations that stand in", .enabled(if: SurveyService.hasLibrary, "libclang is not installed"))
struct StandInTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Rules/cuda/cpp/stub").standardized.path

  private func complaints(_ text: String, _ language: String) throws -> [String] {
    let request = SurveyRequest(
      path: "/nowhere/text.\(language == "c" ? "c" : "cpp")", bytes: ContiguousArray(text.utf8),
      arguments: ["-x", language, "-I\(Self.folder)", "-ferror-limit=0", "-w"])
    return try SurveyService(.here).survey(request).get().problems.map { "\($0.file): \($0.message)" }
  }

  @Test(
    "C and C++ read each header of an interface for C",
    arguments: [
      "cublas.h", "cublasLt.h", "cublas_v2.h", "cuComplex.h", "cuda.h", "cuda_profiler_api.h", "cuda_runtime.h",
      "cuda_runtime_api.h", "cudnn.h", "cufft.h", "cufftXt.h", "curand.h", "cusolverDn.h", "cusolverMg.h",
      "cusolverRf.h", "cusolverSp.h", "cusparse.h", "driver_types.h", "library_types.h", "nccl.h", "nvrtc.h",
      "hip/hip_complex.h", "hip/hip_runtime.h", "hip/hip_runtime_api.h", "hip/hiprtc.h", "hipDNN.h",
      "hipblas/hipblas.h", "hipblaslt/hipblaslt.h", "hipfft/hipfft.h", "hipfft/hipfftXt.h", "hiprand/hiprand.h",
      "hipsolver/hipsolver.h", "hipsparse/hipsparse.h", "rccl/rccl.h",
    ])
  func header(name: String) throws {
    #expect(try complaints("#include <\(name)>\n", "c") == [])
    #expect(try complaints("#include <\(name)>\n", "c++") == [])
    // As C++ includes what it holds for headers of C.
    #expect(try complaints("extern \"C\" {\n#include <\(name)>\n}\n", "c++") == [])
  }

  @Test("numbers of two parts have parts, and what is a number is one")
  func numbers() throws {
    let text = """
      #include <cublas_v2.h>
      #include <cufft.h>
      #include <nccl.h>
      float real(cuComplex x) { return cuCmulf(x, make_cuComplex(x.x, x.y)).x; }
      cufftResult run(cufftHandle plan, cufftReal *from, cufftComplex *to) {
        from[0] = 0.5f * to[0].y;
        return plan > 0 ? cufftExecR2C(plan, from, to) : CUFFT_INVALID_PLAN;
      }
      cublasStatus_t copy(cublasHandle_t handle, float *x) { return cublasScopy(handle, 3, x, 1, x + 3, 1); }
      ncclResult_t sum(float *x, ncclComm_t comm, cudaStream_t stream) {
        return ncclAllReduce(x, x, 3, ncclFloat, ncclSum, comm, stream);
      }

      """
    #expect(try complaints(text, "c") == [])
    #expect(try complaints(text, "c++") == [])
  }

  @Test("C is told of a name that no header declares")
  func unknown() throws {
    #expect(try complaints("#include <cufft.h>\ncufftNothing x;\n", "c").count == 1)
  }
}
