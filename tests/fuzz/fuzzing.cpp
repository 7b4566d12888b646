#include "tests/fuzz/fuzzing.h"

#include <QDir>
#include <QFile>

#include <cstdio>
#include <cstdlib>

namespace rackhouse::fuzz
{

void require(bool holds, const char* what)
{
    if (holds)
        return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

Input::Input(const std::uint8_t* data, std::size_t size)
    : m_left(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size))
{
}

quint8 Input::byte()
{
    const QByteArray one = bytes(1);
    return one.isEmpty() ? quint8(0) : static_cast<quint8>(one.front());
}

QByteArray Input::bytes(qsizetype count)
{
    const QByteArray taken = m_left.left(count);
    m_left.remove(0, taken.size());
    return taken;
}

QByteArray Input::line()
{
    const qsizetype end = m_left.indexOf('\n');
    const QByteArray taken = bytes(end < 0 ? m_left.size() : end);
    bytes(1);
    return taken;
}

} // namespace rackhouse::fuzz

/// Called by libFuzzer before it reads the corpus.
extern "C" int LLVMFuzzerInitialize(int* count, char*** words)
{
    for (int i = 1; i < *count; ++i) {
        const QDir folder(QString::fromLocal8Bit((*words)[i]));
        if ((*words)[i][0] == '-' || !folder.exists())
            continue;
        int number = 0;
        for (const QByteArray& seed : rackhouse::fuzz::seeds()) {
            QFile file(folder.filePath(QStringLiteral("seed-%1").arg(number++)));
            rackhouse::fuzz::require(file.open(QIODevice::WriteOnly) &&
                                         file.write(seed) == seed.size(),
                                     "a seed can be written");
        }
        break;
    }
    return 0;
}
