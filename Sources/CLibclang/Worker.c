// Worker processes: a length and that many bytes each way, through a socket that is their standard input and output.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "CLibclang.h"

extern char **environ;

struct ClangWorker {
  pid_t process;
  int socket;
};

enum { LongestAnswer = 1 << 29, MostSeconds = 60, MostMegabytes = 3000 };

#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0
#endif

ClangWorker *clang_worker_start(const char *program, const char *argument) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return NULL;
  for (int index = 0; index < 2; index++) fcntl(ends[index], F_SETFD, FD_CLOEXEC);
#ifdef SO_NOSIGPIPE
  int yes = 1;
  setsockopt(ends[0], SOL_SOCKET, SO_NOSIGPIPE, &yes, sizeof yes);
#endif
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], 0);
  posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  char *words[] = {strdup(program), strdup(argument), NULL};
  pid_t process = 0;
  int failure = posix_spawn(&process, program, &actions, NULL, words, environ);
  posix_spawn_file_actions_destroy(&actions);
  free(words[0]);
  free(words[1]);
  close(ends[1]);
  ClangWorker *worker = failure ? NULL : malloc(sizeof *worker);
  if (!worker) {
    close(ends[0]);
    return NULL;
  }
  *worker = (ClangWorker){process, ends[0]};
  return worker;
}

/// A reader that has ended must not end this process with it.
static bool write_all(int descriptor, const void *bytes, size_t count) {
  const char *rest = bytes;
  while (count > 0) {
    ssize_t written = send(descriptor, rest, count, MSG_NOSIGNAL);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    rest += written;
    count -= (size_t)written;
  }
  return true;
}

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/// Reads all of it before the deadline; a negative one never comes.
static bool read_all(int descriptor, void *bytes, size_t count, int64_t deadline) {
  char *rest = bytes;
  while (count > 0) {
    if (deadline >= 0) {
      int64_t left = deadline - now();
      struct pollfd waiting = {descriptor, POLLIN, 0};
      int ready = left > 0 ? poll(&waiting, 1, (int)left) : 0;
      if (ready < 0 && errno == EINTR) continue;
      if (ready <= 0) return false;
    }
    ssize_t got = read(descriptor, rest, count);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    rest += got;
    count -= (size_t)got;
  }
  return true;
}

ClangBytes clang_worker_ask(ClangWorker *worker, const uint8_t *request, size_t length, int milliseconds) {
  ClangBytes answer = {0};
  uint64_t size = length;
  int64_t deadline = now() + milliseconds;
  bool is_sent = write_all(worker->socket, &size, sizeof size) && write_all(worker->socket, request, length);
  if (!is_sent || !read_all(worker->socket, &size, sizeof size, deadline) || size == 0 || size > LongestAnswer) {
    return answer;
  }
  answer.bytes = malloc(size);
  answer.length = size;
  if (answer.bytes && read_all(worker->socket, answer.bytes, size, deadline)) return answer;
  free(answer.bytes);
  return (ClangBytes){0};
}

void clang_worker_end(ClangWorker *worker) {
  close(worker->socket);
  kill(worker->process, SIGKILL);
  while (waitpid(worker->process, NULL, 0) < 0 && errno == EINTR) {
  }
  free(worker);
}

void clang_worker_finish(ClangWorker *worker) {
  close(worker->socket);
  while (waitpid(worker->process, NULL, 0) < 0 && errno == EINTR) {
  }
  free(worker);
}

/// Ends this process once it has worked that long on one request; 0 calls it off. Some sources keep the compiler busy for as
/// long as one lets it: `a<a<a<a<…` takes twice as long with every step. Waiting for other processes is no work.
static void limit_work(int seconds) {
  struct itimerval limit = {{0, 0}, {seconds, 0}};
  setitimer(ITIMER_PROF, &limit, NULL);
}

/// Ends this process where it would take more memory than any source needs: what never ends also grows.
static void limit_memory(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_AS, &limit) != 0) return;
  const rlim_t most = (rlim_t)MostMegabytes << 20;
  if (limit.rlim_cur != RLIM_INFINITY && limit.rlim_cur <= most) return;
  limit.rlim_cur = most;
  setrlimit(RLIMIT_AS, &limit);
}

void clang_worker_serve(ClangBytes (*answer)(const uint8_t *request, size_t length)) {
  // What ends the program from the keyboard ends its side of the socket; what lies in a scratch folder is removed then.
  signal(SIGINT, SIG_IGN);
  signal(SIGHUP, SIG_IGN);
  limit_memory();
  uint64_t size = 0;
  while (read_all(0, &size, sizeof size, -1) && size > 0 && size <= LongestAnswer) {
    uint8_t *request = malloc(size);
    if (!request || !read_all(0, request, size, -1)) {
      free(request);
      return;
    }
    limit_work(MostSeconds);
    ClangBytes reply = answer(request, size);
    limit_work(0);
    free(request);
    // No answer is told by one byte, which no survey has.
    uint64_t count = reply.bytes ? reply.length : 1;
    bool is_written = write_all(1, &count, sizeof count) && write_all(1, reply.bytes ? reply.bytes : (uint8_t *)"-", count);
    clang_bytes_free(reply);
    if (!is_written) return;
  }
}
