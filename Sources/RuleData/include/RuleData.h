// The packs that the program carries: every YAML file of Rules/, by path.
#ifndef RULE_DATA_H
#define RULE_DATA_H

#include <stddef.h>

/// One embedded file.
typedef struct {
  /// Below Rules/: `numpy/python/2.0.yaml`.
  const char *path;
  const unsigned char *bytes;
  size_t length;
} RuleDataFile;

/// How many files there are.
size_t rule_data_count(void);

/// The file at `index`, in the order of paths; `index` is less than the count.
const RuleDataFile *rule_data_file(size_t index);

#endif
