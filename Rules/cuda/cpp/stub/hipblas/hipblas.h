#include "../declared_cuda/hip_blas.h"
