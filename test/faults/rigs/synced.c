/*
 * Keeps a copy of what the disk holds of the readings: what was synced, and nothing else. As Linux
 * has it, an fsync writes the pages that are dirty. Where it fails they count as clean from then
 * on: everyone still reads them, and no later fsync writes them, although it says that all is well.
 * FAULT_SYNCED names the folder of the copies. The marks of the dirty pages are in files there, as
 * the kernel's outlive a process too.
 */
#define _GNU_SOURCE
#include "synced.h"
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define PAGE 4096
/* 256 MB: more than a scenario writes into one file. */
#define PAGES 65536
#define REAL(result, name, ...)                                  \
  static result (*real)(__VA_ARGS__);                            \
  if (!real) real = (result (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

struct file {
  const char *name;
  /* A byte a page. */
  unsigned char *dirty;
  int copy;
};

static struct file files[] = {{"readings.db", NULL, -1}, {"readings.db-wal", NULL, -1}};
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static int real_truncate(int fd, off_t size) {
  REAL(int, "ftruncate64", int, off_t);
  return real(fd, size);
}

static ssize_t real_pwrite(int fd, const void *from, size_t length, off_t at) {
  REAL(ssize_t, "pwrite64", int, const void *, size_t, off_t);
  return real(fd, from, length, at);
}

static int open_beside(const char *folder, const char *name, const char *ending) {
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s/%s%s", folder, name, ending);
  int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) abort();
  return fd;
}

static struct file *find_by_path(const char *path) {
  const char *folder = getenv("FAULT_SYNCED");
  const char *slash = strrchr(path, '/');
  if (!folder || !slash) return NULL;
  for (size_t n = 0; n < sizeof files / sizeof *files; n++) {
    struct file *file = &files[n];
    if (strcmp(slash + 1, file->name) != 0) continue;
    if (file->dirty) return file;
    int marks = open_beside(folder, file->name, ".dirty");
    if (real_truncate(marks, PAGES) != 0) abort();
    file->dirty = mmap(NULL, PAGES, PROT_READ | PROT_WRITE, MAP_SHARED, marks, 0);
    if (file->dirty == MAP_FAILED) abort();
    close(marks);
    file->copy = open_beside(folder, file->name, "");
    return file;
  }
  return NULL;
}

static struct file *find(int fd) {
  struct stat stat;
  char link[64], path[PATH_MAX];
  if (!getenv("FAULT_SYNCED") || fstat(fd, &stat) != 0 || !S_ISREG(stat.st_mode)) return NULL;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return NULL;
  path[length] = 0;
  pthread_mutex_lock(&lock);
  struct file *file = find_by_path(path);
  pthread_mutex_unlock(&lock);
  return file;
}

static void mark(int fd, off_t at, ssize_t length) {
  struct file *file = length > 0 ? find(fd) : NULL;
  if (!file) return;
  if ((at + length) / PAGE >= PAGES) abort();
  pthread_mutex_lock(&lock);
  for (off_t page = at / PAGE; page * PAGE < at + length; page++) file->dirty[page] = 1;
  pthread_mutex_unlock(&lock);
}

static void write_page(struct file *file, int fd, off_t page) {
  char bytes[PAGE];
  ssize_t length = pread(fd, bytes, PAGE, page * PAGE);
  if (length > 0 && real_pwrite(file->copy, bytes, length, page * PAGE) != length) abort();
}

void synced_after(int fd, int is_written) {
  struct stat stat;
  struct file *file = find(fd);
  if (!file) return;
  pthread_mutex_lock(&lock);
  for (off_t page = 0; page < PAGES; page++) {
    if (file->dirty[page] && is_written) write_page(file, fd, page);
    file->dirty[page] = 0;
  }
  if (is_written && (fstat(fd, &stat) != 0 || real_truncate(file->copy, stat.st_size) != 0)) abort();
  pthread_mutex_unlock(&lock);
}

ssize_t pwrite64(int fd, const void *from, size_t length, off_t at) {
  ssize_t written = real_pwrite(fd, from, length, at);
  mark(fd, at, written);
  return written;
}

ssize_t pwrite(int fd, const void *from, size_t length, off_t at) {
  return pwrite64(fd, from, length, at);
}

ssize_t write(int fd, const void *from, size_t length) {
  REAL(ssize_t, "write", int, const void *, size_t);
  ssize_t written = real(fd, from, length);
  if (written > 0 && getenv("FAULT_SYNCED")) mark(fd, lseek(fd, 0, SEEK_CUR) - written, written);
  return written;
}

/* A name is gone at once; so is what was to be written under it. */
int unlink(const char *path) {
  REAL(int, "unlink", const char *);
  int result = real(path);
  pthread_mutex_lock(&lock);
  struct file *file = result == 0 ? find_by_path(path) : NULL;
  if (file) {
    memset(file->dirty, 0, PAGES);
    if (real_truncate(file->copy, 0) != 0) abort();
  }
  pthread_mutex_unlock(&lock);
  return result;
}
