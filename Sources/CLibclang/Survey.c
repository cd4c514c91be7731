// One survey: what the names of a file refer to, told as records that Swift reads.
//
// A record is a tag byte, a flag byte, two offsets (32 bits, little endian) and four texts (a 16-bit length and bytes):
//   r  a name that refers to something: offset of the name; qualified name, declaring file, type of the value
//   n  a name that refers to something of no interest, or to nothing that is known: offset of the name, and, of a variable of
//      the file, one more than the offset of its name
//   m  a macro that is expanded: offset, offset of its definition if that is in the file; name, defining file
//   i  an include: offset; what is written, the file found
//   s  bytes that are not compiled: offset, end
//   d  a diagnostic: offset; message, category, the file if it is another
//   u  a part of a using directive's name: offset; namespace
//   x  the type of a call: start, end; type
//   o  a member function of the file that overrides another: offset of its name; the other's qualified name, its file
//   f  a function that the file defines, flagged if it gives more than a number: start and end of all of it; qualified name
//   p  a parameter of one, behind its function: offset of its name, and of the function; name, type
//   e  a declaration of a header: qualified name, kind, type or bases
//   k  the same as code uses it: qualified name, file, and in lines its kind, the type it has or gives, the types of its
//      parameters, each behind `=` if it has a default
//   b  told first where the file begins with headers that were compiled before
//   h  an include of a header: the file it stands in, the file found
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "CLibclang.h"
#include "Libclang.h"
#include "Precompiled.h"

enum {
  CursorUnexposed = 1, CursorStruct = 2, CursorUnion = 3, CursorClass = 4, CursorEnum = 5, CursorField = 6, CursorEnumConstant = 7,
  CursorFunction = 8, CursorVariable = 9, CursorParameter = 10, CursorTypedef = 20, CursorMethod = 21, CursorNamespace = 22,
  CursorLinkageSpec = 23, CursorConstructor = 24, CursorDestructor = 25, CursorTypeParameter = 27,
  CursorFunctionTemplate = 30, CursorClassTemplate = 31,
  CursorNamespaceAlias = 33, CursorUsingDirective = 34, CursorUsingDeclaration = 35, CursorTypeAlias = 36,
  CursorTypeReference = 43, CursorBase = 44, CursorTemplateReference = 45, CursorNamespaceReference = 46,
  CursorMemberReference = 47, CursorOverloadedReference = 49, CursorVariableReference = 50,
  CursorDeclarationReference = 101, CursorMemberExpression = 102, CursorCall = 103, CursorTranslationUnit = 300,
  CursorTranslationUnitOld = 350, CursorMacroDefinition = 501, CursorMacroExpansion = 502, CursorInclusion = 503,
  CursorTypeAliasTemplate = 601,
};
enum { VisitBreak = 0, VisitContinue = 1, VisitRecurse = 2 };
enum { FlagMember = 1, FlagType = 2, FlagNamespace = 4, FlagOverloaded = 8 };

typedef struct {
  const LibclangFunctions *clang;
  uint8_t *bytes;
  size_t length, capacity;
  CXFile main_file;
  const char *declared_below;
  /// With compiled headers: what the file may use of them, and whether it uses nothing else.
  Reach *reach;
  bool is_exact;
} Survey;

#pragma mark Writing

static void put(Survey *survey, const void *bytes, size_t count) {
  if (survey->length + count > survey->capacity) {
    size_t capacity = survey->capacity ? survey->capacity : 1 << 16;
    while (capacity < survey->length + count) capacity *= 2;
    uint8_t *grown = realloc(survey->bytes, capacity);
    if (!grown) abort();
    survey->bytes = grown;
    survey->capacity = capacity;
  }
  memcpy(survey->bytes + survey->length, bytes, count);
  survey->length += count;
}

static void put_number(Survey *survey, uint32_t value) {
  uint8_t bytes[4] = {value & 0xFF, value >> 8 & 0xFF, value >> 16 & 0xFF, value >> 24};
  put(survey, bytes, 4);
}

static void put_text(Survey *survey, const char *text) {
  size_t count = text ? strlen(text) : 0;
  if (count > 0xFFFF) count = 0xFFFF;
  uint8_t size[2] = {count & 0xFF, count >> 8};
  put(survey, size, 2);
  if (count) put(survey, text, count);
}

