// Many listeners of graphql-transport-ws in one thread, where a client in Python would be what is measured.
//
//   wsload PORT PATH COUNT MESSAGES MARK
//
// MESSAGES is a file of two lines: what each listener says first, and what it subscribes with, in which {{I}} is its number. Each MARK in
// what it is told is a delivery; where a time of day follows (HH:MM:SS.ffffff of the monotonic clock) it is known how long that took.
// Says READY when everybody has subscribed or is gone. "count" on standard input is answered with what came so far, "report" with how long it
// took as well, and begins anew. Ends with standard input.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { AT_ONCE = 100, TENTHS = 600000, LARGEST = 65536 };
enum State { CONNECTING, SHAKING, GREETING, LIVE, GONE };

struct Listener {
    int socket;
    enum State state;
    uint8_t *kept;
    size_t length, room;
};

static struct Listener *listeners;
static int count, port, poll_of_all, next_one, under_way, live, gone;
static const char *path, *mark;
static char *greeting, *subscription;
static uint64_t deliveries, pages, bytes, largest;
static uint32_t waits[TENTHS + 1];  // by tenths of milliseconds

static uint64_t clock_us(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000ull + now.tv_nsec / 1000;
}

static void send_all(struct Listener *one, const void *text, size_t length) {
    const char *rest = text;
    while (length) {
        ssize_t sent = send(one->socket, rest, length, MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN) return;
        if (sent < 0) { usleep(100); continue; }
        rest += sent;
        length -= sent;
    }
}

// A client masks what it says; by zeros it stays as it is.
static void say(struct Listener *one, int kind, const char *text, size_t length) {
    uint8_t frame[LARGEST + 8] = {0x80 | kind, 0x80 | (length < 126 ? length : 126)};
    size_t at = 2;
    if (length >= 126) { frame[at++] = length >> 8; frame[at++] = length & 255; }
    at += 4;
    memcpy(frame + at, text, length);
    send_all(one, frame, at + length);
}

static void end(struct Listener *one) {
    if (one->state == GONE) return;
    if (one->state == LIVE) live--; else under_way--;
    one->state = GONE;
    gone++;
    close(one->socket);
}

static void begin(struct Listener *one) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct epoll_event event = {.events = EPOLLOUT, .data.ptr = one};
    int yes = 1;
    one->socket = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    setsockopt(one->socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    connect(one->socket, (void *)&address, sizeof address);
    epoll_ctl(poll_of_all, EPOLL_CTL_ADD, one->socket, &event);
    under_way++;
}

static void shake_hands(struct Listener *one) {
    char request[1024];
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = one};
    int failed = 0;
    socklen_t size = sizeof failed;
    getsockopt(one->socket, SOL_SOCKET, SO_ERROR, &failed, &size);
    if (failed) { end(one); return; }
    int length = snprintf(request, sizeof request,
        "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n", path, port);
    one->state = SHAKING;
    epoll_ctl(poll_of_all, EPOLL_CTL_MOD, one->socket, &event);
    send_all(one, request, length);
}

static void subscribe(struct Listener *one) {
    char text[LARGEST], *to = text;
    for (const char *from = subscription; *from && to < text + LARGEST - 20;) {
        if (strncmp(from, "{{I}}", 5)) { *to++ = *from++; continue; }
        to += sprintf(to, "%d", (int)(one - listeners));
        from += 5;
    }
    say(one, 1, text, to - text);
    one->state = LIVE;
    under_way--;
    live++;
}

static void record(const char *at, size_t left, uint64_t now) {
    unsigned hours, minutes, seconds, micros;
    char text[16] = {0};
    if (left < 15) return;
    memcpy(text, at, 15);
    if (sscanf(text, "%2u:%2u:%2u.%6u", &hours, &minutes, &seconds, &micros) != 4) return;
    uint64_t then = ((hours * 60ull + minutes) * 60 + seconds) * 1000000 + micros, day = 86400000000ull;
    uint64_t wait = (now % day + day - then) % day;
    if (wait > largest) largest = wait;
    waits[wait / 100 < TENTHS ? wait / 100 : TENTHS]++;
}

static void take(struct Listener *one, const uint8_t *text, size_t length) {
    if (one->state == GREETING) {
        if (memmem(text, length, "connection_ack", 14)) subscribe(one);
        return;
    }
    if (!memmem(text, length, "\"next\"", 6)) {  // whoever is refused follows nothing
        if (memmem(text, length, "\"error\"", 7)) end(one);
        return;
    }
    uint64_t now = clock_us();
    size_t width = strlen(mark);
    const uint8_t *end_of_text = text + length;
    pages++;
    bytes += length;
    for (const uint8_t *at = text; (at = memmem(at, end_of_text - at, mark, width));) {
        at += width;
        deliveries++;
        record((const char *)at, end_of_text - at, now);
    }
}

