#pragma once

#include "models/base/result.h"

#include <memory>

namespace rackhouse::http
{

/// "body-too-large" with its limit.
Error bodyTooLarge(qint64 limit);

/// A temporary file that takes an upload. It is deleted unless it is released.
class UploadFile
{
public:
    /// Errors: "disk-full", "write-failed".
    static Result<std::unique_ptr<UploadFile>> create(const QString& directory, qint64 maxBytes);
    ~UploadFile();
    UploadFile(const UploadFile&) = delete;
    UploadFile& operator=(const UploadFile&) = delete;

    /// Errors: "disk-full", "write-failed", "body-too-large".
    Result<void> append(const char* data, size_t size);
    qint64 size() const { return m_size; }
    /// Closes it and gives its path away; the caller owns the file now.
    Result<QString> release();

private:
    UploadFile(int fd, QString path, qint64 maxBytes);

    int m_fd;
    QString m_path;
    qint64 m_maxBytes;
    qint64 m_size = 0;
};

} // namespace rackhouse::http
