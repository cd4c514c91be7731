// What Thrust has of CUDA's own, and rocThrust of HIP's.
#pragma once
namespace thrust {
namespace cuda { struct par_t { template <typename S> const par_t &on(S stream) const; }; extern const par_t par, par_nosync; }
namespace hip { struct par_t { template <typename S> const par_t &on(S stream) const; }; extern const par_t par, par_nosync; }
}
