#include "declared_cuda/fft.h"
