// Decompression by the system's zlib, bzip2, liblzma and lz4 through tables of functions that dlopen fills.
//
// The structures are declared here as those libraries' interfaces have had them for decades, so that no header of theirs
// is needed to build: zlib 1.x `z_stream`, bzip2 1.x `bz_stream`, liblzma 5.x `lzma_stream`, lz4 frame API version 100.
#include "CCompression.h"
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  const uint8_t *next_in;
  unsigned avail_in;
  unsigned long total_in;
  uint8_t *next_out;
  unsigned avail_out;
  unsigned long total_out;
  const char *msg;
  void *state;
  void *zalloc, *zfree, *opaque;
  int data_type;
  unsigned long adler, reserved;
} ZStream;

typedef struct {
  char *next_in;
  unsigned avail_in, total_in_lo32, total_in_hi32;
  char *next_out;
  unsigned avail_out, total_out_lo32, total_out_hi32;
  void *state, *bzalloc, *bzfree, *opaque;
} BZStream;

typedef struct {
  const uint8_t *next_in;
  size_t avail_in;
  uint64_t total_in;
  uint8_t *next_out;
  size_t avail_out;
  uint64_t total_out;
  const void *allocator;
  void *internal;
  void *reserved_ptr1, *reserved_ptr2, *reserved_ptr3, *reserved_ptr4;
  uint64_t seek_pos, reserved_int2;
  size_t reserved_int3, reserved_int4;
  int reserved_enum1, reserved_enum2;
} LZMAStream;

enum { LIBRARY_Z, LIBRARY_BZIP2, LIBRARY_LZMA, LIBRARY_LZ4, LIBRARY_COUNT };

typedef struct {
  void *begin, *run, *end;
} Functions;

static const char *const stems[LIBRARY_COUNT] = {"libz", "libbz2", "liblzma", "liblz4"};
static const char *const file_names[LIBRARY_COUNT][4] = {
    {"libz.so.1", "libz.so", "libz.1.dylib", "/usr/lib/libz.1.dylib"},
    {"libbz2.so.1.0", "libbz2.so.1", "libbz2.so", "libbz2.1.0.dylib"},
    {"liblzma.so.5", "liblzma.so", "liblzma.5.dylib", "/opt/homebrew/lib/liblzma.5.dylib"},
    {"liblz4.so.1", "liblz4.so", "liblz4.1.dylib", "/opt/homebrew/lib/liblz4.1.dylib"},
};
static const char *const symbols[LIBRARY_COUNT][3] = {
    {"inflateInit2_", "inflate", "inflateEnd"},
    {"BZ2_bzDecompressInit", "BZ2_bzDecompress", "BZ2_bzDecompressEnd"},
    {"lzma_auto_decoder", "lzma_code", "lzma_end"},
    {"LZ4F_createDecompressionContext", "LZ4F_decompress", "LZ4F_freeDecompressionContext"},
};

static int library_of(int kind) {
  switch (kind) {
  case CCOMPRESSION_BZIP2: return LIBRARY_BZIP2;
  case CCOMPRESSION_XZ: return LIBRARY_LZMA;
  case CCOMPRESSION_LZ4: return LIBRARY_LZ4;
  default: return LIBRARY_Z;
  }
}

// Fills `functions`; dlopen counts its users, so a library is opened anew for each stream and never closed.
static int load(int library, Functions *functions) {
  for (int index = 0; index < 4; index++) {
    void *handle = dlopen(file_names[library][index], RTLD_NOW | RTLD_LOCAL);
    if (!handle) continue;
    functions->begin = dlsym(handle, symbols[library][0]);
    functions->run = dlsym(handle, symbols[library][1]);
    functions->end = dlsym(handle, symbols[library][2]);
    if (functions->begin && functions->run && functions->end) return 1;
  }
  return 0;
}

struct CCompressionStream {
  int library;
  Functions functions;
  union {
    ZStream z;
    BZStream bzip2;
    LZMAStream lzma;
    void *lz4;
  } state;
};

const char *ccompression_library(int kind) { return stems[library_of(kind)]; }

int ccompression_is_available(int kind) {
  Functions functions;
  return load(library_of(kind), &functions);
}

static int begin(struct CCompressionStream *stream, int kind, uint64_t memory_limit) {
  void *function = stream->functions.begin;
  switch (stream->library) {
  case LIBRARY_Z: {
    int bits = kind == CCOMPRESSION_GZIP ? 15 + 16 : kind == CCOMPRESSION_DEFLATE ? -15 : 15;
    return ((int (*)(ZStream *, int, const char *, int))function)(&stream->state.z, bits, "1.2.11", sizeof(ZStream)) == 0;
  }
  case LIBRARY_BZIP2: return ((int (*)(BZStream *, int, int))function)(&stream->state.bzip2, 0, 0) == 0;
  case LIBRARY_LZMA:
    return ((int (*)(LZMAStream *, uint64_t, uint32_t))function)(&stream->state.lzma, memory_limit, 0) == 0;
  default: return ((size_t(*)(void **, unsigned))function)(&stream->state.lz4, 100) == 0;
  }
}

