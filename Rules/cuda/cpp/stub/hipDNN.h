#include "declared_cuda/hip_dnn.h"
