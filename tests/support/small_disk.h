#pragma once

#include "models/base/result.h"

#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace rackhouse::test
{

/// Moves this process into a user and mount namespace of its own, where it may mount without being
/// root outside. Call it first in main(), before any thread exists. An error says why the machine
/// does not allow it: skip with that reason.
Result<void> enterPrivateMounts();

/// A file system in memory of a fixed size. Needs enterPrivateMounts(); goes away with this object,
/// and with the process.
class SmallDisk
{
public:
    static Result<std::unique_ptr<SmallDisk>> create(qint64 bytes);
    ~SmallDisk();

    QString path() const { return m_folder.path(); }
    /// Takes all that is left. Errors: "write-failed".
    Result<void> fill() const;
    /// Gives back what fill() took.
    void empty() const;

private:
    SmallDisk() = default;
    QString filler() const { return m_folder.filePath(QStringLiteral("filler")); }

    QTemporaryDir m_folder;
};

} // namespace rackhouse::test