struct CCompressionStream *ccompression_open(int kind, uint64_t memory_limit) {
  struct CCompressionStream *stream = calloc(1, sizeof *stream);
  if (!stream) return NULL;
  stream->library = library_of(kind);
  if (load(stream->library, &stream->functions) && begin(stream, kind, memory_limit)) return stream;
  free(stream);
  return NULL;
}

static unsigned at_most_unsigned(size_t count) { return count > (1u << 30) ? (1u << 30) : (unsigned)count; }

static int run_z(
    struct CCompressionStream *stream, const uint8_t *input, size_t input_count, size_t *used, uint8_t *output,
    size_t output_count, size_t *written) {
  ZStream *z = &stream->state.z;
  unsigned in = at_most_unsigned(input_count), out = at_most_unsigned(output_count);
  z->next_in = input, z->avail_in = in, z->next_out = output, z->avail_out = out;
  int result = ((int (*)(ZStream *, int))stream->functions.run)(z, 0);
  *used = in - z->avail_in, *written = out - z->avail_out;
  if (result == 1) return CCOMPRESSION_END;
  // -5: nothing could be done, which the caller sees by nothing used and nothing written.
  return result == 0 || result == -5 ? CCOMPRESSION_MORE : CCOMPRESSION_BROKEN;
}

static int run_bzip2(
    struct CCompressionStream *stream, const uint8_t *input, size_t input_count, size_t *used, uint8_t *output,
    size_t output_count, size_t *written) {
  BZStream *bz = &stream->state.bzip2;
  unsigned in = at_most_unsigned(input_count), out = at_most_unsigned(output_count);
  bz->next_in = (char *)input, bz->avail_in = in, bz->next_out = (char *)output, bz->avail_out = out;
  int result = ((int (*)(BZStream *))stream->functions.run)(bz);
  *used = in - bz->avail_in, *written = out - bz->avail_out;
  return result == 4 ? CCOMPRESSION_END : result == 0 ? CCOMPRESSION_MORE : CCOMPRESSION_BROKEN;
}

static int run_lzma(
    struct CCompressionStream *stream, const uint8_t *input, size_t input_count, size_t *used, uint8_t *output,
    size_t output_count, size_t *written) {
  LZMAStream *lzma = &stream->state.lzma;
  lzma->next_in = input, lzma->avail_in = input_count, lzma->next_out = output, lzma->avail_out = output_count;
  int result = ((int (*)(LZMAStream *, int))stream->functions.run)(lzma, 0);
  *used = input_count - lzma->avail_in, *written = output_count - lzma->avail_out;
  switch (result) {
  case 1: return CCOMPRESSION_END;
  case 0: case 10: return CCOMPRESSION_MORE;
  case 5: case 6: return CCOMPRESSION_TOO_MUCH_MEMORY;
  default: return CCOMPRESSION_BROKEN;
  }
}

static int run_lz4(
    struct CCompressionStream *stream, const uint8_t *input, size_t input_count, size_t *used, uint8_t *output,
    size_t output_count, size_t *written) {
  typedef size_t Run(void *, void *, size_t *, const void *, size_t *, const void *);
  *used = input_count, *written = output_count;
  size_t result = ((Run *)stream->functions.run)(stream->state.lz4, output, written, input, used, NULL);
  if (result == 0) return CCOMPRESSION_END;
  // Errors are the negatives of small numbers.
  return result > (size_t)-64 ? CCOMPRESSION_BROKEN : CCOMPRESSION_MORE;
}

int ccompression_run(
    struct CCompressionStream *stream, const uint8_t *input, size_t input_count, size_t *used, uint8_t *output,
    size_t output_count, size_t *written) {
  switch (stream->library) {
  case LIBRARY_Z: return run_z(stream, input, input_count, used, output, output_count, written);
  case LIBRARY_BZIP2: return run_bzip2(stream, input, input_count, used, output, output_count, written);
  case LIBRARY_LZMA: return run_lzma(stream, input, input_count, used, output, output_count, written);
  default: return run_lz4(stream, input, input_count, used, output, output_count, written);
  }
}

void ccompression_close(struct CCompressionStream *stream) {
  switch (stream->library) {
  case LIBRARY_Z: ((int (*)(ZStream *))stream->functions.end)(&stream->state.z); break;
  case LIBRARY_BZIP2: ((int (*)(BZStream *))stream->functions.end)(&stream->state.bzip2); break;
  case LIBRARY_LZMA: ((void (*)(LZMAStream *))stream->functions.end)(&stream->state.lzma); break;
  default: ((size_t(*)(void *))stream->functions.end)(stream->state.lz4); break;
  }
  free(stream);
}
