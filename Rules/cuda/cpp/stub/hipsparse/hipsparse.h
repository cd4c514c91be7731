#include "../declared_cuda/hip_sparse.h"
