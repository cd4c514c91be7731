#include "../declared/all.hpp"
