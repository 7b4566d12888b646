#include "models/topology/lldpforms.h"

#include <QRegularExpression>
#include <QStringList>

#include <functional>

namespace rackhouse::lldp
{

namespace
{

using Neighbors = QList<LldpNeighbor>;

constexpr qsizetype mostNeighbors = 100'000;

QRegularExpression pattern(const char* text)
{
    return QRegularExpression(QString::fromLatin1(text));
}

/// The text behind "Key:" or "- Key :", without quotes; nothing where the line is another's.
std::optional<QString> valueOf(const QString& line, const char* key)
{
    QString text = line.trimmed();
    if (text.startsWith(QLatin1String("- ")))
        text = text.mid(2);
    const QString name = QString::fromLatin1(key);
    if (!text.startsWith(name, Qt::CaseInsensitive))
        return std::nullopt;
    text = text.mid(name.size()).trimmed();
    if (!text.startsWith(QLatin1Char(':')))
        return std::nullopt;
    text = text.mid(1).trimmed();
    if (text.size() >= 2 && text.startsWith(QLatin1Char('"')) && text.endsWith(QLatin1Char('"')))
        text = text.mid(1, text.size() - 2);
    return text;
}

/// EOS: show lldp neighbors detail.
Neighbors fromEosDetail(const QStringList& lines)
{
    static const QRegularExpression interface =
        pattern(R"re(^Interface (\S+) detected \d+ LLDP neighbors)re");
    static const QRegularExpression begin = pattern(R"re(^\s+Neighbor \S+, age )re");
    Neighbors neighbors;
    QString port;
    for (const QString& line : lines) {
        if (const auto match = interface.match(line); match.hasMatch()) {
            port = match.captured(1);
        } else if (begin.match(line).hasMatch() && neighbors.size() < mostNeighbors) {
            neighbors.append({port, {}, {}, {}, {}});
        } else if (neighbors.isEmpty()) {
            continue;
        } else if (const auto chassis = valueOf(line, "Chassis ID")) {
            neighbors.last().chassis = *chassis;
        } else if (const auto id = valueOf(line, "Port ID");
                   id && neighbors.last().port.isEmpty()) {
            neighbors.last().port = *id; // the one of link aggregation comes after it
        } else if (const auto text = valueOf(line, "Port Description")) {
            neighbors.last().portText = *text;
        } else if (const auto name = valueOf(line, "System Name")) {
            neighbors.last().name = *name;
        }
    }
    return neighbors;
}

/// NX-OS: show lldp neighbors detail.
Neighbors fromNxosDetail(const QStringList& lines)
{
    Neighbors neighbors;
    const auto told = [](const QString& text) {
        return text == QLatin1String("null") || text == QLatin1String("not advertised") ? QString()
                                                                                        : text;
    };
    for (const QString& line : lines) {
        if (const auto chassis = valueOf(line, "Chassis id")) {
            if (neighbors.size() < mostNeighbors)
                neighbors.append({{}, *chassis, {}, {}, {}});
        } else if (neighbors.isEmpty()) {
            continue;
        } else if (const auto local = valueOf(line, "Local Port id")) {
            neighbors.last().localPort = *local;
        } else if (const auto id = valueOf(line, "Port id")) {
            neighbors.last().port = *id;
        } else if (const auto text = valueOf(line, "Port Description")) {
            neighbors.last().portText = told(*text);
        } else if (const auto name = valueOf(line, "System Name")) {
            neighbors.last().name = told(*name);
        }
    }
    return neighbors;
}

/// NX-OS: a long name stands on a line of its own, the rest on the next one.
Neighbors fromNxosTable(const QStringList& lines)
{
    static const QRegularExpression row =
        pattern(R"re(^(\S*)\s+(\S+)\s+\d+\s+(?:[A-Z]{1,8}\s+)?(\S+)\s*$)re");
    static const QRegularExpression name = pattern(R"re(^(\S+)\s*$)re");
    Neighbors neighbors;
    QString waiting;
    bool inTable = false;
    for (const QString& line : lines) {
        if (line.startsWith(QLatin1String("Device ID"))) {
            inTable = true;
        } else if (line.startsWith(QLatin1String("Total entries"))) {
            inTable = false;
        } else if (!inTable) {
            continue;
        } else if (const auto lone = name.match(line); lone.hasMatch()) {
            waiting = lone.captured(1);
        } else if (const auto match = row.match(line);
                   match.hasMatch() && neighbors.size() < mostNeighbors) {
            const QString device = match.captured(1);
            neighbors.append({match.captured(2),
                              {},
                              device.isEmpty() ? waiting : device,
                              match.captured(3),
                              {}});
            waiting.clear();
        }
    }
    return neighbors;
}

/// A table with a header line: each later line of as many words is a row.
Neighbors fromTable(const QStringList& lines, const char* header,
                    const std::function<std::optional<LldpNeighbor>(const QStringList&)>& rowOf)
{
    static const QRegularExpression spaces = pattern(R"re(\s+)re");
    Neighbors neighbors;
    bool inTable = false;
    for (const QString& line : lines) {
        if (line.trimmed().startsWith(QLatin1String(header))) {
            inTable = true;
            continue;
        }
        if (!inTable || neighbors.size() >= mostNeighbors)
            continue;
        if (const auto row = rowOf(line.trimmed().split(spaces, Qt::SkipEmptyParts)))
            neighbors.append(*row);
    }
    return neighbors;
}

/// EOS: Port, Neighbor Device ID, Neighbor Port ID, TTL.
std::optional<LldpNeighbor> eosRow(const QStringList& words)
{
    if (words.size() != 4 || words.first().startsWith(QLatin1String("--")))
        return std::nullopt;
    return LldpNeighbor{words.at(0), {}, words.at(1), words.at(2), {}};
}

/// Junos: Local Interface, Parent Interface, Chassis Id, Port info, System Name. The port may be a
/// description with spaces.
std::optional<LldpNeighbor> junosRow(const QStringList& words)
{
    if (words.size() < 5)
        return std::nullopt;
    return LldpNeighbor{words.at(0),
                        words.at(2),
                        words.last(),
                        words.mid(3, words.size() - 4).join(QLatin1Char(' ')),
                        {}};
}

} // namespace

std::optional<Neighbors> readText(const QByteArray& text)
{
    const QString all = QString::fromUtf8(text);
    const QStringList lines =
        all.split(QRegularExpression(QStringLiteral("\r?\n")), Qt::KeepEmptyParts);
    const auto has = [&all](const char* words) {
        return all.contains(QLatin1String(words));
    };
    if (has(" LLDP neighbors:"))
        return fromEosDetail(lines);
    if (has("Local Port id:"))
        return fromNxosDetail(lines);
    if (has("Local Intf"))
        return fromNxosTable(lines);
    if (has("Neighbor Device ID"))
        return fromTable(lines, "Port", eosRow);
    if (has("Local Interface") && has("System Name"))
        return fromTable(lines, "Local Interface", junosRow);
    return std::nullopt;
}

} // namespace rackhouse::lldp
