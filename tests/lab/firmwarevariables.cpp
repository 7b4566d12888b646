#include "tests/lab/firmwarevariables.h"

#include <QFile>
#include <QtEndian>

namespace rackhouse::lab
{

namespace
{

constexpr qsizetype kStoreHeaderSize = 28;
constexpr qsizetype kVariableHeaderSize = 60;
constexpr quint16 kStartId = 0x55AA;
constexpr char kAdded = 0x3F;
constexpr char kDeletedMask = static_cast<char>(0xFD);
constexpr quint32 kNonVolatileBootRuntime = 7;
constexpr quint16 kNetworkOption = 0x00F0;

/// gEfiAuthenticatedVariableGuid and gEfiGlobalVariableGuid as they lie in memory.
const QByteArray kStoreGuid = QByteArray::fromHex("782cf3aa7b949a43a1802e144ec37792");
const QByteArray kGlobalGuid = QByteArray::fromHex("61dfe48bca93d211aa0d00e098032b8c");

template <class T>
QByteArray little(T value)
{
    QByteArray bytes(sizeof(T), '\0');
    qToLittleEndian(value, bytes.data());
    return bytes;
}

quint32 wordAt(const QByteArray& image, qsizetype at)
{
    return qFromLittleEndian<quint32>(image.constData() + at);
}

QByteArray utf16(const QString& text)
{
    QByteArray bytes;
    for (const QChar c : text)
        bytes += little(c.unicode());
    return bytes + little(quint16(0));
}

qsizetype aligned(qsizetype size)
{
    return (size + 3) / 4 * 4;
}

/// One device path node: type, subtype, length, data.
QByteArray node(quint8 type, quint8 subtype, const QByteArray& data)
{
    return little(type) + little(subtype) + little(static_cast<quint16>(data.size() + 4)) + data;
}

} // namespace

Result<FirmwareVariables> FirmwareVariables::parse(const QByteArray& image)
{
    FirmwareVariables store;
    store.m_image = image;
    const auto header = image.left(4096).indexOf(kStoreGuid);
    if (header < 0 || image.size() < header + kStoreHeaderSize)
        return fail("lab-failed", QStringLiteral("no store of UEFI variables"));
    store.m_begin = header + kStoreHeaderSize;
    store.m_end = header + wordAt(image, header + 16);
    if (store.m_end > image.size())
        return fail("lab-failed", QStringLiteral("the store of UEFI variables is cut off"));
    return store;
}

FirmwareVariables::Place FirmwareVariables::locate(const QString& name) const
{
    const QByteArray wanted = utf16(name);
    Place place;
    qsizetype at = m_begin;
    while (at + kVariableHeaderSize <= m_end &&
           qFromLittleEndian<quint16>(m_image.constData() + at) == kStartId) {
        const qsizetype nameSize = wordAt(m_image, at + 36);
        const qsizetype dataSize = wordAt(m_image, at + 40);
        const qsizetype data = at + kVariableHeaderSize + nameSize;
        if (m_image.at(at + 2) == kAdded && m_image.mid(at + 44, 16) == kGlobalGuid &&
            m_image.mid(at + kVariableHeaderSize, nameSize) == wanted) {
            place.at = at;
            place.data = data;
            place.size = dataSize;
        }
        at = aligned(data + dataSize);
    }
    place.free = at;
    return place;
}

QByteArray FirmwareVariables::get(const QString& name) const
{
    const Place place = locate(name);
    return place.at < 0 ? QByteArray() : m_image.mid(place.data, place.size);
}

Result<void> FirmwareVariables::set(const QString& name, const QByteArray& value)
{
    const Place place = locate(name);
    const QByteArray text = utf16(name);
    QByteArray record = little(kStartId) + kAdded + '\0' + little(kNonVolatileBootRuntime) +
                        QByteArray(8 + 16 + 4, '\0') + little(static_cast<quint32>(text.size())) +
                        little(static_cast<quint32>(value.size())) + kGlobalGuid + text + value;
    if (place.free + record.size() > m_end)
        return fail("lab-failed", QStringLiteral("the store of UEFI variables is full"));
    if (place.at >= 0)
        m_image[place.at + 2] = static_cast<char>(m_image.at(place.at + 2) & kDeletedMask);
    m_image.replace(place.free, record.size(), record);
    return {};
}

QByteArray networkLoadOption(const QString& description, int pciDevice, const QString& mac,
                             bool http)
{
    QByteArray address = QByteArray::fromHex(mac.toLatin1().replace(":", ""));
    address.append(32 - address.size(), '\0');
    QByteArray path = node(2, 1, little(quint32(0x0A0341D0)) + little(quint32(0))); // PciRoot(0)
    path += node(1, 1, little(quint8(0)) + little(static_cast<quint8>(pciDevice)));
    path += node(3, 11, address + little(quint8(1)));
    path += node(3, 12, QByteArray(23, '\0')); // IPv4, everything from DHCP
    if (http)
        path += node(3, 24, {});
    path += node(0x7F, 0xFF, {});
    return little(quint32(1)) + little(static_cast<quint16>(path.size())) + utf16(description) +
           path;
}

Result<void> bootNextFromNetwork(const QString& variablesFile, int pciDevice, const QString& mac,
                                 bool http)
{
    QFile file(variablesFile);
    if (!file.open(QIODevice::ReadWrite))
        return fail("lab-failed", file.errorString());
    auto variables = FirmwareVariables::parse(file.readAll());
    if (!variables)
        return tl::unexpected(variables.error());
    const QString description =
        http ? QStringLiteral("Lab HTTP boot") : QStringLiteral("Lab PXE boot");
    const auto set =
        variables
            ->set(QStringLiteral("Boot%1")
                      .arg(kNetworkOption, 4, 16, QLatin1Char('0'))
                      .replace(u'f', u'F'),
                  networkLoadOption(description, pciDevice, mac, http))
            .and_then(
                [&] { return variables->set(QStringLiteral("BootNext"), little(kNetworkOption)); });
    if (!set)
        return set;
    if (!file.seek(0) || file.write(variables->image()) != variables->image().size())
        return fail("lab-failed", file.errorString());
    return {};
}

} // namespace rackhouse::lab
