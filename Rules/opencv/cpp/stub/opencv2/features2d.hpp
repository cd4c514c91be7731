#include "declared/all.hpp"
