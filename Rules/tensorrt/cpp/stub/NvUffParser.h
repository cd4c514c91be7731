#include "declared/NvLegacyParsers.h"
