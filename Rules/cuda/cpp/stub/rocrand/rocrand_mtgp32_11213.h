#include "../declared_cuda/hip_rand.h"
