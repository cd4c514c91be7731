// Every header of OpenCV that stands in here leads to everything that is declared.
#ifndef DECLARED_ALL_HPP
#define DECLARED_ALL_HPP
#include "functions_c.h"
#ifdef __cplusplus
#include "classes.hpp"
#include "functions.hpp"
#endif
#endif
