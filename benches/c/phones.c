/* Thousands of phones on epoll, as benches/phones.py but cheap enough for the fastest servers.
 *
 * phones PORT TOKEN CONGRESS [plain]; plain: a peer without Socket.IO, which listens after the
 * handshake. Commands on standard input, one answer line each:
 *   connect N SECONDS  → seconds it took          (handshake, CONNECT with the token, join)
 *   expect MARKER SECONDS → "ready"; when every phone has the marker: "TIME CPU", the monotonic
 *                        time of the last one and the CPU seconds spent since "ready"
 * A failure is a line "error …". Between commands it reads and answers pings. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 65536, AT_ONCE = 100, KEPT = 512, PIECE = 65536 };
enum stage { CONNECTING, SHAKING_HANDS, OPENING, ENTERING, JOINING, LISTENING };
struct phone {
    int fd, kept, has_marker;
    enum stage stage;
    char unread[KEPT];
};

static struct phone phones[MOST];
static int started, listening, wanted, missing, port, epoll, plain;
static char marker[128], hello[512], join[256];
static int marker_length, hello_length, join_length;
static double deadline, began, cpu_began;

static double clock_of(clockid_t id) {
    struct timespec at;
    clock_gettime(id, &at);
    return at.tv_sec + at.tv_nsec / 1e9;
}

static void fail(const char *words, ...) {
    va_list values;
    va_start(values, words);
    printf("error ");
    vprintf(words, values);
    printf("\n");
    fflush(stdout);
    exit(1);
}

static int framed(char *into, const char *text) {
    size_t length = strlen(text);
    int at = 2;
    into[0] = (char)0x81;
    if (length < 126) {
        into[1] = (char)(0x80 | length);
    } else {
        into[1] = (char)(0x80 | 126);
        into[2] = (char)(length >> 8);
        into[3] = (char)length;
        at = 4;
    }
    memset(into + at, 0, 4); /* a mask of zeros leaves the bytes as they are */
    memcpy(into + at + 4, text, length);
    return at + 4 + (int)length;
}

static void put(struct phone *phone, const char *bytes, int length) {
    if (send(phone->fd, bytes, length, MSG_NOSIGNAL) != length)
        fail("a phone could not speak: %s", strerror(errno));
}

static void start(struct phone *phone) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
    struct epoll_event event = {.events = EPOLLOUT, .data.ptr = phone};
    int one = 1;
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    phone->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (phone->fd < 0) fail("no socket: %s", strerror(errno));
    setsockopt(phone->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    connect(phone->fd, (struct sockaddr *)&to, sizeof to);
    epoll_ctl(epoll, EPOLL_CTL_ADD, phone->fd, &event);
}

static void shake_hands(struct phone *phone) {
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = phone};
    char request[512];
    int length = snprintf(request, sizeof request,
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n", port);
    put(phone, request, length);
    epoll_ctl(epoll, EPOLL_CTL_MOD, phone->fd, &event);
    phone->stage = SHAKING_HANDS;
}

static void keep(struct phone *phone, const char *bytes, int length) {
    if (length > KEPT) {
        bytes += length - KEPT;
        length = KEPT;
    }
    memmove(phone->unread, bytes, length);
    phone->kept = length;
}

static int has(const char *bytes, int length, const char *text) {
    return memmem(bytes, length, text, strlen(text)) != NULL;
}

/* On the way to listening: looks at all that came since the last step. */
static void advance(struct phone *phone, const char *bytes, int length) {
    if (has(bytes, length, "44{")) fail("refused: %.*s", length, bytes);
    if (phone->stage == SHAKING_HANDS && has(bytes, length, "\r\n\r\n")) {
        if (!has(bytes, length, " 101 ")) fail("no websocket: %.80s", bytes);
        phone->stage = plain ? LISTENING : OPENING;
        if (plain) {
            phone->kept = 0;
            listening++;
            return;
        }
    }
    if (phone->stage == OPENING && has(bytes, length, "0{\"")) {
        put(phone, hello, hello_length);
        phone->stage = ENTERING;
    }
    if (phone->stage == ENTERING && has(bytes, length, "40{")) {
        put(phone, join, join_length);
        phone->stage = JOINING;
    }
    if (phone->stage == JOINING && has(bytes, length, "430[")) {
        if (!has(bytes, length, "true")) fail("the server let no phone join");
        phone->stage = LISTENING;
        phone->kept = 0;
        listening++;
        return;
    }
    keep(phone, bytes, length);
}