static void put_record(Survey *survey, char tag, uint8_t flags, uint32_t first, uint32_t second, const char *a,
                       const char *b, const char *c) {
  uint8_t head[2] = {(uint8_t)tag, flags};
  put(survey, head, 2);
  put_number(survey, first);
  put_number(survey, second);
  put_text(survey, a);
  put_text(survey, b);
  put_text(survey, c);
}

#pragma mark Names

enum { NameSize = 2048 };

static void copy_spelling(Survey *survey, CXString text, char *buffer, size_t size) {
  const char *characters = survey->clang->getCString(text);
  size_t count = characters ? strlen(characters) : 0;
  if (count >= size) count = size - 1;
  memcpy(buffer, characters ? characters : "", count);
  buffer[count] = 0;
  survey->clang->disposeString(text);
}

static bool is_scope(Survey *survey, CXCursor cursor) {
  switch (cursor.kind) {
  case CursorNamespace: return !survey->clang->Cursor_isInlineNamespace(cursor);
  case CursorEnum: return survey->clang->EnumDecl_isScoped(cursor);
  case CursorLinkageSpec: return false;
  default: return true;
  }
}

/// `cv.Mat.clone`; of a name outside of all namespaces `::.cvLoadImage`. Empty for what has no name or is local.
static void qualified_name(Survey *survey, CXCursor cursor, char *name) {
  char part[NameSize];
  size_t start = NameSize - 1;
  char buffer[NameSize];
  buffer[start] = 0;
  int depth = 0;
  bool is_global = true;
  CXCursor current = cursor;
  while (current.kind != CursorTranslationUnit && current.kind != CursorTranslationUnitOld && depth < 32) {
    // Parameters and locals are nobody's API.
    if (depth > 0 && (current.kind == CursorFunction || current.kind == CursorMethod ||
                      current.kind == CursorFunctionTemplate || current.kind == CursorConstructor)) {
      name[0] = 0;
      return;
    }
    if (depth == 0 || is_scope(survey, current)) {
      copy_spelling(survey, survey->clang->getCursorSpelling(current), part, sizeof part);
      // `basic_string<char>` of a constructor: its arguments are no part of the name.
      char *angle = strchr(part, '<');
      if (angle && strncmp(part, "operator", 8) != 0) *angle = 0;
      size_t count = strlen(part);
      if (count && part[0] != '(') {
        if (depth > 0) is_global = false;
        if (count + 1 > start) break;
        if (buffer[start]) buffer[--start] = '.';
        start -= count;
        memcpy(buffer + start, part, count);
      }
    }
    CXCursor parent = survey->clang->getCursorSemanticParent(current);
    if (parent.kind == current.kind && survey->clang->equalCursors(parent, current)) break;
    // Kinds below 1 and from 70 to 73 are no declarations.
    if (parent.kind <= 0 || (parent.kind >= 70 && parent.kind <= 73)) break;
    current = parent;
    depth++;
  }
  bool is_namespace = cursor.kind == CursorNamespace || cursor.kind == CursorNamespaceAlias;
  name[0] = 0;
  if (!buffer[start]) return;
  if (is_global && !is_namespace) strcpy(name, "::.");
  strcat(name, buffer + start);
}

static void file_of(Survey *survey, CXSourceLocation location, char *path, uint32_t *offset, CXFile *file) {
  unsigned place = 0;
  CXFile found = NULL;
  survey->clang->getFileLocation(location, &found, NULL, NULL, &place);
  if (offset) *offset = place;
  if (file) *file = found;
  if (!path) return;
  path[0] = 0;
  if (found) copy_spelling(survey, survey->clang->getFileName(found), path, NameSize);
}

