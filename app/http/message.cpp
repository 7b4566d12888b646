#include "app/http/message.h"

#include "app/http/range.h"
#include "models/base/json.h"

#include <QFile>
#include <QUrl>

#include <boost/beast/http/status.hpp>

#include <algorithm>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace rackhouse::http
{

namespace
{

bool hasBadEscape(const QByteArray& text)
{
    const auto isHex = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && (i + 2 >= text.size() || !isHex(text[i + 1]) || !isHex(text[i + 2])))
            return true;
    }
    return false;
}

QByteArray header(const Response& response, const QByteArray& name)
{
    for (const auto& [key, value] : response.headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

/// True when the client already has what the reply's ETag names.
bool isUnchanged(const Request& request, const Response& response)
{
    const QByteArray asked = request.headers.value("if-none-match");
    const QByteArray tag = header(response, "ETag");
    if (asked.isEmpty() || tag.isEmpty() || response.status != 200)
        return false;
    return asked.trimmed() == "*" || asked.contains(tag);
}

/// The range that counts: none when If-Range names another state of the file.
QByteArray rangeOf(const Request& request, const Response& response)
{
    const QByteArray ifRange = request.headers.value("if-range");
    if (!ifRange.isEmpty() && ifRange != header(response, "ETag"))
        return {};
    return request.headers.value("range");
}

} // namespace

bool parseTarget(const QByteArray& target, Request& request)
{
    if (!target.startsWith('/') || hasBadEscape(target))
        return false;
    const qsizetype question = target.indexOf('?');
    const QByteArray path = target.left(question < 0 ? target.size() : question);
    request.path = QString::fromUtf8(QByteArray::fromPercentEncoding(path));
    if (question >= 0)
        request.query = QUrlQuery(QString::fromUtf8(target.mid(question + 1)));
    return !request.path.contains(QChar::Null);
}

OpenFile::~OpenFile()
{
    if (fd >= 0)
        ::close(fd);
}

OpenFile::OpenFile(OpenFile&& other) noexcept
    : fd(std::exchange(other.fd, -1)), offset(other.offset), length(other.length)
{
}

OpenFile prepareFile(const Request& request, Response& response)
{
    OpenFile file;
    if (isUnchanged(request, response)) {
        response.status = 304;
        response.body.clear();
        response.file.reset();
        return file;
    }
    if (!response.file)
        return file;
    file.fd = ::open(QFile::encodeName(response.file->path).constData(), O_RDONLY | O_CLOEXEC);
    struct stat status = {};
    if (file.fd < 0 || ::fstat(file.fd, &status) != 0 || !S_ISREG(status.st_mode)) {
        response = problemResponse(makeError("not-found"));
        return file;
    }
    const qint64 start = std::clamp<qint64>(response.file->offset, 0, status.st_size);
    const qint64 rest = status.st_size - start;
    const qint64 size = response.file->length < 0 ? rest : std::min(rest, response.file->length);
    file.offset = start;
    file.length = size;
    response.headers.emplaceBack("Accept-Ranges", "bytes");
    if (response.status != 200 || (request.method != "GET" && request.method != "HEAD"))
        return file;
    const RangeAnswer range = parseRange(rangeOf(request, response), size);
    if (range.kind == RangeAnswer::Unsatisfiable) {
        response = problemResponse(makeError("range-unsatisfiable"));
        response.headers.emplaceBack("Content-Range", "bytes */" + QByteArray::number(size));
        file.length = 0;
    } else if (range.kind == RangeAnswer::Partial) {
        response.status = 206;
        response.headers.emplaceBack("Content-Range",
                                     "bytes " + QByteArray::number(range.offset) + '-' +
                                         QByteArray::number(range.offset + range.length - 1) + '/' +
                                         QByteArray::number(size));
        file.offset = start + range.offset;
        file.length = range.length;
    }
    return file;
}

QByteArray responseHead(const Response& response, qint64 contentLength, bool keepAlive, bool http10)
{
    const auto reason = boost::beast::http::obsolete_reason(
        static_cast<boost::beast::http::status>(response.status));
    QByteArray head(http10 ? "HTTP/1.0 " : "HTTP/1.1 ");
    head += QByteArray::number(response.status) + ' ' +
            QByteArray(reason.data(), static_cast<qsizetype>(reason.size())) + "\r\n";
    for (const auto& [name, value] : response.headers) {
        QByteArray safe = value; // a value must not start another header
        safe.replace('\r', ' ').replace('\n', ' ');
        head += name + ": " + safe + "\r\n";
    }
    const bool bodiless = response.status == 204 || response.status == 304;
    if (!bodiless)
        head += "Content-Length: " + QByteArray::number(contentLength) + "\r\n";
    if (!keepAlive)
        head += "Connection: close\r\n";
    else if (http10)
        head += "Connection: keep-alive\r\n";
    return head + "\r\n";
}

QJsonObject problemBody(const Error& error)
{
    QJsonObject problem{{QStringLiteral("type"), QStringLiteral("about:blank")},
                        {QStringLiteral("status"), problemStatus(error.code)},
                        {QStringLiteral("code"), error.code},
                        {QStringLiteral("title"), problemText(error)}};
    if (!error.detail.isEmpty())
        problem.insert(QStringLiteral("detail"), error.detail);
    if (!error.args.isEmpty())
        problem.insert(QStringLiteral("args"), QJsonObject::fromVariantMap(error.args));
    return problem;
}

Response problemResponse(const Error& error)
{
    Response response;
    response.status = problemStatus(error.code);
    response.headers.emplaceBack("Content-Type", "application/problem+json");
    response.body = toText(problemBody(error));
    return response;
}

} // namespace rackhouse::http
