#include "declared/NvInfer.h"
namespace nvinfer1 {
namespace consistency {
class IConsistencyChecker { public: virtual ~IConsistencyChecker(); bool validate() const noexcept; };
IConsistencyChecker *createConsistencyChecker(ILogger &logger, IHostMemory const *plan, size_t size);
}
}
