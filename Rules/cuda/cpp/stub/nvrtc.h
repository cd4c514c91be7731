#include "declared_cuda/rtc.h"
