/* Peer: the least that a server must do to tell phones something, in C on epoll; limit PORT.
 *
 * Websocket handshake (only the one key that the phones send), the frames of Socket.IO that a
 * phone waits for before it listens, POST /publish: frame once, one send for each phone. No
 * rooms, no authorisation, no slow phones: the limit, not a server. */
#define _GNU_SOURCE
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST = 65536, LARGEST = 8192 };
static const char WELCOME[] =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n" "\x81\x0c" "0{\"sid\":\"a\"}";
static const char ENTERED[] = "\x81\x0d" "40{\"sid\":\"b\"}";
static const char JOINED[] = "\x81\x14" "430[{\"joined\":true}]";
static const char OK[] = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";
static int listening[MOST], count;
static char is_phone[MOST];

static void publish(const char *body) {
    static char frame[LARGEST + 64];
    int length = snprintf(frame + 4, LARGEST, "42[\"changed\",%s]", body);
    frame[0] = (char)0x81;
    frame[1] = 126;
    frame[2] = (char)(length >> 8);
    frame[3] = (char)length;
    for (int i = 0; i < count; i++)
        if (send(listening[i], frame, length + 4, MSG_NOSIGNAL) != length + 4) exit(1);
}

static void hear(int fd) {
    static char request[LARGEST];
    int came = read(fd, request, LARGEST - 1);
    if (came <= 0) {
        close(fd); /* phones leave only at the end */
        return;
    }
    request[came] = 0;
    if (is_phone[fd] == 1) { /* CONNECT, join */
        if (!memmem(request, came, "420[", 4)) {
            send(fd, ENTERED, sizeof ENTERED - 1, MSG_NOSIGNAL);
            return;
        }
        send(fd, JOINED, sizeof JOINED - 1, MSG_NOSIGNAL);
        is_phone[fd] = 2;
        listening[count++] = fd;
    } else if (is_phone[fd] == 0 && strstr(request, "Upgrade: websocket")) {
        send(fd, WELCOME, sizeof WELCOME - 1, MSG_NOSIGNAL);
        is_phone[fd] = 1;
    } else if (is_phone[fd] == 0) {
        char *body = strstr(request, "\r\n\r\n");
        if (body && !body[4] && strncmp(request, "POST", 4) == 0) {
            came = read(fd, body + 4, LARGEST - 1 - (body + 4 - request)); /* sent apart */
            if (came > 0) body[4 + came] = 0;
        }
        if (body && strncmp(request, "POST", 4) == 0) publish(body + 4);
        send(fd, OK, sizeof OK - 1, MSG_NOSIGNAL);
        close(fd);
    }
}

int main(int arguments, char **values) {
    static struct epoll_event events[1024];
    struct sockaddr_in at = {.sin_family = AF_INET};
    struct rlimit files;
    int one = 1, door = socket(AF_INET, SOCK_STREAM, 0), epoll = epoll_create1(0);
    if (arguments != 2) return 2;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    at.sin_port = htons(atoi(values[1]));
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(door, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(door, (struct sockaddr *)&at, sizeof at) || listen(door, 4096)) return 1;
    struct epoll_event event = {.events = EPOLLIN, .data.fd = door};
    epoll_ctl(epoll, EPOLL_CTL_ADD, door, &event);
    for (;;) {
        int ready = epoll_wait(epoll, events, 1024, -1);
        for (int i = 0; i < ready; i++) {
            int fd = events[i].data.fd;
            if (fd != door) {
                hear(fd);
                continue;
            }
            fd = accept(door, NULL, NULL);
            if (fd < 0 || fd >= MOST) return 1;
            is_phone[fd] = 0;
            setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
            event.data.fd = fd;
            epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
        }
    }
}
