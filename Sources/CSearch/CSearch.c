// Each byte that may be the word's is found by memchr, and then held against the word.
#include "CSearch.h"
#include <string.h>

ptrdiff_t csearch_place(
  const uint8_t *bytes, size_t count, size_t start, const uint8_t *word, size_t length, size_t pivot) {
  if (length == 0 || count < length || pivot >= length) return -1;
  // Behind this the word would not end before the bytes do.
  size_t end = count - length + pivot + 1;
  for (size_t place = start + pivot; place < end;) {
    const uint8_t *found = memchr(bytes + place, word[pivot], end - place);
    if (!found) return -1;
    size_t first = (size_t)(found - bytes) - pivot;
    if (memcmp(bytes + first, word, length) == 0) return (ptrdiff_t)first;
    place = first + pivot + 1;
  }
  return -1;
}
