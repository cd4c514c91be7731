// libxml2's streaming reader, loaded when it is first needed. It is handed a document piece by piece; nothing else is opened.
#ifndef CXML2_H
#define CXML2_H

#include <stddef.h>

/// What the reader has come to.
typedef enum {
  CXML_END = 0,
  CXML_ELEMENT = 1,
  CXML_CLOSE = 2,
  CXML_TEXT = 3,
  /// A document type or an entity: nothing that a PMML document needs.
  CXML_FORBIDDEN = 4,
  CXML_OTHER = 5,
  CXML_FAILED = -1,
} cxml_event;

typedef struct cxml_reader cxml_reader;

/// Whether the library is on this machine.
int cxml_is_available(void);
/// Copies the next bytes of a document, `count` at most, and tells how many; 0 at its end.
typedef int (*cxml_source)(void *context, char *bytes, int count);
/// Null where there is no memory, or no library. `context` must outlive the reader. `encoding` may be null.
cxml_reader *cxml_open(cxml_source source, void *context, const char *encoding);
void cxml_close(cxml_reader *reader);
cxml_event cxml_next(cxml_reader *reader);
/// Of an element or its end, without its prefix.
const char *cxml_name(cxml_reader *reader);
int cxml_is_empty(cxml_reader *reader);
int cxml_depth(cxml_reader *reader);
/// The text under way.
const char *cxml_text(cxml_reader *reader);
/// Moves to the first, and then the next attribute of an element; 0 where there is none, and the reader is back at the
/// element.
int cxml_next_attribute(cxml_reader *reader, int is_first);
const char *cxml_attribute_name(cxml_reader *reader);
const char *cxml_attribute_value(cxml_reader *reader);
/// Of the current node, from 1; 0 where unknown.
int cxml_line(cxml_reader *reader);
/// The first thing the library found wrong, and its line; empty where nothing is.
const char *cxml_problem(cxml_reader *reader);
int cxml_problem_line(cxml_reader *reader);

#endif
