// Names of Thrust, which rocThrust has as well.
#pragma once
#include <cstddef>
#include "../declared_cuda/thrust_execution.h"
namespace thrust {
template <typename T> struct device_ptr { T *get() const; T &operator*() const; device_ptr operator+(long) const; };
template <typename T> struct vector_base { typedef T value_type; typedef T *iterator; vector_base(); vector_base(size_t count); vector_base(size_t count, const T &value); template <typename I> vector_base(I first, I last); size_t size() const; bool empty() const; void resize(size_t count); void clear(); T &operator[](size_t index); const T &operator[](size_t index) const; T *begin(); T *end(); const T *begin() const; const T *end() const; T *data(); void push_back(const T &value); };
template <typename T> struct device_vector : vector_base<T> { using vector_base<T>::vector_base; device_vector() = default; template <typename O> device_vector(const O &other); template <typename O> device_vector &operator=(const O &other); };
template <typename T> struct host_vector : vector_base<T> { using vector_base<T>::vector_base; host_vector() = default; template <typename O> host_vector(const O &other); template <typename O> host_vector &operator=(const O &other); };
template <typename T> T *raw_pointer_cast(T *pointer);
template <typename T> T *raw_pointer_cast(device_ptr<T> pointer);
template <typename T> device_ptr<T> device_pointer_cast(T *pointer);
struct policy { }; extern const policy device, host, seq;
template <typename T> struct plus { T operator()(T a, T b) const; };
template <typename T> struct minus { T operator()(T a, T b) const; };
template <typename T> struct multiplies { T operator()(T a, T b) const; };
template <typename T> struct maximum { T operator()(T a, T b) const; };
template <typename T> struct minimum { T operator()(T a, T b) const; };
template <typename T> struct less { bool operator()(T a, T b) const; };
template <typename T> struct greater { bool operator()(T a, T b) const; };
template <typename... A> void sort(A &&...arguments);
template <typename... A> void sort_by_key(A &&...arguments);
template <typename... A> void stable_sort_by_key(A &&...arguments);
template <typename... A> void fill(A &&...arguments);
template <typename... A> void sequence(A &&...arguments);
template <typename... A> void for_each(A &&...arguments);
template <typename I, typename... A> I copy(I first, A &&...arguments);
template <typename... A> void transform(A &&...arguments);
template <typename... A> void gather(A &&...arguments);
template <typename... A> void scatter(A &&...arguments);
template <typename P, typename I, typename T, typename F> T reduce(const P &policy, I first, I last, T value, F operation);
template <typename I, typename T, typename F> T reduce(I first, I last, T value, F operation);
template <typename I, typename F, typename T, typename G> T transform_reduce(I first, I last, F function, T value, G operation);
template <typename... A> void exclusive_scan(A &&...arguments);
template <typename... A> void inclusive_scan(A &&...arguments);
}