// The frames that have come whole; returns how many bytes they are.
static size_t take_frames(struct Listener *one) {
    size_t at = 0;
    while (one->length - at >= 2 && one->state != GONE) {
        const uint8_t *frame = one->kept + at;
        size_t length = frame[1] & 127, head = length == 126 ? 4 : length == 127 ? 10 : 2;
        if (one->length - at < head) break;
        if (head > 2) length = 0;
        for (size_t place = 2; place < head; place++) length = length << 8 | frame[place];
        if (one->length - at < head + length) break;
        int kind = frame[0] & 15;
        if (kind == 1) take(one, frame + head, length);
        if (kind == 9) say(one, 10, (const char *)frame + head, length);
        if (kind == 8) end(one);
        at += head + length;
    }
    return at;
}

static void end_of_handshake(struct Listener *one) {
    uint8_t *over = memmem(one->kept, one->length, "\r\n\r\n", 4);
    if (!over) return;
    if (memcmp(one->kept, "HTTP/1.1 101", 12)) { end(one); return; }
    one->length -= over + 4 - one->kept;
    memmove(one->kept, over + 4, one->length);
    one->state = GREETING;
    say(one, 1, greeting, strlen(greeting));
}

static void hear(struct Listener *one) {
    if (one->room - one->length < LARGEST) one->kept = realloc(one->kept, one->room = one->length + 2 * LARGEST);
    ssize_t came = recv(one->socket, one->kept + one->length, one->room - one->length, 0);
    if (came < 0 && errno == EAGAIN) return;
    if (came <= 0) { end(one); return; }
    one->length += came;
    if (one->state == SHAKING) end_of_handshake(one);
    if (one->state == SHAKING || one->state == GONE) return;
    size_t used = take_frames(one);
    memmove(one->kept, one->kept + used, one->length -= used);
    if (!one->length) { free(one->kept); one->kept = NULL; one->room = 0; }
}

static double within(double share) {
    uint64_t all = 0, sum = 0;
    for (int place = 0; place <= TENTHS; place++) all += waits[place];
    for (int place = 0; place <= TENTHS; place++)
        if ((sum += waits[place]) > all * share) return place / 10.0;
    return largest / 1000.0;
}

static void answer(const char *asked) {
    int whole = !strcmp(asked, "report");
    printf("{\"live\":%d,\"gone\":%d,\"deliveries\":%lu,\"pages\":%lu", live, gone, deliveries, pages);
    if (whole) printf(",\"bytes\":%lu,\"p50\":%.1f,\"p95\":%.1f,\"max\":%.1f", bytes, within(.5), within(.95), largest / 1000.0);
    printf("}\n");
    fflush(stdout);
    if (!whole) return;
    memset(waits, 0, sizeof waits);
    deliveries = pages = bytes = largest = 0;
}

// False when there will be no more.
static int hear_orders(void) {
    static char line[64];
    static size_t length;
    ssize_t came = read(0, line + length, sizeof line - 1 - length);
    if (came <= 0) return came < 0 && errno == EAGAIN;
    line[length += came] = 0;
    for (char *over; (over = strchr(line, '\n')); length = strlen(line)) {
        *over = 0;
        answer(line);
        memmove(line, over + 1, strlen(over + 1) + 1);
    }
    return 1;
}

static char *line_of(FILE *file) {
    char *line = NULL;
    size_t room = 0;
    ssize_t length = getline(&line, &room, file);
    if (length < 1 || length > LARGEST / 2) exit(2);
    line[strcspn(line, "\n")] = 0;
    return line;
}

int main(int given, char **arguments) {
    if (given != 6) return 2;
    port = atoi(arguments[1]);
    path = arguments[2];
    count = atoi(arguments[3]);
    mark = arguments[5];
    FILE *file = fopen(arguments[4], "r");
    if (!file) return 2;
    greeting = line_of(file);
    subscription = line_of(file);
    listeners = calloc(count, sizeof *listeners);
    poll_of_all = epoll_create1(0);
    fcntl(0, F_SETFL, O_NONBLOCK);
    struct epoll_event orders = {.events = EPOLLIN}, events[512];
    epoll_ctl(poll_of_all, EPOLL_CTL_ADD, 0, &orders);
    for (int told = 0;;) {
        while (next_one < count && under_way < AT_ONCE) begin(&listeners[next_one++]);
        int ready = epoll_wait(poll_of_all, events, 512, 1000);
        for (int place = 0; place < ready; place++) {
            struct Listener *one = events[place].data.ptr;
            if (!one && !hear_orders()) return 0;
            if (!one || one->state == GONE) continue;
            if (one->state == CONNECTING) shake_hands(one); else hear(one);
        }
        if (!told && live + gone == count) told = printf("READY\n"), fflush(stdout);
    }
}
