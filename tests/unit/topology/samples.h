#pragma once

#include <QBuffer>
#include <QFile>
#include <QTest>

namespace rackhouse
{

/// The text of a sample of real networks, beside the source tree; nothing where they are absent.
inline QByteArray topologySample(const char* name)
{
    QFile file(QFINDTESTDATA("../../../../shared/topology/") + QLatin1String(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace rackhouse

/// Reads a sample into a QByteArray of that name, or skips the test.
#define SAMPLE(variable, name)                                                                     \
    const QByteArray variable = rackhouse::topologySample(name);                                   \
    if (variable.isEmpty())                                                                        \
    QSKIP("the samples of real networks are not beside the source tree")
