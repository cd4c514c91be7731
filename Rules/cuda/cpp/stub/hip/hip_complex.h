#include "../declared_cuda/hip_complex.h"
