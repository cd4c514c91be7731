#include "declared_cuda/driver.h"
