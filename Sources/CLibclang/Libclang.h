// libclang's types and functions, as its C interface declares them.
#ifndef LIBCLANG_H
#define LIBCLANG_H

typedef void *CXIndex;
typedef struct CXTranslationUnitImpl *CXTranslationUnit;
typedef void *CXFile;
typedef void *CXDiagnostic;

typedef struct {
  const void *data;
  unsigned private_flags;
} CXString;
typedef struct {
  int kind;
  int xdata;
  const void *data[3];
} CXCursor;
typedef struct {
  int kind;
  void *data[2];
} CXType;
typedef struct {
  const void *ptr_data[2];
  unsigned int_data;
} CXSourceLocation;
typedef struct {
  const void *ptr_data[2];
  unsigned begin_int_data;
  unsigned end_int_data;
} CXSourceRange;
typedef struct {
  unsigned count;
  CXSourceRange *ranges;
} CXSourceRangeList;
struct CXUnsavedFile {
  const char *Filename;
  const char *Contents;
  unsigned long Length;
};
typedef struct {
  unsigned long long data[3];
} CXFileUniqueID;
typedef int (*CXCursorVisitor)(CXCursor cursor, CXCursor parent, void *data);

#define LIBCLANG_FUNCTIONS(F)                                                                                       \
  F(CXIndex, createIndex, (int, int))                                                                               \
  F(void, disposeIndex, (CXIndex))                                                                                  \
  F(int, parseTranslationUnit2,                                                                                     \
    (CXIndex, const char *, const char *const *, int, struct CXUnsavedFile *, unsigned, unsigned,                   \
     CXTranslationUnit *))                                                                                          \
  F(void, disposeTranslationUnit, (CXTranslationUnit))                                                              \
  F(int, saveTranslationUnit, (CXTranslationUnit, const char *, unsigned))                                          \
  F(CXCursor, getTranslationUnitCursor, (CXTranslationUnit))                                                        \
  F(unsigned, visitChildren, (CXCursor, CXCursorVisitor, void *))                                                   \
  F(CXCursor, getCursorReferenced, (CXCursor))                                                                      \
  F(CXCursor, getCursorSemanticParent, (CXCursor))                                                                  \
  F(CXCursor, getCanonicalCursor, (CXCursor))                                                                       \
  F(CXCursor, getCursorDefinition, (CXCursor))                                                                      \
  F(unsigned, equalCursors, (CXCursor, CXCursor))                                                                   \
  F(CXString, getCursorSpelling, (CXCursor))                                                                        \
  F(CXSourceLocation, getCursorLocation, (CXCursor))                                                                \
  F(CXType, getCursorResultType, (CXCursor))                                                                        \
  F(CXSourceRange, getCursorExtent, (CXCursor))                                                                     \
  F(CXSourceLocation, getRangeStart, (CXSourceRange))                                                               \
  F(CXSourceLocation, getRangeEnd, (CXSourceRange))                                                                 \
  F(void, getFileLocation, (CXSourceLocation, CXFile *, unsigned *, unsigned *, unsigned *))                        \
  F(int, Location_isFromMainFile, (CXSourceLocation))                                                               \
  F(CXString, getFileName, (CXFile))                                                                                \
  F(int, getFileUniqueID, (CXFile, CXFileUniqueID *))                                                               \
  F(CXFile, getFile, (CXTranslationUnit, const char *))                                                             \
  F(CXFile, getIncludedFile, (CXCursor))                                                                            \
  F(CXString, getClangVersion, (void))                                                                              \
  F(const char *, getCString, (CXString))                                                                           \
  F(void, disposeString, (CXString))                                                                                \
  F(CXType, getCursorType, (CXCursor))                                                                              \
  F(CXType, getCanonicalType, (CXType))                                                                             \
  F(CXType, getPointeeType, (CXType))                                                                               \
  F(CXType, getResultType, (CXType))                                                                                \
  F(CXCursor, getTypeDeclaration, (CXType))                                                                         \
  F(CXString, getTypeKindSpelling, (int))                                                                           \
  F(CXString, getTypeSpelling, (CXType))                                                                            \
  F(unsigned, Cursor_isInlineNamespace, (CXCursor))                                                                 \
  F(unsigned, EnumDecl_isScoped, (CXCursor))                                                                        \
  F(unsigned, getNumOverloadedDecls, (CXCursor))                                                                    \
  F(CXCursor, getOverloadedDecl, (CXCursor, unsigned))                                                              \
  F(unsigned, getNumDiagnostics, (CXTranslationUnit))                                                               \
  F(CXDiagnostic, getDiagnostic, (CXTranslationUnit, unsigned))                                                     \
  F(int, getDiagnosticSeverity, (CXDiagnostic))                                                                     \
  F(CXSourceLocation, getDiagnosticLocation, (CXDiagnostic))                                                        \
  F(CXString, getDiagnosticSpelling, (CXDiagnostic))                                                                \
  F(CXString, getDiagnosticCategoryText, (CXDiagnostic))                                                            \
  F(void, disposeDiagnostic, (CXDiagnostic))                                                                        \
  F(CXSourceRangeList *, getSkippedRanges, (CXTranslationUnit, CXFile))                                             \
  F(void, disposeSourceRangeList, (CXSourceRangeList *))                                                            \
  F(void, getOverriddenCursors, (CXCursor, CXCursor **, unsigned *))                                                \
  F(void, disposeOverriddenCursors, (CXCursor *))                                                                   \
  F(int, getCXXAccessSpecifier, (CXCursor))                                                                         \
  F(unsigned, CXXMethod_isStatic, (CXCursor))                                                                       \
  F(unsigned, Cursor_isVariadic, (CXCursor))                                                                        \
  F(unsigned, Cursor_isMacroFunctionLike, (CXCursor))

/// The functions, found when the library is loaded.
typedef struct {
#define LIBCLANG_MEMBER(result, name, parameters) result(*name) parameters;
  LIBCLANG_FUNCTIONS(LIBCLANG_MEMBER)
#undef LIBCLANG_MEMBER
} LibclangFunctions;

/// Null where no libclang was found.
const LibclangFunctions *libclang_functions(void);

#endif
