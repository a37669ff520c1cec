/* Makes a disk or a clock fail on demand, for a process that is started with this as LD_PRELOAD.
 *
 * The file that FAULT_RULES names is read at each call, so that a test can turn a fault on and off while the process
 * runs. One rule a line:
 *   write PART ERRNO     writes to files whose path has PART in it fail with this number
 *   sync PART ERRNO      fsync and fdatasync of such files
 *   read PART ERRNO      reads of such files
 *   clock _ SECONDS      the wall clock is so much later, or with a minus earlier
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static size_t rules(char *text, size_t size)
{
    const char *path = getenv("FAULT_RULES");
    if (!path) return 0;
    int file = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0);
    if (file < 0) return 0;
    ssize_t count = syscall(SYS_read, file, text, size - 1);
    syscall(SYS_close, file);
    text[count > 0 ? count : 0] = 0;
    return count > 0 ? (size_t)count : 0;
}

/* The number of the first rule for this call and path; 0: none. */
static long rule(const char *call, const char *path)
{
    char text[1024], *rest = text, *line;
    if (rules(text, sizeof text) == 0) return 0;
    while ((line = strsep(&rest, "\n"))) {
        char name[16], part[512];
        long number;
        if (sscanf(line, "%15s %511s %ld", name, part, &number) != 3) continue;
        if (strcmp(name, call) == 0 && (!path || strstr(path, part))) return number;
    }
    return 0;
}

static int fails(const char *call, int file)
{
    char link[64], path[4096];
    int saved = errno;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    path[length > 0 ? length : 0] = 0;
    long number = rule(call, path);
    errno = number ? (int)number : saved;
    return number != 0;
}

ssize_t write(int file, const void *bytes, size_t count)
{
    return fails("write", file) ? -1 : syscall(SYS_write, file, bytes, count);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset)
{
    return fails("write", file) ? -1 : syscall(SYS_pwrite64, file, bytes, count, offset);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t offset)
{
    return fails("write", file) ? -1 : syscall(SYS_pwrite64, file, bytes, count, offset);
}

ssize_t pread(int file, void *bytes, size_t count, off_t offset)
{
    return fails("read", file) ? -1 : syscall(SYS_pread64, file, bytes, count, offset);
}

ssize_t pread64(int file, void *bytes, size_t count, off64_t offset)
{
    return fails("read", file) ? -1 : syscall(SYS_pread64, file, bytes, count, offset);
}

int fsync(int file)
{
    return fails("sync", file) ? -1 : (int)syscall(SYS_fsync, file);
}

int fdatasync(int file)
{
    return fails("sync", file) ? -1 : (int)syscall(SYS_fdatasync, file);
}

int clock_gettime(clockid_t clock, struct timespec *time)
{
    int result = (int)syscall(SYS_clock_gettime, clock, time);
    if (clock == CLOCK_REALTIME) time->tv_sec += rule("clock", NULL);
    return result;
}
