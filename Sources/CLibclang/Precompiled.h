// Headers that many files include, compiled once; and whether a file that was read with them would read the same without.
#ifndef PRECOMPILED_H
#define PRECOMPILED_H

#include "CLibclang.h"
#include "Libclang.h"

/// What of the compiled headers a file may use: those that its own includes lead to.
typedef struct Reach Reach;

/// Compiles a request's bytes, which are nothing but includes, into a file of a folder of its own; gives the file's path, or
/// nothing. The folder goes when this process ends.
ClangBytes precompiled_write(const LibclangFunctions *clang, ClangSurveyRequest request);

/// Parses with the headers at a path; null where that does not go.
/// A detailed preprocessing record (1), and going on behind a fatal error such as a header that is not there (0x200); without
/// what is made of templates at the file's end, it is called incomplete (2).
static inline unsigned survey_options(ClangSurveyRequest request) { return request.leaves_templates ? 0x203 : 0x201; }

CXTranslationUnit precompiled_parse(const LibclangFunctions *clang, CXIndex index, ClangSurveyRequest request,
                                    struct CXUnsavedFile *files, unsigned count);

/// What a unit that was parsed with the headers may use; null where it would not read the same without them. To be freed
/// with `reach_free`.
Reach *reach_of(const LibclangFunctions *clang, CXTranslationUnit unit, const char *precompiled);

/// Whether what a cursor declares stands in a header that the file's own includes lead to, or in no compiled header. Of
/// several declarations, one that does comes back.
bool reach_has(Reach *reach, CXCursor *target);
void reach_free(Reach *reach);

#endif
