#include "declared_cuda/sparse.h"
