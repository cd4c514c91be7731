#include "../declared_cuda/hip_solver.h"
