// Headers that many files of a project include, compiled once.
//
// They declare more than a file's own includes do. A survey made with them is taken only if it would be the same without:
// the file has no errors, all it refers to stands in headers that its own includes lead to, and it defines no macro that they
// mention before it includes one of them. Beside the compiled headers lie a list of which includes which and one of their words.
#define _GNU_SOURCE
#include <dirent.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "Precompiled.h"

enum {
  CursorStruct = 2, CursorUnion = 3, CursorClass = 4, CursorNamespace = 22, CursorClassTemplate = 31, CursorMacroDefinition = 501,
  CursorInclusion = 503,
};
enum { VisitContinue = 1, PathSize = 4096 };

/// A file of the headers: its device and inode.
typedef struct {
  unsigned long long device, inode;
} FileKey;

typedef struct {
  char path[PathSize];
  FileKey *files;
  uint32_t (*includes)[2];
  /// Hashes of all words in them, sorted.
  uint64_t *words;
  size_t file_count, include_count, word_count;
} Headers;

#pragma mark The folder

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char (*folders)[PathSize];
static size_t folder_count;

/// Removes the folders that this process made or used: whoever ends last leaves nothing.
static void remove_folders(void) {
  for (size_t index = 0; index < folder_count; index++) {
    DIR *folder = opendir(folders[index]);
    if (!folder) continue;
    struct dirent *entry;
    while ((entry = readdir(folder))) {
      char path[PathSize + 260];
      if (entry->d_name[0] == '.') continue;
      snprintf(path, sizeof path, "%s/%s", folders[index], entry->d_name);
      unlink(path);
    }
    closedir(folder);
    rmdir(folders[index]);
  }
}

/// Called with the lock held.
static void remember_folder(const char *path) {
  for (size_t index = 0; index < folder_count; index++) {
    if (strcmp(folders[index], path) == 0) return;
  }
  char(*grown)[PathSize] = realloc(folders, (folder_count + 1) * sizeof *folders);
  if (!grown) return;
  folders = grown;
  snprintf(folders[folder_count++], PathSize, "%s", path);
  if (folder_count == 1) atexit(remove_folders);
}

static bool make_folder(char *path) {
  const char *scratch = getenv("TMPDIR");
  snprintf(path, PathSize, "%s/godwit-headers-XXXXXX", scratch && scratch[0] ? scratch : "/tmp");
  if (!mkdtemp(path)) return false;
  pthread_mutex_lock(&lock);
  remember_folder(path);
  pthread_mutex_unlock(&lock);
  return true;
}

#pragma mark Writing

static bool key_of(const LibclangFunctions *clang, CXFile file, FileKey *key) {
  CXFileUniqueID number;
  if (!file || clang->getFileUniqueID(file, &number) != 0) return false;
  *key = (FileKey){number.data[0], number.data[1]};
  // Files that are not on the disk have no number.
  return key->device || key->inode;
}

static CXFile file_at(const LibclangFunctions *clang, CXCursor cursor) {
  CXFile file = NULL;
  clang->getFileLocation(clang->getCursorLocation(cursor), &file, NULL, NULL, NULL);
  return file;
}

/// What is known of headers while they are written.
typedef struct {
  const LibclangFunctions *clang;
  FILE *list;
  CXFile *files;
  uint64_t *words;
  size_t file_count, word_count, word_capacity;
} Listing;

static uint64_t hash(const char *word, size_t length) {
  uint64_t digest = 0xcbf29ce484222325;
  for (size_t index = 0; index < length; index++) digest = (digest ^ (uint8_t)word[index]) * 0x100000001b3;
  return digest;
}

static int compare_words(const void *first, const void *second) {
  uint64_t a = *(const uint64_t *)first, b = *(const uint64_t *)second;
  return a < b ? -1 : a > b;
}

static bool is_letter(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || byte == '_';
}

static void add_word(Listing *listing, const char *word, size_t length) {
  if (listing->word_count == listing->word_capacity) {
    listing->word_capacity = listing->word_capacity ? 2 * listing->word_capacity : 1 << 16;
    uint64_t *grown = realloc(listing->words, listing->word_capacity * sizeof *grown);
    if (!grown) abort();
    listing->words = grown;
  }
  listing->words[listing->word_count++] = hash(word, length);
}

