#pragma once

#include "app/http/types.h"

namespace rackhouse::http
{

/// Splits a request target ("/a%20b?c=d") into path and query; false when it is not one that we
/// serve (no leading slash, bad escapes, NUL).
bool parseTarget(const QByteArray& target, Request& request);

/// A file that is ready to be sent: opened, cut to the range, with the status that it gets.
struct OpenFile {
    int fd = -1;
    qint64 offset = 0;
    qint64 length = 0;

    OpenFile() = default;
    ~OpenFile();
    OpenFile(OpenFile&& other) noexcept;
    OpenFile& operator=(OpenFile&&) = delete;
};

/// Opens the file of a reply, applies Range and If-None-Match of the request, and changes status
/// and headers accordingly. Without `response.file` it only handles If-None-Match.
OpenFile prepareFile(const Request& request, Response& response);

/// The status line and header of a reply. `contentLength` is of the body that a GET would get.
QByteArray responseHead(const Response& response, qint64 contentLength, bool keepAlive,
                        bool http10);

} // namespace rackhouse::http
