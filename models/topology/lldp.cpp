#include "models/topology/lldp.h"

#include "models/topology/lldpforms.h"

#include <QRegularExpression>
#include <QSet>

#include <array>

namespace rackhouse
{

namespace
{

constexpr qsizetype mostBytes = 16LL << 20;
constexpr qsizetype mostNeighbors = 10'000; ///< of one device

} // namespace

QString plainMac(const QString& text)
{
    static const QRegularExpression form(QStringLiteral(
        "^(?:[0-9A-Fa-f]{4}\\.[0-9A-Fa-f]{4}\\.[0-9A-Fa-f]{4}|[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}"
        "){5})$"));
    const QString trimmed = text.trimmed();
    if (!form.match(trimmed).hasMatch())
        return trimmed;
    const QString lower = trimmed.toLower();
    QString digits;
    for (const QChar c : lower) {
        if (c.isLetterOrNumber())
            digits += c;
    }
    QString mac = digits.left(2);
    for (qsizetype i = 2; i < digits.size(); i += 2)
        mac += QLatin1Char(':') + digits.mid(i, 2);
    return mac;
}

QString plainPort(const QString& text)
{
    static constexpr std::array longNames{std::pair{"ethernet", "et"},
                                          std::pair{"management", "ma"},
                                          std::pair{"gigabitethernet", "gi"},
                                          std::pair{"tengigabitethernet", "te"},
                                          std::pair{"fortygigabitethernet", "fo"},
                                          std::pair{"hundredgige", "hu"},
                                          std::pair{"fastethernet", "fa"},
                                          std::pair{"eth", "et"}};
    const QString port = text.trimmed().toLower();
    qsizetype letters = 0;
    while (letters < port.size() && port.at(letters).isLetter())
        ++letters;
    const bool slashed = port.contains(QLatin1Char('/'));
    for (const auto& [name, brief] : longNames) {
        // "eth0" is a name of its own in Linux; "Eth1/1" is a switch's Ethernet1/1.
        if (port.left(letters) == QLatin1String(name) &&
            (slashed || name != longNames.back().first))
            return QLatin1String(brief) + port.mid(letters);
    }
    return plainMac(port);
}

Result<QList<LldpNeighbor>> lldp::tidied(const QList<LldpNeighbor>& told)
{
    QList<LldpNeighbor> neighbors;
    QSet<QString> seen;
    for (LldpNeighbor neighbor : told) {
        neighbor.chassis = plainMac(neighbor.chassis);
        neighbor.port = plainMac(neighbor.port);
        const QString key = QStringList{neighbor.localPort, neighbor.chassis,  neighbor.name,
                                        neighbor.port,      neighbor.portText, neighbor.address}
                                .join(QChar(0x1f));
        if (neighbor.localPort.isEmpty() || seen.contains(key))
            continue;
        if (neighbors.size() == mostNeighbors)
            return fail("topology-too-large", {{QStringLiteral("limit"), mostNeighbors}});
        seen.insert(key);
        neighbors.append(neighbor);
    }
    return neighbors;
}

Result<QList<LldpNeighbor>> readLldp(const QByteArray& text)
{
    if (text.size() > mostBytes)
        return fail("topology-too-large", {{QStringLiteral("limit"), mostBytes}});
    const QByteArray trimmed = text.trimmed();
    const auto told = trimmed.startsWith('{') || trimmed.startsWith('[') ? lldp::readJson(trimmed)
                                                                         : lldp::readText(trimmed);
    if (!told)
        return fail("lldp-unreadable");
    return lldp::tidied(*told);
}

} // namespace rackhouse