/// Takes the words of a file, unless that was done.
static void add_file(Listing *listing, CXFile file) {
  for (size_t index = listing->file_count; index > 0; index--) {
    if (listing->files[index - 1] == file) return;
  }
  CXFile *grown = realloc(listing->files, (listing->file_count + 1) * sizeof *grown);
  if (!grown) abort();
  listing->files = grown;
  listing->files[listing->file_count++] = file;
  CXString path = listing->clang->getFileName(file);
  FILE *source = fopen(listing->clang->getCString(path), "r");
  listing->clang->disposeString(path);
  if (!source) return;
  char word[256];
  size_t length = 0;
  for (int byte; (byte = getc_unlocked(source)) != EOF;) {
    if (is_letter((char)byte)) {
      if (length < sizeof word) word[length++] = (char)byte;
    } else if (length) {
      if (word[0] > '9') add_word(listing, word, length);
      length = 0;
    }
  }
  fclose(source);
}

static bool write_words(Listing *listing, const char *path) {
  if (listing->word_count) qsort(listing->words, listing->word_count, sizeof *listing->words, compare_words);
  size_t kept = 0;
  for (size_t index = 0; index < listing->word_count; index++) {
    if (!kept || listing->words[kept - 1] != listing->words[index]) listing->words[kept++] = listing->words[index];
  }
  FILE *file = fopen(path, "w");
  if (!file) return false;
  bool is_written = fwrite(listing->words, sizeof *listing->words, kept, file) == kept;
  return fclose(file) == 0 && is_written;
}

static int list_include(CXCursor cursor, CXCursor parent, void *data) {
  (void)parent;
  Listing *listing = data;
  FileKey from, to;
  if (cursor.kind == CursorInclusion && key_of(listing->clang, file_at(listing->clang, cursor), &from) &&
      key_of(listing->clang, listing->clang->getIncludedFile(cursor), &to)) {
    fprintf(listing->list, "%llu %llu %llu %llu\n", from.device, from.inode, to.device, to.inode);
    add_file(listing, listing->clang->getIncludedFile(cursor));
  }
  return VisitContinue;
}

ClangBytes precompiled_write(const LibclangFunctions *clang, ClangSurveyRequest request) {
  ClangBytes nothing = {0};
  char folder[PathSize], headers[PathSize + 16], list_path[PathSize + 16], words_path[PathSize + 16];
  CXIndex index = clang->createIndex(0, 0);
  struct CXUnsavedFile file = {request.path, request.bytes, request.length};
  CXTranslationUnit unit = NULL;
  // A detailed preprocessing record (1), incomplete (2), to be written (0x10), without the bodies of functions (0x40).
  int failure = clang->parseTranslationUnit2(index, request.path, request.arguments, request.argument_count, &file, 1, 0x53,
                                             &unit);
  bool is_written = false;
  if (!failure && unit && make_folder(folder)) {
    snprintf(headers, sizeof headers, "%s/headers.pch", folder);
    snprintf(list_path, sizeof list_path, "%s/headers.list", folder);
    snprintf(words_path, sizeof words_path, "%s/headers.words", folder);
    Listing listing = {.clang = clang, .list = fopen(list_path, "w")};
    if (listing.list) {
      clang->visitChildren(clang->getTranslationUnitCursor(unit), list_include, &listing);
      is_written = fclose(listing.list) == 0 && write_words(&listing, words_path) &&
                   clang->saveTranslationUnit(unit, headers, 0) == 0;
    }
    free(listing.files);
    free(listing.words);
  }
  if (unit) clang->disposeTranslationUnit(unit);
  clang->disposeIndex(index);
  char *path = is_written ? strdup(headers) : NULL;
  return path ? (ClangBytes){(uint8_t *)path, strlen(path)} : nothing;
}

#pragma mark Reading

static int compare(const void *first, const void *second) {
  const FileKey *a = first, *b = second;
  if (a->device != b->device) return a->device < b->device ? -1 : 1;
  return a->inode < b->inode ? -1 : a->inode > b->inode;
}

/// The number of a file of the headers, or a negative number.
static long number_of(const Headers *headers, FileKey key) {
  const FileKey *found = bsearch(&key, headers->files, headers->file_count, sizeof key, compare);
  return found ? found - headers->files : -1;
}

