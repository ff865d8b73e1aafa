/* What the disk holds of the readings, beside what the kernel has in memory: see synced.c. */

/* An fsync of this file ended: its dirty pages are on the disk now, or lost. */
void synced_after(int fd, int is_written);
