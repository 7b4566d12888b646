#pragma once

#include <QByteArray>
#include <QtEndian>

namespace rackhouse::netboot
{

/// Big-endian reads; the caller has checked the length.
inline quint16 read16(QByteArrayView bytes, qsizetype at)
{
    return qFromBigEndian<quint16>(bytes.data() + at);
}
inline quint32 read32(QByteArrayView bytes, qsizetype at)
{
    return qFromBigEndian<quint32>(bytes.data() + at);
}

inline void append16(QByteArray& to, quint16 value)
{
    char raw[2];
    qToBigEndian(value, raw);
    to.append(raw, 2);
}
inline void append32(QByteArray& to, quint32 value)
{
    char raw[4];
    qToBigEndian(value, raw);
    to.append(raw, 4);
}

} // namespace rackhouse::netboot