static bool read_list(Headers *headers, const char *path) {
  FILE *list = fopen(path, "r");
  if (!list) return false;
  FileKey(*pairs)[2] = NULL;
  size_t count = 0, capacity = 0;
  FileKey from, to;
  bool is_read = true;
  while (fscanf(list, "%llu %llu %llu %llu", &from.device, &from.inode, &to.device, &to.inode) == 4) {
    if (count == capacity) {
      capacity = capacity ? 2 * capacity : 1024;
      void *grown = realloc(pairs, capacity * sizeof *pairs);
      if (!grown) abort();
      pairs = grown;
    }
    pairs[count][0] = from;
    pairs[count++][1] = to;
  }
  fclose(list);
  headers->files = malloc((2 * count + 1) * sizeof *headers->files);
  headers->includes = malloc((count + 1) * sizeof *headers->includes);
  if (headers->files && headers->includes) {
    for (size_t index = 0; index < count; index++) memcpy(headers->files + 2 * index, pairs[index], sizeof *pairs);
    qsort(headers->files, 2 * count, sizeof *headers->files, compare);
    for (size_t index = 0; index < 2 * count; index++) {
      if (headers->file_count && !compare(&headers->files[headers->file_count - 1], &headers->files[index])) continue;
      headers->files[headers->file_count++] = headers->files[index];
    }
    for (size_t index = 0; index < count; index++) {
      headers->includes[index][0] = (uint32_t)number_of(headers, pairs[index][0]);
      headers->includes[index][1] = (uint32_t)number_of(headers, pairs[index][1]);
    }
    headers->include_count = count;
  } else {
    is_read = false;
  }
  free(pairs);
  return is_read && headers->file_count > 0;
}

static bool read_words(Headers *headers, const char *path) {
  FILE *file = fopen(path, "r");
  if (!file) return false;
  long size = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
  rewind(file);
  headers->word_count = size > 0 ? (size_t)size / sizeof *headers->words : 0;
  headers->words = malloc((headers->word_count + 1) * sizeof *headers->words);
  bool is_read =
      headers->words && fread(headers->words, sizeof *headers->words, headers->word_count, file) == headers->word_count;
  fclose(file);
  return is_read;
}

/// What lies beside the compiled headers at a path; called with the lock held.
static Headers *read_headers(const char *path) {
  Headers *headers = calloc(1, sizeof *headers);
  if (!headers) return NULL;
  char folder[PathSize], list[PathSize + 16], words[PathSize + 16];
  snprintf(folder, sizeof folder, "%s", path);
  char *slash = strrchr(folder, '/');
  if (slash) *slash = 0;
  snprintf(list, sizeof list, "%s/headers.list", folder);
  snprintf(words, sizeof words, "%s/headers.words", folder);
  snprintf(headers->path, sizeof headers->path, "%s", path);
  remember_folder(folder);
  if (read_list(headers, list) && read_words(headers, words)) return headers;
  free(headers->files);
  free(headers->includes);
  free(headers->words);
  free(headers);
  return NULL;
}

/// What lies beside compiled headers, read once; the last few are kept.
static const Headers *headers_at(const char *path) {
  static Headers *kept[8];
  static size_t next;
  const size_t count = sizeof kept / sizeof *kept;
  pthread_mutex_lock(&lock);
  Headers *found = NULL;
  for (size_t index = 0; index < count && !found; index++) {
    if (kept[index] && strcmp(kept[index]->path, path) == 0) found = kept[index];
  }
  if (!found && (found = read_headers(path))) {
    // What another thread may be reading is never freed: these are few, and small.
    kept[next++ % count] = found;
  }
  pthread_mutex_unlock(&lock);
  return found;
}

CXTranslationUnit precompiled_parse(const LibclangFunctions *clang, CXIndex index, ClangSurveyRequest request,
                                    struct CXUnsavedFile *files, unsigned count) {
  const char **arguments = malloc(((size_t)request.argument_count + 2) * sizeof *arguments);
  if (!arguments) abort();
  memcpy(arguments, request.arguments, (size_t)request.argument_count * sizeof *arguments);
  arguments[request.argument_count] = "-include-pch";
  arguments[request.argument_count + 1] = request.precompiled;
  CXTranslationUnit unit = NULL;
  int failure = clang->parseTranslationUnit2(index, request.path, arguments, request.argument_count + 2, files, count,
                                             survey_options(request), &unit);
  free(arguments);
  return failure ? NULL : unit;
}

#pragma mark Reach

enum { SlotCount = 1024 };

struct Reach {
  const LibclangFunctions *clang;
  const Headers *headers;
  /// By number of file.
  bool *is_reached;
  /// The numbers of files that were asked about; a full table forgets.
  CXFile files[SlotCount];
  int numbers[SlotCount];
  bool has_defined, is_exact;
};

static int number_in(Reach *reach, CXFile file) {
  size_t slot = ((uintptr_t)file >> 4) % SlotCount;
  if (reach->files[slot] != file) {
    FileKey key;
    reach->numbers[slot] = key_of(reach->clang, file, &key) ? (int)number_of(reach->headers, key) : -1;
    reach->files[slot] = file;
  }
  return reach->numbers[slot];
}

