#include "declared_cuda/solver.h"
