#include "declared/NvInfer.h"