/// Whether the headers have the name of a macro anywhere.
static bool is_mentioned(Reach *reach, CXCursor macro) {
  CXString text = reach->clang->getCursorSpelling(macro);
  const char *name = reach->clang->getCString(text);
  uint64_t word = name ? hash(name, strlen(name)) : 0;
  reach->clang->disposeString(text);
  const Headers *headers = reach->headers;
  return bsearch(&word, headers->words, headers->word_count, sizeof word, compare_words) != NULL;
}

static int find_roots(CXCursor cursor, CXCursor parent, void *data) {
  (void)parent;
  Reach *reach = data;
  if (cursor.kind == CursorMacroDefinition) {
    CXFile file = file_at(reach->clang, cursor);
    if (file && !reach->has_defined && number_in(reach, file) < 0) reach->has_defined = is_mentioned(reach, cursor);
  } else if (cursor.kind == CursorInclusion) {
    CXFile file = reach->clang->getIncludedFile(cursor);
    int number = file ? number_in(reach, file) : -1;
    if (number >= 0) {
      // What the file defines may make the header another.
      if (reach->has_defined) reach->is_exact = false;
      reach->is_reached[number] = true;
    }
  }
  return VisitContinue;
}

/// Marks what the marked files include, and what these do.
static void spread(Reach *reach) {
  const Headers *headers = reach->headers;
  for (bool is_growing = true; is_growing;) {
    is_growing = false;
    for (size_t index = 0; index < headers->include_count; index++) {
      const uint32_t *pair = headers->includes[index];
      if (!reach->is_reached[pair[0]] || reach->is_reached[pair[1]]) continue;
      reach->is_reached[pair[1]] = true;
      is_growing = true;
    }
  }
}

static bool has_errors(const LibclangFunctions *clang, CXTranslationUnit unit) {
  unsigned count = clang->getNumDiagnostics(unit);
  bool is_found = false;
  for (unsigned index = 0; index < count && !is_found; index++) {
    CXDiagnostic diagnostic = clang->getDiagnostic(unit, index);
    is_found = clang->getDiagnosticSeverity(diagnostic) >= 3;
    clang->disposeDiagnostic(diagnostic);
  }
  return is_found;
}

Reach *reach_of(const LibclangFunctions *clang, CXTranslationUnit unit, const char *precompiled) {
  const Headers *headers = headers_at(precompiled);
  if (!headers || has_errors(clang, unit)) return NULL;
  Reach *reach = calloc(1, sizeof *reach);
  if (!reach) abort();
  *reach = (Reach){.clang = clang, .headers = headers, .is_exact = true};
  reach->is_reached = calloc(headers->file_count, sizeof *reach->is_reached);
  if (!reach->is_reached) abort();
  clang->visitChildren(clang->getTranslationUnitCursor(unit), find_roots, reach);
  if (!reach->is_exact) {
    reach_free(reach);
    return NULL;
  }
  spread(reach);
  return reach;
}

static bool is_reached(Reach *reach, CXCursor cursor) {
  CXFile file = file_at(reach->clang, cursor);
  int number = file ? number_in(reach, file) : -1;
  return file && (number < 0 || reach->is_reached[number]);
}

static bool is_class(int kind) {
  return kind == CursorStruct || kind == CursorUnion || kind == CursorClass || kind == CursorClassTemplate;
}

bool reach_has(Reach *reach, CXCursor *target) {
  // A namespace is where its parts are.
  if (target->kind <= 0 || (target->kind >= 70 && target->kind <= 73) || target->kind == CursorNamespace) return true;
  // The compiler's own.
  if (!file_at(reach->clang, *target)) return true;
  if (target->kind == CursorMacroDefinition) return is_reached(reach, *target);
  CXCursor definition = reach->clang->getCursorDefinition(*target);
  // A class that is only declared without them may be all that is asked for, or not.
  if (is_class(target->kind) && file_at(reach->clang, definition) && !is_reached(reach, definition)) return false;
  CXCursor others[] = {*target, reach->clang->getCanonicalCursor(*target), definition};
  // What is declared more than once is there if one of its declarations is.
  for (size_t index = 0; index < sizeof others / sizeof *others; index++) {
    if (!is_reached(reach, others[index])) continue;
    *target = others[index];
    return true;
  }
  return false;
}

void reach_free(Reach *reach) {
  if (!reach) return;
  free(reach->is_reached);
  free(reach);
}
