#include "declared_cuda/complex.h"
