#include "declared_cuda/dnn.h"
