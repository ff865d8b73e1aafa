/*
 * Stands between the server and the C library (LD_PRELOAD) and lies where it is told to: about
 * fsync, and about the wall clock. Its orders are two numbers in a file that both sides map.
 * FAULT_ORDERS names that file, FAULT_FOLDER the folder whose files are concerned.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { PASS = 0, SKIP = 1, STALL = 2, FAIL = 3 };
/* Milliseconds a stalled fsync takes before it is done. */
#define STALL_MS 2000

struct orders {
  int64_t sync;
  int64_t wall_offset_ms;
};

static volatile struct orders *orders;
static char folder[PATH_MAX];

__attribute__((constructor)) static void read_orders(void) {
  const char *path = getenv("FAULT_ORDERS");
  const char *in = getenv("FAULT_FOLDER");
  if (!path) return;
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return;
  void *mapped = mmap(NULL, sizeof(struct orders), PROT_READ, MAP_SHARED, fd, 0);
  close(fd);
  if (mapped == MAP_FAILED) return;
  if (in) snprintf(folder, sizeof folder, "%s", in);
  orders = mapped;
}

static int is_concerned(int fd) {
  char link[64], path[PATH_MAX];
  if (!orders || !folder[0]) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return strncmp(path, folder, strlen(folder)) == 0;
}

static int sync_as_told(const char *name, int fd) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  if (!is_concerned(fd)) return real(fd);
  switch (orders->sync) {
    case SKIP:
      return 0;
    case FAIL:
      errno = EIO;
      return -1;
    case STALL: {
      struct timespec pause = {STALL_MS / 1000, (STALL_MS % 1000) * 1000000L};
      nanosleep(&pause, NULL);
      return real(fd);
    }
    default:
      return real(fd);
  }
}

int fsync(int fd) { return sync_as_told("fsync", fd); }
int fdatasync(int fd) { return sync_as_told("fdatasync", fd); }

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
