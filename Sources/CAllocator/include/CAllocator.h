// How the C library's allocator takes memory from the system.
#ifndef CALLOCATOR_H
#define CALLOCATOR_H

/// Has memory taken in large pieces and kept: a run takes and gives back the same memory for each file, and each piece that
/// is taken anew has to be asked for, mapped and filled with zeros. To be called before any thread is started.
///
/// Does nothing where the allocator is not glibc's.
void callocator_keep_memory(void);

#endif
