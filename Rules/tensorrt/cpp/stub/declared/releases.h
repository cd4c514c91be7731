// Which releases the declarations beside are told for.
#ifndef DECLARED_TENSORRT_RELEASES
#define DECLARED_TENSORRT_RELEASES
#ifdef TENSORRT_RELEASE
#define TENSORRT_ONLY 1
#define TENSORRT_SINCE(release) (TENSORRT_RELEASE >= release)
#define TENSORRT_UNTIL(release) (TENSORRT_RELEASE < release)
#else
#define TENSORRT_ONLY 0
#define TENSORRT_SINCE(release) 1
#define TENSORRT_UNTIL(release) 1
#endif
#endif
