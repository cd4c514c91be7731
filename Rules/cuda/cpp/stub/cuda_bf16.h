#include "declared_cuda/runtime.h"