/// The qualified name of a value's class, references and pointers taken off; `builtins.int` for what has none.
static void type_name(Survey *survey, CXType type, char *name) {
  const LibclangFunctions *clang = survey->clang;
  name[0] = 0;
  if (type.kind == 0) return;
  type = clang->getCanonicalType(type);
  for (int depth = 0; depth < 4; depth++) {
    CXType inner = clang->getPointeeType(type);
    if (inner.kind == 0) break;
    type = clang->getCanonicalType(inner);
  }
  CXCursor declaration = clang->getTypeDeclaration(type);
  if (declaration.kind > 0 && !(declaration.kind >= 70 && declaration.kind <= 73)) {
    qualified_name(survey, declaration, name);
    return;
  }
  // Built-in types are the kinds 2 to 99; functions and arrays come later.
  if (type.kind < 2 || type.kind > 99) return;
  char spelling[NameSize];
  copy_spelling(survey, clang->getTypeSpelling(type), spelling, sizeof spelling);
  const char *plain = strncmp(spelling, "const ", 6) == 0 ? spelling + 6 : spelling;
  strcpy(name, "builtins.");
  strncat(name, plain, NameSize - 16);
}

#pragma mark References

static bool is_standard(const char *name) {
  return strncmp(name, "std.", 4) == 0 || strcmp(name, "std") == 0 || strncmp(name, "__", 2) == 0;
}

static void put_reference(Survey *survey, CXCursor cursor, CXCursor target, uint8_t flags) {
  char name[NameSize], path[NameSize], type[NameSize];
  uint32_t offset = 0;
  CXFile file = NULL;
  file_of(survey, survey->clang->getCursorLocation(cursor), NULL, &offset, &file);
  if (file != survey->main_file) return;
  if (survey->reach && !reach_has(survey->reach, &target)) survey->is_exact = false;
  name[0] = 0;
  if (target.kind > 0 && !(target.kind >= 70 && target.kind <= 73)) qualified_name(survey, target, name);
  if (!name[0] || is_standard(name)) {
    type[0] = 0;
    if (name[0] || target.kind > 0) type_name(survey, survey->clang->getCursorType(cursor), type);
    uint32_t declared = 0;
    if (target.kind == CursorVariable || target.kind == CursorParameter) {
      file_of(survey, survey->clang->getCursorLocation(target), NULL, &declared, &file);
      declared = file == survey->main_file ? declared + 1 : 0;
    }
    put_record(survey, 'n', flags | (name[0] ? 16 : 0), offset, declared, name, "", type);
    return;
  }
  file_of(survey, survey->clang->getCursorLocation(target), path, NULL, NULL);
  type_name(survey, survey->clang->getCursorType(cursor), type);
  put_record(survey, 'r', flags, offset, 0, name, path, type);
}

static void put_call(Survey *survey, CXCursor cursor) {
  char type[NameSize];
  uint32_t start = 0, end = 0;
  CXFile file = NULL;
  CXSourceRange range = survey->clang->getCursorExtent(cursor);
  file_of(survey, survey->clang->getRangeStart(range), NULL, &start, &file);
  if (file != survey->main_file) return;
  file_of(survey, survey->clang->getRangeEnd(range), NULL, &end, NULL);
  type_name(survey, survey->clang->getCursorType(cursor), type);
  if (type[0]) put_record(survey, 'x', 0, start, end, type, "", "");
}

/// Of `using namespace a::b;` one record for each part.
static void put_using(Survey *survey, CXCursor cursor) {
  char name[NameSize];
  uint32_t offset = 0;
  CXFile file = NULL;
  file_of(survey, survey->clang->getCursorLocation(cursor), NULL, &offset, &file);
  qualified_name(survey, survey->clang->getCursorReferenced(cursor), name);
  if (file == survey->main_file) put_record(survey, 'u', 0, offset, 0, name, "", "");
}

/// What a member function of the file takes the place of, told at its own name.
static void put_overridden(Survey *survey, CXCursor cursor) {
  const LibclangFunctions *clang = survey->clang;
  char name[NameSize], path[NameSize];
  uint32_t offset = 0;
  CXFile file = NULL;
  file_of(survey, clang->getCursorLocation(cursor), NULL, &offset, &file);
  if (file != survey->main_file) return;
  CXCursor *overridden = NULL;
  unsigned count = 0;
  clang->getOverriddenCursors(cursor, &overridden, &count);
  for (unsigned index = 0; index < count; index++) {
    qualified_name(survey, overridden[index], name);
    if (!name[0] || is_standard(name)) continue;
    file_of(survey, clang->getCursorLocation(overridden[index]), path, NULL, NULL);
    put_record(survey, 'o', 0, offset, 0, name, path, "");
  }
  clang->disposeOverriddenCursors(overridden);
}

