// Finds libxml2 and hands its reader on. The prototypes are the library's own, which have not changed since 2.6.
#include "CXML2.h"
#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

typedef void *text_reader;

// The head of libxml2's xmlError; what stands behind is not looked at.
typedef struct {
  int domain;
  int code;
  char *message;
  int level;
  char *file;
  int line;
} library_error;

typedef void (*error_handler)(void *context, library_error *error);

static struct {
  text_reader (*for_source)(cxml_source, int (*)(void *), void *, const char *, const char *, int);
  void (*free_reader)(text_reader);
  int (*read)(text_reader);
  int (*node_type)(text_reader);
  const unsigned char *(*local_name)(text_reader);
  const unsigned char *(*value)(text_reader);
  int (*is_empty)(text_reader);
  int (*depth)(text_reader);
  int (*first_attribute)(text_reader);
  int (*next_attribute)(text_reader);
  int (*to_element)(text_reader);
  int (*line)(text_reader);
  void (*set_error_handler)(text_reader, error_handler, void *);
  void (*init_parser)(void);
  int is_whole;
} library;

static void *function(void *handle, const char *name) { return dlsym(handle, name); }

static void load(void) {
  static const char *const names[] = {
    "libxml2.so.2", "libxml2.so.16", "libxml2.so", "/usr/lib/libxml2.2.dylib", "libxml2.2.dylib", "libxml2.dylib",
  };
  void *handle = NULL;
  for (size_t index = 0; index < sizeof names / sizeof *names && handle == NULL; index++) {
    handle = dlopen(names[index], RTLD_NOW | RTLD_LOCAL);
  }
  if (handle == NULL) return;
  *(void **)&library.for_source = function(handle, "xmlReaderForIO");
  *(void **)&library.free_reader = function(handle, "xmlFreeTextReader");
  *(void **)&library.read = function(handle, "xmlTextReaderRead");
  *(void **)&library.node_type = function(handle, "xmlTextReaderNodeType");
  *(void **)&library.local_name = function(handle, "xmlTextReaderConstLocalName");
  *(void **)&library.value = function(handle, "xmlTextReaderConstValue");
  *(void **)&library.is_empty = function(handle, "xmlTextReaderIsEmptyElement");
  *(void **)&library.depth = function(handle, "xmlTextReaderDepth");
  *(void **)&library.first_attribute = function(handle, "xmlTextReaderMoveToFirstAttribute");
  *(void **)&library.next_attribute = function(handle, "xmlTextReaderMoveToNextAttribute");
  *(void **)&library.to_element = function(handle, "xmlTextReaderMoveToElement");
  *(void **)&library.line = function(handle, "xmlTextReaderGetParserLineNumber");
  *(void **)&library.set_error_handler = function(handle, "xmlTextReaderSetStructuredErrorHandler");
  *(void **)&library.init_parser = function(handle, "xmlInitParser");
  library.is_whole = library.for_source && library.free_reader && library.read && library.node_type && library.local_name
    && library.value && library.is_empty && library.depth && library.first_attribute && library.next_attribute
    && library.to_element && library.line && library.set_error_handler && library.init_parser;
  if (library.is_whole) library.init_parser();
}

int cxml_is_available(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
  return library.is_whole;
}

struct cxml_reader {
  text_reader reader;
  int problem_line;
  char problem[256];
};

// Only the first thing is kept: what follows is mostly its consequence.
static void note_problem(void *context, library_error *error) {
  cxml_reader *reader = context;
  if (reader->problem[0] != 0 || error == NULL || error->message == NULL || error->level < 2) return;
  strncpy(reader->problem, error->message, sizeof reader->problem - 1);
  // One line, whatever the library wrote.
  for (char *place = reader->problem; *place != 0; place++) if (*place == '\n') *place = ' ';
  size_t length = strlen(reader->problem);
  while (length > 0 && (reader->problem[length - 1] == '\n' || reader->problem[length - 1] == ' ')) length--;
  reader->problem[length] = 0;
  reader->problem_line = error->line;
}

cxml_reader *cxml_open(cxml_source source, void *context, const char *encoding) {
  if (!cxml_is_available()) return NULL;
  cxml_reader *reader = calloc(1, sizeof *reader);
  if (reader == NULL) return NULL;
  // No network (2048), no limits of its own on depth and text (524288): the caller has looked at both; no entities
  // substituted, no external subset loaded.
  reader->reader = library.for_source(source, NULL, context, NULL, encoding, 2048 | 524288);
  if (reader->reader == NULL) {
    free(reader);
    return NULL;
  }
  library.set_error_handler(reader->reader, note_problem, reader);
  return reader;
}

void cxml_close(cxml_reader *reader) {
  if (reader == NULL) return;
  library.free_reader(reader->reader);
  free(reader);
}

cxml_event cxml_next(cxml_reader *reader) {
  int result = library.read(reader->reader);
  if (result < 0) return CXML_FAILED;
  if (result == 0) return CXML_END;
  switch (library.node_type(reader->reader)) {
  case 1: return CXML_ELEMENT;
  case 15: return CXML_CLOSE;
  case 3: case 4: case 13: case 14: return CXML_TEXT;
  case 5: case 6: case 10: case 12: case 16: return CXML_FORBIDDEN;
  default: return CXML_OTHER;
  }
}

static const char *text_or_empty(const unsigned char *text) { return text ? (const char *)text : ""; }

const char *cxml_name(cxml_reader *reader) { return text_or_empty(library.local_name(reader->reader)); }
int cxml_is_empty(cxml_reader *reader) { return library.is_empty(reader->reader) == 1; }
int cxml_depth(cxml_reader *reader) { return library.depth(reader->reader); }
const char *cxml_text(cxml_reader *reader) { return text_or_empty(library.value(reader->reader)); }

int cxml_next_attribute(cxml_reader *reader, int is_first) {
  int result = is_first ? library.first_attribute(reader->reader) : library.next_attribute(reader->reader);
  if (result == 1) return 1;
  library.to_element(reader->reader);
  return 0;
}

const char *cxml_attribute_name(cxml_reader *reader) { return text_or_empty(library.local_name(reader->reader)); }
const char *cxml_attribute_value(cxml_reader *reader) { return text_or_empty(library.value(reader->reader)); }
int cxml_line(cxml_reader *reader) { return library.line(reader->reader); }
const char *cxml_problem(cxml_reader *reader) { return reader->problem; }
int cxml_problem_line(cxml_reader *reader) { return reader->problem_line; }
