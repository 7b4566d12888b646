#include "app/netboot/tftp_files.h"

#include <QDateTime>
#include <QFileInfo>

namespace rackhouse::netboot
{
namespace
{

constexpr qint64 largestFile = 64 << 20;

tl::unexpected<TftpErrorMessage> refused(TftpErrorCode code, const QByteArray& text)
{
    return tl::unexpected(TftpErrorMessage{quint16(code), text});
}

/// True for names that could only be meant to reach files outside the table.
bool leavesTable(const QByteArray& name)
{
    return name.contains('\\') || name.split('/').contains("..");
}

QByteArray withoutLeadingSlashes(QByteArray name)
{
    while (name.startsWith('/'))
        name.remove(0, 1);
    return name;
}

} // namespace

void TftpFiles::add(const QString& name, const QString& path)
{
    m_entries.insert(name.toUtf8(), Entry{path, 0, {}});
}

tl::expected<TftpFiles::Content, TftpErrorMessage> TftpFiles::open(const QByteArray& name)
{
    if (leavesTable(name))
        return refused(TftpErrorCode::AccessViolation, "Access violation");
    const auto it = m_entries.find(withoutLeadingSlashes(name));
    if (it == m_entries.end())
        return refused(TftpErrorCode::NotFound, "File not found");
    const QFileInfo info(it->path);
    const qint64 modifiedMs = info.lastModified().toMSecsSinceEpoch();
    if (it->content && it->modifiedMs == modifiedMs && it->content->size() == info.size())
        return it->content;
    QFile file(it->path);
    if (info.size() > largestFile || !file.open(QIODevice::ReadOnly))
        return refused(TftpErrorCode::NotFound, "File not readable on the server");
    it->content = std::make_shared<const QByteArray>(file.readAll());
    it->modifiedMs = modifiedMs;
    return it->content;
}

} // namespace rackhouse::netboot