static bool is_function(int kind) {
  return kind == CursorFunction || kind == CursorMethod || kind == CursorConstructor || kind == CursorFunctionTemplate;
}

static void put_function(Survey *survey, CXCursor cursor) {
  const LibclangFunctions *clang = survey->clang;
  char name[NameSize];
  uint32_t start = 0, end = 0;
  CXFile file = NULL;
  CXSourceRange range = clang->getCursorExtent(cursor);
  file_of(survey, clang->getRangeStart(range), NULL, &start, &file);
  if (file != survey->main_file) return;
  file_of(survey, clang->getRangeEnd(range), NULL, &end, NULL);
  qualified_name(survey, cursor, name);
  // Kinds below 100 are built-in types, 106 are enumerations.
  CXType result = clang->getCanonicalType(clang->getCursorResultType(cursor));
  put_record(survey, 'f', result.kind >= 100 && result.kind != 106, start, end, name, "", "");
}

static void put_parameter(Survey *survey, CXCursor cursor, CXCursor function) {
  const LibclangFunctions *clang = survey->clang;
  char name[NameSize], type[NameSize];
  uint32_t offset = 0, start = 0;
  CXFile file = NULL;
  file_of(survey, clang->getCursorLocation(cursor), NULL, &offset, &file);
  if (file != survey->main_file) return;
  file_of(survey, clang->getRangeStart(clang->getCursorExtent(function)), NULL, &start, NULL);
  copy_spelling(survey, clang->getCursorSpelling(cursor), name, sizeof name);
  type_name(survey, clang->getCursorType(cursor), type);
  put_record(survey, 'p', 0, offset, start, name, type, "");
}

/// The name that a declaration of the file binds refers to nothing of a library's.
static void put_binding(Survey *survey, CXCursor cursor) {
  uint32_t offset = 0;
  CXFile file = NULL;
  file_of(survey, survey->clang->getCursorLocation(cursor), NULL, &offset, &file);
  if (file == survey->main_file) put_record(survey, 'n', 16, offset, 0, "", "", "");
}

static int visit(CXCursor cursor, CXCursor parent, void *data) {
  Survey *survey = data;
  const LibclangFunctions *clang = survey->clang;
  if (cursor.kind == CursorNamespaceReference && parent.kind == CursorUsingDirective) put_using(survey, cursor);
  if (is_function(cursor.kind)) put_function(survey, cursor);
  if (cursor.kind == CursorParameter && is_function(parent.kind)) put_parameter(survey, cursor, parent);
  switch (cursor.kind) {
  case CursorDeclarationReference:
  case CursorVariableReference:
    put_reference(survey, cursor, clang->getCursorReferenced(cursor), 0);
    break;
  case CursorMemberExpression:
  case CursorMemberReference:
    put_reference(survey, cursor, clang->getCursorReferenced(cursor), FlagMember);
    break;
  case CursorTypeReference:
  case CursorTemplateReference:
    put_reference(survey, cursor, clang->getCursorReferenced(cursor), FlagType);
    break;
  case CursorNamespaceReference:
    put_reference(survey, cursor, clang->getCursorReferenced(cursor), FlagNamespace);
    break;
  case CursorOverloadedReference:
    if (clang->getNumOverloadedDecls(cursor) > 0) {
      put_reference(survey, cursor, clang->getOverloadedDecl(cursor, 0), FlagOverloaded);
    }
    break;
  case CursorCall: put_call(survey, cursor); break;
  case CursorMethod: put_overridden(survey, cursor); break;
  case CursorStruct: case CursorUnion: case CursorClass: case CursorEnum: case CursorField: case CursorEnumConstant:
  case CursorFunction: case CursorVariable: case CursorParameter: case CursorTypedef: case CursorTypeAlias:
  case CursorFunctionTemplate: case CursorClassTemplate: case CursorTypeParameter:
    put_binding(survey, cursor);
    break;
  default: break;
  }
  return VisitRecurse;
}

