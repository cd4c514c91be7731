#include "../device_side/collectives.h"
