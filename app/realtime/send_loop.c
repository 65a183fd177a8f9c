/* The send loop of app/realtime/send_loop.py, compiled: one ready frame to many sockets.
 *
 * Nothing is decided here. Which sockets may be written to, and what becomes of a frame that did
 * not go out whole, is app/realtime/fanout.py's; this waits for nobody and keeps nothing. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/types.h>

#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0 /* Python ignores SIGPIPE */
#endif

/* Send `length` bytes of `frame` to each of `count` sockets. What did not go out whole is written
 * into `unsent` as pairs: the place of the socket, and how many bytes the kernel took (0: it is
 * full; -1: the socket is gone). `unsent` has room for 2 * count numbers. Returns the number of
 * pairs. */
int send_to_each(const int *sockets, int count, const char *frame, size_t length, int *unsent) {
    int found = 0;
    for (int place = 0; place < count; place++) {
        ssize_t taken;
        do taken = send(sockets[place], frame, length, MSG_DONTWAIT | MSG_NOSIGNAL);
        while (taken < 0 && errno == EINTR);
        if (taken == (ssize_t)length) continue;
        if (taken < 0) taken = errno == EAGAIN || errno == EWOULDBLOCK ? 0 : -1;
        unsent[2 * found] = place;
        unsent[2 * found + 1] = (int)taken;
        found++;
    }
    return found;
}
