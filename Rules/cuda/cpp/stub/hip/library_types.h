#include "../declared_cuda/hip_driver.h"
