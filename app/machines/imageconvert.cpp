#include "app/machines/imageconvert.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QFile>
#include <QProcess>
#include <QtEndian>

#include <sys/resource.h>
#include <zstd.h>

#include <memory>

namespace rackhouse::imageconvert
{

namespace
{

constexpr quint64 LargestDisk = 16ull << 40; // 16 TiB
constexpr int LongestConversionS = 3600;
constexpr rlim_t MostMemory = 2ull << 30;
constexpr qsizetype Chunk = 4 << 20;
constexpr quint64 ExternalDataFile = 1u << 2; // qcow2 incompatible feature bit

/// The virtual size of a qcow2 that stands on its own.
Result<quint64> checkedSize(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail("conversion-failed", file.errorString());
    const QByteArray header = file.read(104);
    if (header.size() < 72 || !header.startsWith(QByteArray("QFI\xfb", 4)))
        return fail("image-damaged");
    const char* at = header.constData();
    const quint32 version = qFromBigEndian<quint32>(at + 4);
    const quint64 features =
        version >= 3 && header.size() >= 80 ? qFromBigEndian<quint64>(at + 72) : 0;
    if (qFromBigEndian<quint64>(at + 8) != 0 || (features & ExternalDataFile) != 0)
        return fail("image-unsafe");
    const quint64 size = qFromBigEndian<quint64>(at + 24);
    if (size == 0 || size > LargestDisk)
        return fail("image-too-large",
                    {{QStringLiteral("size"), size}, {QStringLiteral("limit"), LargestDisk}});
    return size;
}

void limit(int what, rlim_t most)
{
    const rlimit bound{most, most};
    setrlimit(static_cast<__rlimit_resource>(what), &bound);
}

struct FreeC {
    void operator()(ZSTD_CCtx* c) const { ZSTD_freeCCtx(c); }
    void operator()(ZSTD_DCtx* d) const { ZSTD_freeDCtx(d); }
};

} // namespace

Result<void> qcow2ToRaw(const QString& from, const QString& to, const std::atomic<bool>& stop)
{
    const auto size = checkedSize(from);
    if (!size)
        return fail(size.error());
    QProcess child;
    child.setProgram(QStringLiteral("qemu-img"));
    child.setArguments({QStringLiteral("convert"), QStringLiteral("-f"), QStringLiteral("qcow2"),
                        QStringLiteral("-O"), QStringLiteral("raw"), from, to});
    child.setProcessChannelMode(QProcess::MergedChannels);
    child.setStandardInputFile(QProcess::nullDevice());
    child.setChildProcessModifier([most = rlim_t(*size)] {
        limit(RLIMIT_AS, MostMemory);
        limit(RLIMIT_FSIZE, most);
        limit(RLIMIT_CPU, LongestConversionS);
        limit(RLIMIT_CORE, 0);
    });
    child.start();
    for (int second = 0; second < LongestConversionS && !stop; ++second) {
        if (child.waitForFinished(1000) || child.state() == QProcess::NotRunning)
            break;
    }
    if (child.state() != QProcess::NotRunning) {
        child.kill();
        child.waitForFinished();
        return stop ? fail("cancelled") : fail("timed-out");
    }
    const QString said = QString::fromLocal8Bit(child.readAll()).left(2000);
    if (child.error() == QProcess::FailedToStart)
        return fail("conversion-failed", QStringLiteral("qemu-img: ") + child.errorString());
    if (child.exitStatus() != QProcess::NormalExit || child.exitCode() != 0)
        return said.contains(u"No space left") ? fail("disk-full", said)
                                               : fail("conversion-failed", said);
    return {};
}

Result<Measured> compress(const QString& from, const QString& to, const std::atomic<bool>& stop)
{
    QFile in(from);
    QFile out(to);
    if (!in.open(QIODevice::ReadOnly))
        return fail("conversion-failed", in.errorString());
    if (!out.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return fail("disk-full", out.errorString());
    const std::unique_ptr<ZSTD_CCtx, FreeC> context(ZSTD_createCCtx());
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, 3);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
    ZSTD_CCtx_setPledgedSrcSize(context.get(), static_cast<unsigned long long>(in.size()));
    QCryptographicHash hash(QCryptographicHash::Sha256);
    QByteArray buffer(static_cast<qsizetype>(ZSTD_CStreamOutSize()), Qt::Uninitialized);
    Measured measured;
    bool last = false;
    while (!last) {
        if (stop)
            return fail("cancelled");
        const QByteArray chunk = in.read(Chunk);
        measured.contentBytes += chunk.size();
        last = in.atEnd() || chunk.isEmpty();
        ZSTD_inBuffer input{chunk.constData(), static_cast<size_t>(chunk.size()), 0};
        size_t left = 0;
        do {
            ZSTD_outBuffer output{buffer.data(), static_cast<size_t>(buffer.size()), 0};
            left = ZSTD_compressStream2(context.get(), &output, &input,
                                        last ? ZSTD_e_end : ZSTD_e_continue);
            if (ZSTD_isError(left))
                return fail("conversion-failed", QString::fromLatin1(ZSTD_getErrorName(left)));
            const QByteArrayView made(buffer.constData(), static_cast<qsizetype>(output.pos));
            hash.addData(made);
            if (out.write(made.data(), made.size()) != made.size())
                return fail("disk-full", out.errorString());
        } while (last ? left != 0 : input.pos < input.size);
    }
    if (!out.flush())
        return fail("disk-full", out.errorString());
    measured.fileBytes = out.size();
    measured.sha256 = QString::fromLatin1(hash.result().toHex());
    return measured;
}

Result<Measured> measureZstd(const QString& path, const std::atomic<bool>& stop,
                             const UnpackLimits& limits)
{
    const QDeadlineTimer deadline(limits.time);
    QFile in(path);
    if (!in.open(QIODevice::ReadOnly))
        return fail("image-damaged", in.errorString());
    const std::unique_ptr<ZSTD_DCtx, FreeC> context(ZSTD_createDCtx());
    QCryptographicHash hash(QCryptographicHash::Sha256);
    QByteArray buffer(static_cast<qsizetype>(ZSTD_DStreamOutSize()), Qt::Uninitialized);
    Measured measured;
    size_t left = 0;
    while (!in.atEnd()) {
        const QByteArray chunk = in.read(Chunk);
        if (chunk.isEmpty())
            return fail("image-damaged", in.errorString());
        hash.addData(chunk);
        measured.fileBytes += chunk.size();
        ZSTD_inBuffer input{chunk.constData(), static_cast<size_t>(chunk.size()), 0};
        while (input.pos < input.size) {
            if (stop)
                return fail("cancelled");
            if (deadline.hasExpired())
                return fail("timed-out");
            ZSTD_outBuffer output{buffer.data(), static_cast<size_t>(buffer.size()), 0};
            left = ZSTD_decompressStream(context.get(), &output, &input);
            if (ZSTD_isError(left))
                return fail("image-damaged", QString::fromLatin1(ZSTD_getErrorName(left)));
            measured.contentBytes += static_cast<qint64>(output.pos);
            if (measured.contentBytes > limits.bytes)
                return fail("image-unpacks-too-large", {{QStringLiteral("limit"), limits.bytes}});
        }
    }
    if (left != 0)
        return fail("image-damaged", QStringLiteral("the file ends in the middle of a frame"));
    measured.sha256 = QString::fromLatin1(hash.result().toHex());
    return measured;
}

} // namespace rackhouse::imageconvert
