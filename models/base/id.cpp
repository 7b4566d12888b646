#include "models/base/id.h"

#include <QDateTime>
#include <QRandomGenerator>
#include <QUuid>

namespace rackhouse
{

QString newUuid()
{
    const quint64 ms = static_cast<quint64>(QDateTime::currentMSecsSinceEpoch());
    const quint64 random[2] = {QRandomGenerator::system()->generate64(),
                               QRandomGenerator::system()->generate64()};
    QByteArray bytes(16, Qt::Uninitialized);
    for (int i = 0; i < 6; ++i)
        bytes[i] = static_cast<char>(ms >> (40 - 8 * i));
    for (int i = 6; i < 16; ++i)
        bytes[i] = static_cast<char>(random[(i - 6) / 8] >> (8 * ((i - 6) % 8)));
    bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x70);
    bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);
    return QUuid::fromRfc4122(bytes).toString(QUuid::WithoutBraces);
}

bool isUuid(const QString& text)
{
    return text.size() == 36 && !QUuid::fromString(text).isNull() && text == text.toLower();
}

} // namespace rackhouse
