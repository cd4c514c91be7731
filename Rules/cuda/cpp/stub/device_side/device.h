// What device code of CUDA and of HIP has under the same name: attributes, built-in variables, vectors, intrinsics.
#pragma once
#include <cmath>
#include <cstddef>
#include <cstdint>
#if defined(__CUDA__)
#define DECLARED_DEVICE __attribute__((device)) __attribute__((host))
#ifndef __global__
#define __global__ __attribute__((global))
#define __device__ __attribute__((device))
#define __host__ __attribute__((host))
#define __shared__ __attribute__((shared))
#define __constant__ __attribute__((constant))
#define __managed__ __attribute__((managed))
#define __launch_bounds__(...) __attribute__((launch_bounds(__VA_ARGS__)))
#endif
#else
#define DECLARED_DEVICE
#ifndef __global__
#define __global__
#define __device__
#define __host__
#define __shared__
#define __constant__
#define __managed__
#define __launch_bounds__(...)
#endif
#endif
#ifndef __forceinline__
#define __forceinline__ inline
#define __noinline__
#define __align__(bytes) alignas(bytes)
#endif
#ifndef __restrict__
#define __restrict__ __restrict
#endif
#define VECTORS(base, name) \
  struct name##1 { base x; }; struct name##2 { base x, y; }; struct name##3 { base x, y, z; }; struct name##4 { base x, y, z, w; }; \
  DECLARED_DEVICE name##1 make_##name##1(base x); DECLARED_DEVICE name##2 make_##name##2(base x, base y); \
  DECLARED_DEVICE name##3 make_##name##3(base x, base y, base z); DECLARED_DEVICE name##4 make_##name##4(base x, base y, base z, base w);
