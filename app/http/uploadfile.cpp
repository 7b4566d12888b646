#include "app/http/uploadfile.h"

#include <QFile>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace rackhouse::http
{

namespace
{

tl::unexpected<Error> writeError(int code)
{
    const bool full = code == ENOSPC || code == EDQUOT || code == EFBIG;
    return fail(full ? "disk-full" : "write-failed", QString::fromLocal8Bit(strerror(code)));
}

} // namespace

Error bodyTooLarge(qint64 limit)
{
    return makeError("body-too-large", {{QStringLiteral("limit"), limit}});
}

Result<std::unique_ptr<UploadFile>> UploadFile::create(const QString& directory, qint64 maxBytes)
{
    QByteArray path = QFile::encodeName(directory) + "/.upload-XXXXXX";
    const int fd = ::mkostemp(path.data(), O_CLOEXEC);
    if (fd < 0)
        return writeError(errno);
    return std::unique_ptr<UploadFile>(new UploadFile(fd, QFile::decodeName(path), maxBytes));
}

UploadFile::UploadFile(int fd, QString path, qint64 maxBytes)
    : m_fd(fd), m_path(std::move(path)), m_maxBytes(maxBytes)
{
}

UploadFile::~UploadFile()
{
    if (m_fd >= 0)
        ::close(m_fd);
    if (!m_path.isEmpty())
        ::unlink(QFile::encodeName(m_path).constData());
}

Result<void> UploadFile::append(const char* data, size_t size)
{
    if (m_size + static_cast<qint64>(size) > m_maxBytes)
        return fail(bodyTooLarge(m_maxBytes));
    while (size > 0) {
        const ssize_t written = ::write(m_fd, data, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return writeError(errno);
        data += written;
        size -= static_cast<size_t>(written);
        m_size += written;
    }
    return {};
}

Result<QString> UploadFile::release()
{
    const int fd = std::exchange(m_fd, -1);
    if (::close(fd) != 0)
        return writeError(errno);
    return std::exchange(m_path, QString());
}

} // namespace rackhouse::http
