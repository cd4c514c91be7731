#include "declared/NvOnnxParser.h"
