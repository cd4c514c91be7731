#include "../../declared_cuda/cub.h"