static void take(struct phone *phone) {
    static char buffer[KEPT + PIECE];
    memcpy(buffer, phone->unread, phone->kept);
    int came = read(phone->fd, buffer + phone->kept, PIECE), length = phone->kept + came;
    if (came < 0 && errno == EAGAIN) return;
    if (came <= 0) fail("the server cut a phone off");
    if (memmem(buffer + phone->kept, came, "\x81\x01" "2", 3))
        put(phone, "\x81\x81\0\0\0\0" "3", 7);
    if (phone->stage != LISTENING) {
        advance(phone, buffer, length);
    } else if (missing && !phone->has_marker && memmem(buffer, length, marker, marker_length)) {
        phone->has_marker = 1;
        phone->kept = 0;
        if (--missing == 0) {
            double cpu = clock_of(CLOCK_PROCESS_CPUTIME_ID) - cpu_began;
            printf("%.6f %.6f\n", clock_of(CLOCK_MONOTONIC), cpu);
            fflush(stdout);
        }
    } else {
        keep(phone, buffer, length);
    }
}

static void obey(void) {
    char line[256], word[16];
    double seconds;
    if (!fgets(line, sizeof line, stdin)) exit(0);
    if (sscanf(line, "connect %d %lf", &wanted, &seconds) == 2) {
        if (wanted > MOST) fail("at most %d phones", MOST);
        began = clock_of(CLOCK_MONOTONIC);
    } else if (sscanf(line, "%15s %127s %lf", word, marker, &seconds) == 3) {
        marker_length = (int)strlen(marker);
        missing = listening;
        for (int i = 0; i < listening; i++) phones[i].has_marker = 0;
        cpu_began = clock_of(CLOCK_PROCESS_CPUTIME_ID);
        puts("ready");
        fflush(stdout);
    } else {
        fail("not understood: %s", line);
    }
    deadline = clock_of(CLOCK_MONOTONIC) + seconds;
}

int main(int count, char **arguments) {
    static struct epoll_event events[4096], stdin_event = {.events = EPOLLIN};
    struct rlimit files;
    char text[256];
    if (count != 4 && count != 5) return 2;
    plain = count == 5;
    port = atoi(arguments[1]);
    snprintf(text, sizeof text, "40{\"token\":\"%s\"}", arguments[2]);
    hello_length = framed(hello, text);
    snprintf(text, sizeof text, "420[\"join\",{\"congress\":%s}]", arguments[3]);
    join_length = framed(join, text);
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    setvbuf(stdin, NULL, _IONBF, 0);
    epoll = epoll_create1(0);
    epoll_ctl(epoll, EPOLL_CTL_ADD, 0, &stdin_event);
    for (;;) {
        while (started < wanted && started - listening < AT_ONCE) start(&phones[started++]);
        int ready = epoll_wait(epoll, events, 4096, 500);
        for (int i = 0; i < ready; i++) {
            struct phone *phone = events[i].data.ptr;
            if (!phone) obey();
            else if (phone->stage == CONNECTING) shake_hands(phone);
            else take(phone);
        }
        if (began && listening == wanted) {
            printf("%.6f\n", clock_of(CLOCK_MONOTONIC) - began);
            fflush(stdout);
            began = 0;
        }
        if ((began || missing) && clock_of(CLOCK_MONOTONIC) > deadline)
            fail("%d of %d joined, %d not reached in time", listening, wanted, missing);
    }
}
