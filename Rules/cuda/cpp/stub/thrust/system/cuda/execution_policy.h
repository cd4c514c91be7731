#include "../../../declared_cuda/thrust_execution.h"
