#include "../declared_cuda/hip_fft.h"
