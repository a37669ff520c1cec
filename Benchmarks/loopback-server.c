/* Serves the files of a folder over HTTP/1.1 on a loopback port, from memory, with an ETag each; answers a matching
 * If-None-Match with 304. One thread, epoll, keep-alive. For benchmarks only: it trusts its one client.
 *
 *   loopback-server FOLDER COUNT     files are FOLDER/0.xml … FOLDER/COUNT-1.xml, served as /0.xml …
 *
 * Prints the port, then serves until its standard input is closed; then prints how many 200s and 304s it sent. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { REQUEST_LIMIT = 8192, CONNECTION_LIMIT = 4096 };

struct document { char *answer; size_t answer_size; char etag[40]; };

struct connection {
    char request[REQUEST_LIMIT];
    size_t request_size;
    const char *sending; /* what is left to send; in the document's or the connection's own memory */
    size_t sending_size;
    char head[256];
};

static struct document *documents;
static long document_count, sent_whole, sent_not_modified;
static struct connection *connections[CONNECTION_LIMIT];

static void die(const char *what) { perror(what); exit(1); }

static void load(const char *folder, long number) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%ld.xml", folder, number);
    int file = open(path, O_RDONLY);
    struct stat info;
    if (file < 0 || fstat(file, &info) < 0) die(path);
    struct document *document = &documents[number];
    snprintf(document->etag, sizeof document->etag, "\"%lx-%lx\"", number, (long)info.st_size);
    document->answer = malloc((size_t)info.st_size + 512);
    if (!document->answer) die("malloc");
    int head = sprintf(document->answer,
        "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: %s\r\n"
        "Last-Modified: Mon, 23 Nov 2026 00:00:00 GMT\r\nContent-Length: %ld\r\n\r\n",
        document->etag, (long)info.st_size);
    if (read(file, document->answer + head, (size_t)info.st_size) != info.st_size) die(path);
    document->answer_size = (size_t)head + (size_t)info.st_size;
    close(file);
}

static void forget(int socket) {
    close(socket);
    free(connections[socket]);
    connections[socket] = NULL;
}

/* One request stands complete in the buffer, ending at `end`. */
static void answer(struct connection *connection, char *end) {
    *end = 0;
    long number = -1;
    sscanf(connection->request, "GET /%ld.xml", &number);
    if (number < 0 || number >= document_count) {
        connection->sending = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
        connection->sending_size = strlen(connection->sending);
        return;
    }
    struct document *document = &documents[number];
    char *known = strcasestr(connection->request, "\r\nif-none-match:");
    if (known && strstr(known, document->etag)) {
        connection->sending_size = (size_t)snprintf(connection->head, sizeof connection->head,
            "HTTP/1.1 304 Not Modified\r\nETag: %s\r\n\r\n", document->etag);
        connection->sending = connection->head;
        sent_not_modified++;
    } else {
        connection->sending = document->answer;
        connection->sending_size = document->answer_size;
        sent_whole++;
    }
}

/* Returns 0 where the connection is at its end. */
static int send_rest(int poll, int socket, struct connection *connection) {
    while (connection->sending_size) {
        ssize_t count = send(socket, connection->sending, connection->sending_size, MSG_NOSIGNAL);
        if (count < 0 && errno == EAGAIN) {
            struct epoll_event wanted = {.events = EPOLLIN | EPOLLOUT, .data.fd = socket};
            epoll_ctl(poll, EPOLL_CTL_MOD, socket, &wanted);
            return 1;
        }
        if (count <= 0) return 0;
        connection->sending += count;
        connection->sending_size -= (size_t)count;
    }
    struct epoll_event wanted = {.events = EPOLLIN, .data.fd = socket};
    epoll_ctl(poll, EPOLL_CTL_MOD, socket, &wanted);
    return 1;
}

static int serve(int poll, int socket, struct connection *connection) {
    if (connection->sending_size) return send_rest(poll, socket, connection);
    ssize_t count = recv(socket, connection->request + connection->request_size,
        REQUEST_LIMIT - 1 - connection->request_size, 0);
    if (count < 0 && errno == EAGAIN) return 1;
    if (count <= 0) return 0;
    connection->request_size += (size_t)count;
    connection->request[connection->request_size] = 0;
    char *end = strstr(connection->request, "\r\n\r\n");
    if (!end) return connection->request_size < REQUEST_LIMIT - 1;
    answer(connection, end);
    connection->request_size = 0;
    return send_rest(poll, socket, connection);
}

static void welcome(int poll, int listener) {
    int socket;
    while ((socket = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
        if (socket >= CONNECTION_LIMIT || !(connections[socket] = calloc(1, sizeof(struct connection)))) {
            close(socket);
            continue;
        }
        int yes = 1;
        setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        struct epoll_event wanted = {.events = EPOLLIN, .data.fd = socket};
        epoll_ctl(poll, EPOLL_CTL_ADD, socket, &wanted);
    }
}

static int listen_on_loopback(int *port) {
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    if (listener < 0 || bind(listener, (struct sockaddr *)&address, size) < 0 || listen(listener, 1024) < 0
        || getsockname(listener, (struct sockaddr *)&address, &size) < 0)
        die("listen");
    *port = ntohs(address.sin_port);
    return listener;
}

int main(int argument_count, char **arguments) {
    if (argument_count != 3) {
        fprintf(stderr, "usage: loopback-server FOLDER COUNT\n");
        return 64;
    }
    document_count = atol(arguments[2]);
    documents = calloc((size_t)document_count, sizeof *documents);
    for (long number = 0; number < document_count; number++) load(arguments[1], number);

    int port, listener = listen_on_loopback(&port), poll = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event wanted = {.events = EPOLLIN, .data.fd = listener};
    epoll_ctl(poll, EPOLL_CTL_ADD, listener, &wanted);
    wanted.data.fd = STDIN_FILENO;
    epoll_ctl(poll, EPOLL_CTL_ADD, STDIN_FILENO, &wanted);
    printf("%d\n", port);
    fflush(stdout);

    struct epoll_event ready[256];
    for (;;) {
        int count = epoll_wait(poll, ready, 256, -1);
        for (int i = 0; i < count; i++) {
            int socket = ready[i].data.fd;
            if (socket == STDIN_FILENO) {
                printf("%ld %ld\n", sent_whole, sent_not_modified);
                return 0;
            }
            if (socket == listener) welcome(poll, listener);
            else if (!serve(poll, socket, connections[socket])) forget(socket);
        }
    }
}
