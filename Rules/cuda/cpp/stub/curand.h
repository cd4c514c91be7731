#include "declared_cuda/rand.h"
