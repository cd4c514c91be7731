#include "../declared_cuda/hip_cub.h"
