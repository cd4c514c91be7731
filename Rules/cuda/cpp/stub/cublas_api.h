#include "declared_cuda/blas.h"