VECTORS(signed char, char) VECTORS(unsigned char, uchar) VECTORS(short, short) VECTORS(unsigned short, ushort)
VECTORS(int, int) VECTORS(unsigned, uint) VECTORS(long, long) VECTORS(unsigned long, ulong) VECTORS(long long, longlong)
VECTORS(unsigned long long, ulonglong) VECTORS(float, float) VECTORS(double, double)
#undef VECTORS
struct dim3 { unsigned x, y, z; DECLARED_DEVICE constexpr dim3(unsigned x = 1, unsigned y = 1, unsigned z = 1) : x(x), y(y), z(z) {} };
extern const uint3 threadIdx, blockIdx;
extern const dim3 blockDim, gridDim;
extern const int warpSize;
struct __half { unsigned short bits; DECLARED_DEVICE __half(); DECLARED_DEVICE __half(float value); DECLARED_DEVICE operator float() const; };
struct __half2 { __half x, y; };
typedef __half half;
typedef __half2 half2;
struct __nv_bfloat16_bits { unsigned short bits; };
DECLARED_DEVICE __half __float2half(float x);
DECLARED_DEVICE __half __float2half_rn(float x);
DECLARED_DEVICE float __half2float(__half x);
DECLARED_DEVICE __half2 __floats2half2_rn(float x, float y);
#if defined(__CUDA__)
#define DECLARED_ONDEVICE __attribute__((device))
DECLARED_ONDEVICE void __syncthreads();
DECLARED_ONDEVICE int __syncthreads_count(int predicate);
DECLARED_ONDEVICE int __syncthreads_and(int predicate);
DECLARED_ONDEVICE int __syncthreads_or(int predicate);
DECLARED_ONDEVICE void __threadfence();
DECLARED_ONDEVICE void __threadfence_block();
DECLARED_ONDEVICE void __threadfence_system();
#define ATOMIC(name) template <typename T> DECLARED_ONDEVICE T name(T *address, T value);
ATOMIC(atomicAdd) ATOMIC(atomicSub) ATOMIC(atomicMax) ATOMIC(atomicMin) ATOMIC(atomicExch) ATOMIC(atomicAnd) ATOMIC(atomicOr) ATOMIC(atomicXor) ATOMIC(atomicInc) ATOMIC(atomicDec)
#undef ATOMIC
template <typename T> DECLARED_ONDEVICE T atomicCAS(T *address, T compare, T value);
template <typename T> DECLARED_ONDEVICE T __ldg(const T *address);
#define SHUFFLE(name, kind) template <typename T> DECLARED_ONDEVICE T name(T value, kind lane, int width = 32);
SHUFFLE(__shfl, int) SHUFFLE(__shfl_up, unsigned) SHUFFLE(__shfl_down, unsigned) SHUFFLE(__shfl_xor, int)
#undef SHUFFLE
DECLARED_ONDEVICE unsigned long long __ballot(int predicate);
DECLARED_ONDEVICE int __any(int predicate);
DECLARED_ONDEVICE int __all(int predicate);
#define REAL1(name) DECLARED_ONDEVICE float name(float x);
#define REAL2(name) DECLARED_ONDEVICE float name(float x, float y);
REAL1(expf) REAL1(logf) REAL1(sqrtf) REAL1(fabsf) REAL1(tanhf) REAL1(__expf) REAL1(__exp10f) REAL1(__logf) REAL1(__log2f) REAL1(__log10f) REAL1(__sinf) REAL1(__cosf) REAL1(__tanf) REAL1(__frcp_rn) REAL1(__fsqrt_rn) REAL1(__frsqrt_rn) REAL1(__saturatef) REAL1(rsqrtf) REAL1(rcbrtf) REAL1(normcdff)
REAL2(fmaxf) REAL2(fminf) REAL2(__fdividef) REAL2(__powf) REAL2(__fadd_rn) REAL2(__fmul_rn) REAL2(__fsub_rn) REAL2(__fdiv_rn)
#undef REAL1
#undef REAL2
DECLARED_ONDEVICE float __fmaf_rn(float x, float y, float z);
DECLARED_ONDEVICE double rsqrt(double x);
DECLARED_ONDEVICE int __popc(unsigned x);
DECLARED_ONDEVICE int __popcll(unsigned long long x);
DECLARED_ONDEVICE int __clz(int x);
DECLARED_ONDEVICE int __ffs(int x);
DECLARED_ONDEVICE unsigned __brev(unsigned x);
DECLARED_ONDEVICE int __float_as_int(float x);
DECLARED_ONDEVICE unsigned __float_as_uint(float x);
DECLARED_ONDEVICE float __int_as_float(int x);
DECLARED_ONDEVICE float __uint_as_float(unsigned x);
DECLARED_ONDEVICE int __float2int_rn(float x);
DECLARED_ONDEVICE int __float2int_rz(float x);
DECLARED_ONDEVICE float __int2float_rn(int x);
DECLARED_ONDEVICE int __mul24(int x, int y);
DECLARED_ONDEVICE int __mulhi(int x, int y);
#define HALF2(name) DECLARED_ONDEVICE __half name(__half x, __half y);
HALF2(__hadd) HALF2(__hsub) HALF2(__hmul) HALF2(__hdiv) HALF2(__hmax) HALF2(__hmin)
#undef HALF2
DECLARED_ONDEVICE __half __hfma(__half x, __half y, __half z);
DECLARED_ONDEVICE bool __hgt(__half x, __half y);
DECLARED_ONDEVICE bool __hlt(__half x, __half y);
DECLARED_ONDEVICE __half2 __hadd2(__half2 x, __half2 y);
DECLARED_ONDEVICE __half2 __hmul2(__half2 x, __half2 y);
DECLARED_ONDEVICE long long clock64();
template <typename T> DECLARED_ONDEVICE T tex1Dfetch(unsigned long long texture, int x);
template <typename T> DECLARED_ONDEVICE T tex2D(unsigned long long texture, float x, float y);
template <typename T> DECLARED_ONDEVICE T tex3D(unsigned long long texture, float x, float y, float z);
DECLARED_DEVICE int min(int x, int y);
DECLARED_DEVICE int max(int x, int y);
DECLARED_DEVICE unsigned min(unsigned x, unsigned y);
DECLARED_DEVICE unsigned max(unsigned x, unsigned y);
DECLARED_DEVICE float min(float x, float y);
DECLARED_DEVICE float max(float x, float y);
#undef DECLARED_ONDEVICE
#endif
// What the compiler calls for `kernel<<<grid, block>>>(…)`.
extern "C" int cudaConfigureCall(dim3 grid, dim3 block, size_t shared = 0, void *stream = 0);
extern "C" unsigned __cudaPushCallConfiguration(dim3 grid, dim3 block, size_t shared = 0, void *stream = 0);
extern "C" unsigned __hipPushCallConfiguration(dim3 grid, dim3 block, size_t shared = 0, void *stream = 0);
