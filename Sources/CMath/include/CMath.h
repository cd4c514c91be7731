// The functions of C's math library that model interpreters use, under names of their own so that Swift sees one each.
#ifndef CMATH_H
#define CMATH_H

double cmath_exp(double x);
double cmath_expm1(double x);
double cmath_log(double x);
double cmath_log1p(double x);
double cmath_log2(double x);
double cmath_log10(double x);
double cmath_pow(double base, double exponent);
double cmath_sqrt(double x);
double cmath_tanh(double x);
double cmath_sinh(double x);
double cmath_cosh(double x);
double cmath_sin(double x);
double cmath_cos(double x);
double cmath_tan(double x);
double cmath_asin(double x);
double cmath_acos(double x);
double cmath_atan(double x);
double cmath_atan2(double y, double x);
double cmath_erf(double x);
double cmath_erfc(double x);
double cmath_lgamma(double x);

float cmath_expf(float x);
float cmath_logf(float x);
float cmath_tanhf(float x);

#endif
