// Each function hands on to C's math library.
#include "CMath.h"
#include <math.h>

double cmath_exp(double x) { return exp(x); }
double cmath_expm1(double x) { return expm1(x); }
double cmath_log(double x) { return log(x); }
double cmath_log1p(double x) { return log1p(x); }
double cmath_log2(double x) { return log2(x); }
double cmath_log10(double x) { return log10(x); }
double cmath_pow(double base, double exponent) { return pow(base, exponent); }
double cmath_sqrt(double x) { return sqrt(x); }
double cmath_tanh(double x) { return tanh(x); }
double cmath_sinh(double x) { return sinh(x); }
double cmath_cosh(double x) { return cosh(x); }
double cmath_sin(double x) { return sin(x); }
double cmath_cos(double x) { return cos(x); }
double cmath_tan(double x) { return tan(x); }
double cmath_asin(double x) { return asin(x); }
double cmath_acos(double x) { return acos(x); }
double cmath_atan(double x) { return atan(x); }
double cmath_atan2(double y, double x) { return atan2(y, x); }
double cmath_erf(double x) { return erf(x); }
double cmath_erfc(double x) { return erfc(x); }
double cmath_lgamma(double x) { return lgamma(x); }

float cmath_expf(float x) { return expf(x); }
float cmath_logf(float x) { return logf(x); }
float cmath_tanhf(float x) { return tanhf(x); }
