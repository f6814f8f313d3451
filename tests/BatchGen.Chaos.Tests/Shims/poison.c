// Makes a prompt deadly: the process that is about to compute a certain run of tokens dies of a signal, as of a fault in native code, or
// stands still in the middle of its step. Loaded with LD_PRELOAD; libllama hands tokens to ggml through the function that is taken over here.
//
// CHAOS_POISON        the tokens, e.g. 12,13,14
// CHAOS_POISON_ACT    "kill" or "hang"
// CHAOS_POISON_LOG    a file that gets a line each time
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_TOKENS = 16 };

static int32_t poison[MOST_TOKENS];
static size_t poison_tokens;

__attribute__((constructor)) static void read_settings(void) {
    const char *text = getenv("CHAOS_POISON");
    while (text && *text && poison_tokens < MOST_TOKENS) {
        char *end;
        poison[poison_tokens++] = (int32_t)strtol(text, &end, 10);
        text = *end == ',' ? end + 1 : end;
    }
}

static int is_in(const void *data, size_t size) {
    const size_t bytes = poison_tokens * sizeof(int32_t);
    if (poison_tokens == 0)
        return 0;
    for (size_t at = 0; at + bytes <= size; at += sizeof(int32_t))
        if (memcmp((const char *)data + at, poison, bytes) == 0)
            return 1;
    return 0;
}

static void act(void) {
    const char *log = getenv("CHAOS_POISON_LOG");
    int file = log ? open(log, O_WRONLY | O_CREAT | O_APPEND, 0600) : -1;
    if (file >= 0) {
        if (write(file, "1\n", 2) != 2)
            _exit(3);
        close(file);
    }
    if (strcmp(getenv("CHAOS_POISON_ACT"), "hang") == 0)
        for (;;)
            pause();
    abort();
}

void ggml_backend_tensor_set(void *tensor, const void *data, size_t offset, size_t size) {
    static void (*real)(void *, const void *, size_t, size_t);
    if (!real) {
        // Loaded beside llama for it alone: no search through the program's own scope finds it.
        void *library = dlopen("libggml-base.so", RTLD_NOW | RTLD_NOLOAD);
        real = library ? (void (*)(void *, const void *, size_t, size_t))dlsym(library, "ggml_backend_tensor_set") : 0;
        if (!real)
            abort();
    }
    if (is_in(data, size))
        act();
    real(tensor, data, offset, size);
}
