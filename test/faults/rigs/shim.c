/*
 * Stands between the server and the C library (LD_PRELOAD) and lies where it is told to: about
 * fsync, about the wall clock, and about the room that sockets have. Its orders are numbers in a
 * file that both sides map.
 * FAULT_ORDERS names that file, FAULT_FOLDER the folder whose files are concerned.
 */
#define _GNU_SOURCE
#include "synced.h"
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

/*
 * FAIL_ONCE fails one fsync of the log, and is PASS again. LOSE_ONCE is what a program sees of
 * it that asks the same file until it says yes.
 */
enum { PASS = 0, SKIP = 1, STALL = 2, FAIL = 3, FAIL_ONCE = 4, LOSE_ONCE = 5 };
/* Milliseconds a stalled fsync takes before it is done. */
#define STALL_MS 2000

struct orders {
  int64_t sync;
  int64_t wall_offset_ms;
  /* How often a log was synced over a handle on which an fsync had failed. */
  int64_t asked_again;
  /* Of sockets that are accepted or connected from now on; 0 leaves it to the kernel. */
  int64_t socket_bytes;
};

#define HANDLES 65536

static volatile struct orders *orders;
static char folder[PATH_MAX];
/* Handles on which an fsync failed, until they are closed. */
static unsigned char has_failed[HANDLES];

__attribute__((constructor)) static void read_orders(void) {
  const char *path = getenv("FAULT_ORDERS");
  const char *in = getenv("FAULT_FOLDER");
  if (!path) return;
  int fd = open(path, O_RDWR | O_CLOEXEC);
  if (fd < 0) return;
  void *mapped = mmap(NULL, sizeof(struct orders), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  if (mapped == MAP_FAILED) return;
  if (in) snprintf(folder, sizeof folder, "%s", in);
  orders = mapped;
}

enum { OTHER, CONCERNED, LOG };

static int kind_of(int fd) {
  static const char log[] = "readings.db-wal";
  char link[64], path[PATH_MAX];
  if (!orders || !folder[0]) return OTHER;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return OTHER;
  path[length] = 0;
  if (strncmp(path, folder, strlen(folder)) != 0) return OTHER;
  const char *slash = strrchr(path, '/');
  return strcmp(slash + 1, log) == 0 ? LOG : CONCERNED;
}

static int fail(int fd) {
  synced_after(fd, 0);
  if (fd < HANDLES) has_failed[fd] = 1;
  errno = EIO;
  return -1;
}

static int sync_really(int (*real)(int), int fd) {
  int result = real(fd);
  synced_after(fd, result == 0);
  return result;
}

static int sync_as_told(const char *name, int fd) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  int kind = kind_of(fd);
  if (kind == OTHER) return real(fd);
  if (kind == LOG && fd < HANDLES && has_failed[fd]) orders->asked_again += 1;
  switch (orders->sync) {
    case SKIP:
      return 0;
    case FAIL:
      return fail(fd);
    case FAIL_ONCE:
    case LOSE_ONCE: {
      int is_lie = orders->sync == LOSE_ONCE;
      if (kind != LOG) return sync_really(real, fd);
      orders->sync = PASS;
      int result = fail(fd);
      return is_lie ? 0 : result;
    }
    case STALL: {
      struct timespec pause = {STALL_MS / 1000, (STALL_MS % 1000) * 1000000L};
      nanosleep(&pause, NULL);
      return sync_really(real, fd);
    }
    default:
      return sync_really(real, fd);
  }
}

int fsync(int fd) { return sync_as_told("fsync", fd); }
int fdatasync(int fd) { return sync_as_told("fdatasync", fd); }

int close(int fd) {
  static int (*real)(int);
  if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "close");
  if (fd >= 0 && fd < HANDLES) has_failed[fd] = 0;
  return real(fd);
}

/* What was sent and is not read yet has less room, here or there. */
static void make_small(int fd, int option) {
  if (fd < 0 || !orders || orders->socket_bytes <= 0) return;
  int bytes = orders->socket_bytes;
  setsockopt(fd, SOL_SOCKET, option, &bytes, sizeof bytes);
}

int accept4(int listener, struct sockaddr *address, socklen_t *length, int flags) {
  int (*real)(int, struct sockaddr *, socklen_t *, int) =
      (int (*)(int, struct sockaddr *, socklen_t *, int))dlsym(RTLD_NEXT, "accept4");
  int fd = real(listener, address, length, flags);
  make_small(fd, SO_SNDBUF);
  return fd;
}

int connect(int fd, const struct sockaddr *address, socklen_t length) {
  int (*real)(int, const struct sockaddr *, socklen_t) =
      (int (*)(int, const struct sockaddr *, socklen_t))dlsym(RTLD_NEXT, "connect");
  make_small(fd, SO_RCVBUF);
  return real(fd, address, length);
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  static int (*real)(clockid_t, struct timespec *);
  if (!real) real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
  int result = real(clock, time);
  if (result == 0 && orders && clock == CLOCK_REALTIME) {
    int64_t offset_ms = orders->wall_offset_ms;
    time->tv_sec += offset_ms / 1000;
  }
  return result;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
  static int (*real)(struct timeval *, void *);
  if (!real) real = (int (*)(struct timeval *, void *))dlsym(RTLD_NEXT, "gettimeofday");
  int result = real(time, zone);
  if (result == 0 && orders) time->tv_sec += orders->wall_offset_ms / 1000;
  return result;
}
