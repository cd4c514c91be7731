// Names of hipCUB.
#pragma once
#include <cstddef>
#include "hip_runtime.h"
namespace hipcub {
#define ALGORITHM(name) template <typename... A> static hipError_t name(void *storage, size_t &bytes, A... arguments);
struct DeviceReduce { ALGORITHM(Reduce) ALGORITHM(Sum) ALGORITHM(Min) ALGORITHM(Max) ALGORITHM(ArgMin) ALGORITHM(ArgMax) ALGORITHM(ReduceByKey) };
struct DeviceScan { ALGORITHM(ExclusiveSum) ALGORITHM(ExclusiveScan) ALGORITHM(InclusiveSum) ALGORITHM(InclusiveScan) };
struct DeviceRadixSort { ALGORITHM(SortPairs) ALGORITHM(SortPairsDescending) ALGORITHM(SortKeys) ALGORITHM(SortKeysDescending) };
struct DeviceSegmentedRadixSort { ALGORITHM(SortPairs) ALGORITHM(SortPairsDescending) ALGORITHM(SortKeys) ALGORITHM(SortKeysDescending) };
struct DeviceSegmentedReduce { ALGORITHM(Reduce) ALGORITHM(Sum) ALGORITHM(Min) ALGORITHM(Max) ALGORITHM(ArgMin) ALGORITHM(ArgMax) };
struct DeviceSelect { ALGORITHM(Flagged) ALGORITHM(If) ALGORITHM(Unique) };
struct DevicePartition { ALGORITHM(Flagged) ALGORITHM(If) };
struct DeviceHistogram { ALGORITHM(HistogramEven) ALGORITHM(HistogramRange) ALGORITHM(MultiHistogramEven) };
struct DeviceRunLengthEncode { ALGORITHM(Encode) ALGORITHM(NonTrivialRuns) };
#undef ALGORITHM
enum BlockReduceAlgorithm { BLOCK_REDUCE_RAKING_COMMUTATIVE_ONLY, BLOCK_REDUCE_RAKING, BLOCK_REDUCE_WARP_REDUCTIONS };
enum BlockScanAlgorithm { BLOCK_SCAN_RAKING, BLOCK_SCAN_RAKING_MEMOIZE, BLOCK_SCAN_WARP_SCANS };
template <typename T, int X, BlockReduceAlgorithm A = BLOCK_REDUCE_WARP_REDUCTIONS, int Y = 1, int Z = 1> struct BlockReduce {
  struct TempStorage { T values[X]; };
  DECLARED_DEVICE BlockReduce(TempStorage &storage);
  DECLARED_DEVICE T Sum(T input);
  template <typename F> DECLARED_DEVICE T Reduce(T input, F operation);
};
template <typename T, int X, BlockScanAlgorithm A = BLOCK_SCAN_RAKING, int Y = 1, int Z = 1> struct BlockScan {
  struct TempStorage { T values[X]; };
  DECLARED_DEVICE BlockScan(TempStorage &storage);
  template <typename... V> DECLARED_DEVICE void ExclusiveSum(V &&...values);
  template <typename... V> DECLARED_DEVICE void InclusiveSum(V &&...values);
};
template <typename T, int N = 32> struct WarpReduce {
  struct TempStorage { T values[N]; };
  DECLARED_DEVICE WarpReduce(TempStorage &storage);
  DECLARED_DEVICE T Sum(T input);
  template <typename F> DECLARED_DEVICE T Reduce(T input, F operation);
};
struct Sum { template <typename T> DECLARED_DEVICE T operator()(const T &a, const T &b) const; };
struct Max { template <typename T> DECLARED_DEVICE T operator()(const T &a, const T &b) const; };
struct Min { template <typename T> DECLARED_DEVICE T operator()(const T &a, const T &b) const; };
template <typename K, typename V> struct KeyValuePair { K key; V value; };
template <typename T> struct DoubleBuffer { T *d_buffers[2]; int selector; DoubleBuffer(T *current, T *other); T *Current(); T *Alternate(); };
template <typename T> struct CountingInputIterator { CountingInputIterator(T value); T operator[](long index) const; };
template <typename T> struct ConstantInputIterator { ConstantInputIterator(T value); T operator[](long index) const; };
template <typename T, typename F, typename I> struct TransformInputIterator { TransformInputIterator(I input, F conversion); T operator[](long index) const; };
}
