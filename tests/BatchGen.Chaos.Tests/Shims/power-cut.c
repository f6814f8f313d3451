// Keeps, beside a folder, what a disk would still have of it after a power cut: what was synced and nothing else. Loaded with LD_PRELOAD.
//
// CHAOS_DISK      the folder that is written to
// CHAOS_SHADOW    the copy: a file gets its content there when it is synced, under the name that it has then; a rename or a deletion
//                 happens there when its folder is synced
//
// A copy is written in place while the sync is not answered yet: whatever is half done of it then, a disk may have done as well.
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_RENAMES = 4096 };

struct renamed {
    char *from, *to;
    int is_link;
};

static const char *disk, *shadow;
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static struct renamed renames[MOST_RENAMES];
static int rename_count;

__attribute__((constructor)) static void read_settings(void) {
    disk = getenv("CHAOS_DISK");
    shadow = getenv("CHAOS_SHADOW");
}

// The path in the shadow of one below the disk; 0 for others.
static int shadow_of(const char *path, char *target) {
    size_t length = disk ? strlen(disk) : 0;
    if (!disk || !shadow || strncmp(path, disk, length) != 0 || (path[length] != '/' && path[length] != 0))
        return 0;
    return snprintf(target, PATH_MAX, "%s%s", shadow, path + length) < PATH_MAX;
}

static void make_folders(char *path) {
    for (char *at = path + 1; *at; at++)
        if (*at == '/') {
            *at = 0;
            mkdir(path, 0700);
            *at = '/';
        }
}

static void fail(const char *what) {
    perror(what);
    abort();
}

static void keep_file(const char *path, char *target) {
    static char buffer[1 << 16];
    make_folders(target);
    int from = open(path, O_RDONLY | O_CLOEXEC);
    if (from < 0)
        return;
    int to = open(target, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (to < 0)
        fail("power-cut: a copy cannot be opened");
    off_t at = 0;
    for (ssize_t got; (got = read(from, buffer, sizeof buffer)) > 0; at += got)
        if (pwrite(to, buffer, (size_t)got, at) != got)
            fail("power-cut: a copy cannot be written");
    if (ftruncate(to, at) != 0)
        fail("power-cut: a copy cannot be cut");
    close(to);
    close(from);
}

// .NET moves a file that must replace none by a link to its new name and by taking the old one away.
static void move(const char *from, char *to, int is_link) {
    make_folders(to);
    if (!is_link) {
        rename(from, to);
        return;
    }
    unlink(to);
    if (link(from, to) != 0 && errno != ENOENT)
        fail("power-cut: a copy cannot be given its second name");
}

static void remember(const char *from, const char *to, int is_link) {
    char unused[PATH_MAX];
    if (!shadow_of(to, unused))
        return;
    pthread_mutex_lock(&gate);
    if (rename_count == MOST_RENAMES)
        fail("power-cut: too many renames without a sync of their folder");
    renames[rename_count++] = (struct renamed){strdup(from), strdup(to), is_link};
    pthread_mutex_unlock(&gate);
}

static int is_in_folder(const char *path, const char *folder) {
    size_t length = strlen(folder);
    return strncmp(path, folder, length) == 0 && path[length] == '/' && !strchr(path + length + 1, '/');
}

static void keep_folder(const char *path, const char *target) {
    char from[PATH_MAX], to[PATH_MAX];
    int left = 0;
    for (int i = 0; i < rename_count; i++) {
        if (!is_in_folder(renames[i].to, path)) {
            renames[left++] = renames[i];
            continue;
        }
        if (shadow_of(renames[i].from, from) && shadow_of(renames[i].to, to))
            move(from, to, renames[i].is_link);
        free(renames[i].from);
        free(renames[i].to);
    }
    rename_count = left;

    DIR *entries = opendir(target);
    if (!entries)
        return;
    for (struct dirent *entry; (entry = readdir(entries));) {
        struct stat found;
        snprintf(from, sizeof from, "%s/%s", path, entry->d_name);
        snprintf(to, sizeof to, "%s/%s", target, entry->d_name);
        if (entry->d_type == DT_REG && stat(from, &found) != 0 && errno == ENOENT)
            unlink(to);
    }
    closedir(entries);
}

static void keep(int descriptor) {
    char link[64], path[PATH_MAX], target[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0)
        return;
    path[length] = 0;
    struct stat kind;
    if (!shadow_of(path, target) || fstat(descriptor, &kind) != 0 || kind.st_nlink == 0)
        return;
    pthread_mutex_lock(&gate);
    if (S_ISDIR(kind.st_mode))
        keep_folder(path, target);
    else if (S_ISREG(kind.st_mode))
        keep_file(path, target);
    pthread_mutex_unlock(&gate);
}

int fsync(int descriptor);

static void *find(void *handle, const char *name) {
    static void *(*real)(void *, const char *);
    static const char *versions[] = {"GLIBC_2.2.5", "GLIBC_2.17", "GLIBC_2.34"};
    for (size_t i = 0; !real && i < sizeof versions / sizeof *versions; i++)
        real = (void *(*)(void *, const char *))dlvsym(RTLD_NEXT, "dlsym", versions[i]);
    if (!real)
        fail("power-cut: dlsym cannot be found");
    return real(handle, name);
}

// What asks libc itself for its functions, as .NET does for its programs' imports, would pass by those that stand here.
void *dlsym(void *handle, const char *name) {
    return strcmp(name, "fsync") == 0 ? (void *)fsync : find(handle, name);
}

int fsync(int descriptor) {
    static int (*real)(int);
    if (!real)
        real = (int (*)(int))find(RTLD_NEXT, "fsync");
    int result = real(descriptor), error = errno;
    if (result == 0)
        keep(descriptor);
    errno = error;
    return result;
}

int fdatasync(int descriptor) {
    static int (*real)(int);
    if (!real)
        real = (int (*)(int))find(RTLD_NEXT, "fdatasync");
    int result = real(descriptor), error = errno;
    if (result == 0)
        keep(descriptor);
    errno = error;
    return result;
}

int rename(const char *from, const char *to) {
    static int (*real)(const char *, const char *);
    if (!real)
        real = (int (*)(const char *, const char *))find(RTLD_NEXT, "rename");
    int result = real(from, to), error = errno;
    if (result == 0)
        remember(from, to, 0);
    errno = error;
    return result;
}

int link(const char *from, const char *to) {
    static int (*real)(const char *, const char *);
    if (!real)
        real = (int (*)(const char *, const char *))find(RTLD_NEXT, "link");
    int result = real(from, to), error = errno;
    if (result == 0)
        remember(from, to, 1);
    errno = error;
    return result;
}