static void put_macro(Survey *survey, CXCursor cursor) {
  char name[NameSize], path[NameSize];
  uint32_t offset = 0, definition = 0;
  CXFile file = NULL;
  file_of(survey, survey->clang->getCursorLocation(cursor), NULL, &offset, NULL);
  copy_spelling(survey, survey->clang->getCursorSpelling(cursor), name, sizeof name);
  CXCursor target = survey->clang->getCursorReferenced(cursor);
  path[0] = 0;
  if (target.kind == CursorMacroDefinition) {
    if (survey->reach && !reach_has(survey->reach, &target)) survey->is_exact = false;
    file_of(survey, survey->clang->getCursorLocation(target), path, &definition, &file);
  }
  put_record(survey, 'm', file == survey->main_file ? 1 : 0, offset, definition, name, path, "");
}

static void put_include(Survey *survey, CXCursor cursor) {
  char name[NameSize], path[NameSize];
  uint32_t offset = 0;
  file_of(survey, survey->clang->getCursorLocation(cursor), NULL, &offset, NULL);
  copy_spelling(survey, survey->clang->getCursorSpelling(cursor), name, sizeof name);
  path[0] = 0;
  CXFile found = survey->clang->getIncludedFile(cursor);
  if (found) copy_spelling(survey, survey->clang->getFileName(found), path, sizeof path);
  put_record(survey, 'i', 0, offset, 0, name, path, "");
}

static int visit_top(CXCursor cursor, CXCursor parent, void *data) {
  Survey *survey = data;
  if (!survey->clang->Location_isFromMainFile(survey->clang->getCursorLocation(cursor))) return VisitContinue;
  switch (cursor.kind) {
  case CursorMacroExpansion: put_macro(survey, cursor); return VisitContinue;
  case CursorInclusion: put_include(survey, cursor); return VisitContinue;
  case CursorMacroDefinition: return VisitContinue;
  default: break;
  }
  // What stands in a macro's body is in no file of its own: below a declaration of the file all is looked at.
  visit(cursor, parent, data);
  survey->clang->visitChildren(cursor, visit, survey);
  return VisitContinue;
}

#pragma mark Declarations of headers

static const char *declared_kind(int kind) {
  switch (kind) {
  case CursorStruct: case CursorUnion: case CursorClass: case CursorClassTemplate: case CursorEnum:
  case CursorTypedef: case CursorTypeAlias: case CursorTypeAliasTemplate: return "class";
  case CursorField: return "property";
  case CursorEnumConstant: case CursorVariable: return "value";
  case CursorFunction: case CursorFunctionTemplate: return "function";
  case CursorMethod: return "method";
  case CursorNamespace: return "module";
  case CursorMacroDefinition: return "value";
  default: return NULL;
  }
}

static int collect_bases(CXCursor cursor, CXCursor parent, void *data) {
  (void)parent;
  if (cursor.kind == CursorBase) {
    char **slot = data;
    char name[NameSize];
    Survey *survey = (Survey *)slot[1];
    qualified_name(survey, survey->clang->getCursorReferenced(cursor), name);
    if (name[0] && !is_standard(name) && strlen(slot[0]) + strlen(name) + 3 < NameSize) {
      if (slot[0][0]) strcat(slot[0], ", ");
      strcat(slot[0], name);
    }
  }
  return VisitContinue;
}

static const char *used_kind(Survey *survey, CXCursor cursor) {
  switch (cursor.kind) {
  case CursorConstructor: return "constructor";
  case CursorNamespace: return "namespace";
  case CursorMacroDefinition: return survey->clang->Cursor_isMacroFunctionLike(cursor) ? "call" : "macro";
  case CursorMethod: return survey->clang->CXXMethod_isStatic(cursor) ? "function" : "method";
  default: return declared_kind(cursor.kind);
  }
}

enum { UseSize = 16384 };

/// Several lines while they are written; what is too long is left out.
typedef struct {
  Survey *survey;
  char text[UseSize];
  size_t length;
} Lines;

static void add_line(Lines *lines, const char *mark, const char *text) {
  size_t count = strlen(mark) + strlen(text) + 1;
  if (lines->length + count >= UseSize) return;
  lines->length += (size_t)snprintf(lines->text + lines->length, UseSize - lines->length, "%s%s\n", mark, text);
}

