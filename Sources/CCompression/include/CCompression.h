// One face over the system's decompressors, which are loaded when a file first needs them.
#ifndef CCOMPRESSION_H
#define CCOMPRESSION_H

#include <stddef.h>
#include <stdint.h>

enum {
  CCOMPRESSION_ZLIB = 0,
  CCOMPRESSION_GZIP = 1,
  CCOMPRESSION_DEFLATE = 2,
  CCOMPRESSION_BZIP2 = 3,
  CCOMPRESSION_XZ = 4,
  CCOMPRESSION_LZ4 = 5,
};

enum {
  CCOMPRESSION_MORE = 0,
  CCOMPRESSION_END = 1,
  CCOMPRESSION_BROKEN = -1,
  CCOMPRESSION_TOO_MUCH_MEMORY = -2,
};

struct CCompressionStream;

// The file name of the shared library that the kind needs, without its ending.
const char *_Nonnull ccompression_library(int kind);
// Whether that library is here.
int ccompression_is_available(int kind);
// A stream that decompresses; NULL where the library is missing or out of memory. `memory_limit` bounds xz's dictionary.
struct CCompressionStream *_Nullable ccompression_open(int kind, uint64_t memory_limit);
// Takes from `input` and writes to `output`; `*used` and `*written` say how much. Returns one of the states above.
int ccompression_run(
    struct CCompressionStream *_Nonnull stream, const uint8_t *_Nullable input, size_t input_count, size_t *_Nonnull used,
    uint8_t *_Nonnull output, size_t output_count, size_t *_Nonnull written);
void ccompression_close(struct CCompressionStream *_Nonnull stream);

#endif
