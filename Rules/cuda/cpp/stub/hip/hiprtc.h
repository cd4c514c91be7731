#include "../declared_cuda/hip_rtc.h"
