#pragma once

#include "app/netboot/tftp_packet.h"

#include <QHash>

#include <memory>

namespace rackhouse::netboot
{

/// The files that TFTP gives, each under one name. Nothing else on the disk can be reached: a name
/// is looked up here and never used as a path.
class TftpFiles
{
public:
    using Content = std::shared_ptr<const QByteArray>;

    /// Adds or replaces a name; the file is read when it is first asked for.
    void add(const QString& name, const QString& path);
    /// The whole file (at most 64 MiB), read again when it has changed on the disk. Otherwise the
    /// error to answer: 2 for a name that tries to leave the table, 1 for one that is not in it.
    tl::expected<Content, TftpErrorMessage> open(const QByteArray& name);

private:
    struct Entry {
        QString path;
        qint64 modifiedMs = 0;
        Content content;
    };

    QHash<QByteArray, Entry> m_entries;
};

} // namespace rackhouse::netboot
