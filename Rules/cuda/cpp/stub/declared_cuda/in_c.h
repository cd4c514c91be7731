// What C writes otherwise: parameters have no defaults there, and what takes anything has no parameters.
#pragma once
#ifdef __cplusplus
#define DECLARED_DEFAULT(value) = value
#define DECLARED_ANYTHING ...
#else
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#define DECLARED_DEVICE
typedef struct float2 { float x, y; } float2;
typedef struct double2 { double x, y; } double2;
typedef struct dim3 { unsigned x, y, z; } dim3;
#define DECLARED_DEFAULT(value)
#define DECLARED_ANYTHING
#endif
