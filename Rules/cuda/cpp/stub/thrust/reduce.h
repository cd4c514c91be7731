#include "../device_side/thrust.h"
