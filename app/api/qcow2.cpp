#include "app/api/qcow2.h"

#include <QtEndian>

namespace rackhouse::api
{

namespace
{

constexpr quint32 magic = 0x514649fb; // "QFI\xfb"
constexpr int version2Bytes = 72;
constexpr quint64 featureDirty = 1;
constexpr quint64 featureCorrupt = 2;
constexpr quint64 featureExternalData = 4;
constexpr quint64 featureCompression = 8;
constexpr quint64 knownFeatures =
    featureDirty | featureCorrupt | featureExternalData | featureCompression | 16;

template <class T>
T at(const QByteArray& bytes, int offset)
{
    return qFromBigEndian<T>(bytes.constData() + offset);
}

tl::unexpected<Error> unsupported(const char* feature)
{
    return fail("image-unsupported", {{QStringLiteral("feature"), QString::fromLatin1(feature)}});
}

Result<void> checkFeatures(const QByteArray& start)
{
    const auto features = at<quint64>(start, 72);
    if (features & featureExternalData)
        return unsupported("an external data file");
    if (features & featureCorrupt)
        return unsupported("the mark of a corrupt image");
    if (features & ~knownFeatures)
        return unsupported("a feature of a newer version");
    return {};
}

} // namespace

bool isQcow2(const QByteArray& start)
{
    return start.size() >= 4 && at<quint32>(start, 0) == magic;
}

Result<Qcow2Header> parseQcow2Header(const QByteArray& start)
{
    if (!isQcow2(start))
        return fail("image-not-qcow2");
    if (start.size() < version2Bytes)
        return fail("image-truncated");
    Qcow2Header header;
    const auto version = at<quint32>(start, 4);
    if (version != 2 && version != 3)
        return unsupported("another version than 2 or 3");
    if (version == 3 && start.size() < qcow2HeaderBytes)
        return fail("image-truncated");
    header.version = static_cast<int>(version);
    if (at<quint64>(start, 8) != 0)
        return unsupported("a backing file");
    if (at<quint32>(start, 32) != 0)
        return unsupported("encryption");
    const auto clusterBits = at<quint32>(start, 20);
    if (clusterBits < 9 || clusterBits > 21)
        return unsupported("a cluster size out of range");
    header.clusterBits = static_cast<int>(clusterBits);
    const auto size = at<quint64>(start, 24);
    if (size > static_cast<quint64>(maxDiskBytes))
        return fail("image-too-large", {{QStringLiteral("size"), QVariant::fromValue(size)},
                                        {QStringLiteral("limit"), maxDiskBytes}});
    header.virtualSize = static_cast<qint64>(size);
    if (version == 3) {
        if (auto features = checkFeatures(start); !features)
            return fail(features.error());
    }
    return header;
}

} // namespace rackhouse::api