static void add_type(Lines *lines, const char *mark, CXType type) {
  char spelling[NameSize];
  copy_spelling(lines->survey, lines->survey->clang->getTypeSpelling(lines->survey->clang->getCanonicalType(type)),
                spelling, sizeof spelling);
  add_line(lines, mark, spelling);
}

/// An expression below a parameter is its default.
static int find_default(CXCursor cursor, CXCursor parent, void *data) {
  (void)parent;
  if (cursor.kind < CursorDeclarationReference - 1 || cursor.kind >= 200) return VisitContinue;
  *(bool *)data = true;
  return VisitBreak;
}

static int add_parameter(CXCursor cursor, CXCursor parent, void *data) {
  (void)parent;
  if (cursor.kind != CursorParameter) return VisitContinue;
  Lines *lines = data;
  bool has_default = false;
  lines->survey->clang->visitChildren(cursor, find_default, &has_default);
  add_type(lines, has_default ? "=" : "", lines->survey->clang->getCursorType(cursor));
  return VisitContinue;
}

static void put_use(Survey *survey, CXCursor cursor, const char *name, const char *path) {
  const char *kind = used_kind(survey, cursor);
  if (!kind) return;
  Lines lines = {.survey = survey};
  add_line(&lines, "", kind);
  CXType type = survey->clang->getCursorType(cursor);
  bool is_called = strcmp(kind, "function") == 0 || strcmp(kind, "method") == 0 || strcmp(kind, "constructor") == 0;
  add_type(&lines, "", is_called ? survey->clang->getResultType(type) : type);
  if (is_called) survey->clang->visitChildren(cursor, add_parameter, &lines);
  if (is_called && survey->clang->Cursor_isVariadic(cursor)) add_line(&lines, "", "...");
  put_record(survey, 'k', 0, 0, 0, name, path, lines.text);
}

static int visit_declarations(CXCursor cursor, CXCursor parent, void *data) {
  Survey *survey = data;
  (void)parent;
  char path[NameSize], name[NameSize], more[NameSize];
  file_of(survey, survey->clang->getCursorLocation(cursor), path, NULL, NULL);
  if (cursor.kind == CursorInclusion) {
    CXFile found = survey->clang->getIncludedFile(cursor);
    if (found) copy_spelling(survey, survey->clang->getFileName(found), name, sizeof name);
    if (found) put_record(survey, 'h', 0, 0, 0, path, name, "");
    return VisitContinue;
  }
  if (strncmp(path, survey->declared_below, strlen(survey->declared_below)) != 0) return VisitContinue;
  // 3 and 2 are private and protected.
  int access = survey->clang->getCXXAccessSpecifier(cursor);
  if (access == 3 || access == 2) return VisitContinue;
  const char *kind = declared_kind(cursor.kind);
  if (kind) {
    if (cursor.kind == CursorMacroDefinition) {
      strcpy(name, "::.");
      copy_spelling(survey, survey->clang->getCursorSpelling(cursor), name + 3, sizeof name - 3);
    } else {
      qualified_name(survey, cursor, name);
    }
    more[0] = 0;
    char *slot[2] = {more, (char *)survey};
    if (strcmp(kind, "class") == 0) survey->clang->visitChildren(cursor, collect_bases, slot);
    if (name[0]) put_record(survey, 'e', cursor.kind == CursorMacroDefinition, 0, 0, name, kind, more);
    if (name[0]) put_use(survey, cursor, name, path);
  } else if (cursor.kind == CursorConstructor) {
    // Known by its class: `Ort.Value.Value`.
    qualified_name(survey, cursor, name);
    char *last = strrchr(name, '.');
    if (last) *last = 0;
    if (name[0]) put_use(survey, cursor, name, path);
  }
  switch (cursor.kind) {
  // Some releases tell `extern "C"` as a declaration of no kind.
  case CursorUnexposed: case CursorNamespace: case CursorLinkageSpec: case CursorStruct: case CursorUnion:
  case CursorClass: case CursorClassTemplate: case CursorEnum: return VisitRecurse;
  default: return VisitContinue;
  }
}

#pragma mark The whole

