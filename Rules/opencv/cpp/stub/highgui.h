#include "opencv2/declared/all.hpp"