static void put_diagnostics(Survey *survey, CXTranslationUnit unit) {
  const LibclangFunctions *clang = survey->clang;
  unsigned count = clang->getNumDiagnostics(unit);
  for (unsigned index = 0; index < count; index++) {
    CXDiagnostic diagnostic = clang->getDiagnostic(unit, index);
    if (clang->getDiagnosticSeverity(diagnostic) >= 3) {
      char message[NameSize], category[NameSize], path[NameSize];
      uint32_t offset = 0;
      CXFile file = NULL;
      file_of(survey, clang->getDiagnosticLocation(diagnostic), path, &offset, &file);
      copy_spelling(survey, clang->getDiagnosticSpelling(diagnostic), message, sizeof message);
      copy_spelling(survey, clang->getDiagnosticCategoryText(diagnostic), category, sizeof category);
      put_record(survey, 'd', (uint8_t)clang->getDiagnosticSeverity(diagnostic), offset, 0, message, category,
                 file == survey->main_file ? "" : path);
    }
    clang->disposeDiagnostic(diagnostic);
  }
}

static void put_skipped(Survey *survey, CXTranslationUnit unit) {
  CXSourceRangeList *list = survey->clang->getSkippedRanges(unit, survey->main_file);
  if (!list) return;
  for (unsigned index = 0; index < list->count; index++) {
    uint32_t start = 0, end = 0;
    file_of(survey, survey->clang->getRangeStart(list->ranges[index]), NULL, &start, NULL);
    file_of(survey, survey->clang->getRangeEnd(list->ranges[index]), NULL, &end, NULL);
    put_record(survey, 's', 0, start, end, "", "", "");
  }
  survey->clang->disposeSourceRangeList(list);
}

/// The records of one unit; nothing where compiled headers would have it read otherwise.
static ClangBytes survey_of(const LibclangFunctions *clang, CXTranslationUnit unit, ClangSurveyRequest request,
                            const char *precompiled) {
  Survey survey = {.clang = clang, .main_file = clang->getFile(unit, request.path),
                   .declared_below = request.declared_below, .is_exact = true};
  if (precompiled && !(survey.reach = reach_of(clang, unit, precompiled))) return (ClangBytes){0};
  put(&survey, "godwit1\n", 8);
  if (precompiled) put_record(&survey, 'b', 0, 0, 0, "", "", "");
  CXCursor root = clang->getTranslationUnitCursor(unit);
  clang->visitChildren(root, request.declared_below ? visit_declarations : visit_top, &survey);
  put_diagnostics(&survey, unit);
  if (!request.declared_below) put_skipped(&survey, unit);
  reach_free(survey.reach);
  if (survey.is_exact) return (ClangBytes){survey.bytes, survey.length};
  free(survey.bytes);
  return (ClangBytes){0};
}

ClangBytes clang_survey(ClangSurveyRequest request) {
  const LibclangFunctions *clang = libclang_functions();
  ClangBytes answer = {0};
  if (!clang) return answer;
  if (request.is_precompiling) return precompiled_write(clang, request);
  struct CXUnsavedFile *files = calloc((size_t)request.other_count + 1, sizeof *files);
  if (!files) abort();
  files[0] = (struct CXUnsavedFile){request.path, request.bytes, request.length};
  for (int other = 0; other < request.other_count; other++) {
    const ClangFile *given = &request.others[other];
    files[other + 1] = (struct CXUnsavedFile){given->path, given->bytes, given->length};
  }
  unsigned count = (unsigned)request.other_count + 1;
  if (request.precompiled) {
    // What the compiled headers declare is not gone through.
    CXIndex index = clang->createIndex(1, 0);
    CXTranslationUnit unit = precompiled_parse(clang, index, request, files, count);
    if (unit) {
      answer = survey_of(clang, unit, request, request.precompiled);
      clang->disposeTranslationUnit(unit);
    }
    clang->disposeIndex(index);
  }
  if (!answer.bytes) {
    CXIndex index = clang->createIndex(0, 0);
    CXTranslationUnit unit = NULL;
    int failure = clang->parseTranslationUnit2(index, request.path, request.arguments, request.argument_count, files, count,
                                               survey_options(request), &unit);
    if (!failure && unit) answer = survey_of(clang, unit, request, NULL);
    if (unit) clang->disposeTranslationUnit(unit);
    clang->disposeIndex(index);
  }
  free(files);
  return answer;
}

void clang_bytes_free(ClangBytes bytes) { free(bytes.bytes); }
