#include "models/topology/ibnetdiscover.h"

#include "models/base/characters.h"

#include <QHash>
#include <QIODevice>
#include <QLocale>
#include <QRegularExpression>

namespace rackhouse
{
namespace
{

/// A fabric of 100,000 GPUs prints about 60 MB.
constexpr qint64 kMaxBytes = 512LL << 20;
constexpr qsizetype kMaxNodes = 500'000;
constexpr qsizetype kMaxNotes = 100;
constexpr qint64 kMaxLine = 4096;
constexpr int kMaxPort = 254; // InfiniBand Architecture Specification, volume 1, 14.2.5.6

QRegularExpression pattern(const char* text)
{
    return QRegularExpression(QString::fromLatin1(text));
}

/// Takes a subnet apart line by line. The topology file names a node and lists its ports below; the
/// list of ports has one cable a line.
class Reader
{
public:
    void take(const QString& line)
    {
        ++m_line;
        const QString text = line.trimmed();
        if (text.isEmpty())
            return;
        if (text.startsWith(u'#'))
            takeRemark(text);
        else if (text.startsWith(u'['))
            takePort(text);
        else if (text.startsWith(QLatin1String("sysimgguid=")))
            m_systemGuid = text.mid(11).toULongLong(nullptr, 16);
        else if (text.contains(QLatin1String(" \"")) || text.contains(QLatin1String("\t\"")))
            takeNode(text);
        else if (!text.contains(u'='))
            takeCable(text);
    }

    bool isFull() const { return m_subnet.nodes.size() > kMaxNodes; }

    IbSubnet finish() &&
    {
        noteMissing();
        return std::move(m_subnet);
    }

private:
    void note(const QString& text) { note(m_line, text); }

    void note(qint64 line, const QString& text)
    {
        ++m_subnet.skippedLines;
        if (m_subnet.notes.size() < kMaxNotes)
            m_subnet.notes.append({line, text.left(200)});
    }

    /// What a text that was cut, or that is a part of one, leaves open: each node is found through
    /// one of its ports, and each node that a port leads to is listed.
    void noteMissing()
    {
        for (qsizetype row = 0; row < m_subnet.nodes.size(); ++row) {
            if (m_subnet.nodes[row].ports.isEmpty())
                note(m_nodeLines[row], m_subnet.nodes[row].name);
        }
        for (const auto& [line, peer] : m_ends) {
            if (!m_rows.contains(peer))
                note(line, QStringLiteral("0x%1").arg(peer, 16, 16, QLatin1Char('0')));
        }
    }

    IbNode& node(quint64 guid)
    {
        const auto known = m_rows.constFind(guid);
        if (known != m_rows.cend())
            return m_subnet.nodes[*known];
        m_rows.insert(guid, m_subnet.nodes.size());
        m_nodeLines.append(m_line);
        IbNode& added = m_subnet.nodes.emplaceBack();
        added.guid = guid;
        return added;
    }

    static IbNode::Kind kindOf(QStringView word)
    {
        if (word.startsWith(u'S'))
            return IbNode::Kind::Switch;
        return word.startsWith(u'R') ? IbNode::Kind::Router : IbNode::Kind::Adapter;
    }

    /// The first of "enhanced port 0 lid 7 lmc 0"; 0: none is told.
    static int lidIn(const QString& text)
    {
        static const QRegularExpression form = pattern(R"re(\blid (\d{1,5})\b)re");
        return form.match(text).captured(1).toInt();
    }

    /// # Topology file: generated on Wed Aug  6 16:11:23 2025
    void takeRemark(const QString& text)
    {
        const QString told = text.section(QLatin1String("generated on "), 1).simplified();
        if (!told.isEmpty() && !m_subnet.printedAt.isValid())
            m_subnet.printedAt =
                QLocale::c().toDateTime(told, QStringLiteral("ddd MMM d HH:mm:ss yyyy"));
    }

    /// Switch  65 "S-2c5eab0300b87b40"  # "name" ...
    void takeNode(const QString& text)
    {
        static const QRegularExpression form = pattern(
            R"re(^(Switch|Ca|Rt)\s+(\d{1,5})\s+"[SHR]-([0-9a-fA-F]{1,16})"\s*#\s*"([^"]*))re");
        m_current = -1;
        const auto match = form.match(text);
        if (!match.hasMatch()) {
            note(text);
            return;
        }
        const quint64 guid = match.captured(3).toULongLong(nullptr, 16);
        if (m_rows.contains(guid)) {
            note(text); // told twice: the first one counts
            return;
        }
        IbNode& added = node(guid);
        added.kind = kindOf(match.capturedView(1));
        added.portCount = match.captured(2).toInt();
        added.name = cleaned(match.captured(4)).trimmed();
        added.systemGuid = std::exchange(m_systemGuid, 0);
        if (added.kind == IbNode::Kind::Switch)
            added.lid = lidIn(text.mid(match.capturedEnd()));
        m_current = m_subnet.nodes.size() - 1;
    }

    /// [1](port guid) "S-guid"[65](guid) # "name" lid 193 4xNDR
    void takePort(const QString& text)
    {
        static const QRegularExpression form = pattern(
            R"re(^\[(\d{1,5})\](?:\([^)]*\))?\s+"[SHR]-([0-9a-fA-F]{1,16})"\[(\d{1,5})\])re");
        static const QRegularExpression rate = pattern(R"re(\b(\d{1,2})x([A-Z]{3}\d*)\s*$)re");
        const auto match = form.match(text);
        if (m_current < 0 || !match.hasMatch()) {
            note(text);
            return;
        }
        const auto speed = rate.match(text);
        IbNode& here = m_subnet.nodes[m_current];
        // A switch has one LID, and its ports tell those of their peers.
        if (here.kind != IbNode::Kind::Switch && here.lid == 0)
            here.lid = lidIn(text.mid(match.capturedEnd()));
        addPort(here, {match.captured(1).toInt(), match.captured(2).toULongLong(nullptr, 16),
                       match.captured(3).toInt(), speed.captured(1).toInt(), speed.captured(2)});
    }

    void addPort(IbNode& node, IbPort port)
    {
        if (port.number > kMaxPort || node.port(port.number)) {
            note(QStringLiteral("%1 [%2]").arg(node.name).arg(port.number));
            return;
        }
        node.portCount = std::max(node.portCount, port.number);
        if (port.peer != 0)
            m_ends.append({m_line, port.peer});
        node.ports.append(std::move(port));
    }

    /// CA   134  1 0x7cfe9003003b4bde 4x EDR - SW  1719 10 0x7cfe9003009ce5b0 ( 'one' - 'other' )
    void takeCable(const QString& text)
    {
        static const QRegularExpression form = pattern(
            R"re(^(SW|CA|RT)\s+\d+\s+(\d{1,5})\s+0x([0-9a-fA-F]{1,16})\s+(\d{1,2})x\s+(\S+)(?:\s+-\s+(SW|CA|RT)\s+\d+\s+(\d{1,5})\s+0x([0-9a-fA-F]{1,16}))?\s*(.*)$)re");
        const auto match = form.match(text);
        if (!match.hasMatch()) {
            note(text);
            return;
        }
        static const QRegularExpression pair = pattern(R"re(^\(\s*'(.*)'\s+-\s+'(.*)'\s*\)$)re");
        const auto names = pair.match(match.captured(9));
        const QString alone = QString(match.captured(9)).remove(u'\'').trimmed();
        IbNode& here = node(match.captured(3).toULongLong(nullptr, 16));
        here.kind = kindOf(match.capturedView(1));
        here.lid = text.section(u' ', 1, 1, QString::SectionSkipEmpty).toInt();
        here.name = cleaned(names.hasMatch() ? names.captured(1) : alone).trimmed();
        const QString speed =
            match.captured(5) == QLatin1String("???") ? QString() : match.captured(5);
        addPort(here, {match.captured(2).toInt(), match.captured(8).toULongLong(nullptr, 16),
                       match.captured(7).toInt(), match.captured(4).toInt(), speed});
    }

    IbSubnet m_subnet;
    QHash<quint64, qsizetype> m_rows;
    QList<qint64> m_nodeLines;
    QList<std::pair<qint64, quint64>> m_ends; ///< line and peer of each port
    qsizetype m_current = -1;
    quint64 m_systemGuid = 0;
    qint64 m_line = 0;
};

} // namespace

const IbPort* IbNode::port(int number) const
{
    const auto found = std::find_if(ports.cbegin(), ports.cend(),
                                    [number](const IbPort& port) { return port.number == number; });
    return found == ports.cend() ? nullptr : &*found;
}

Result<void> checkTopologySize(qint64 bytes)
{
    if (bytes > kMaxBytes)
        return fail("topology-too-large", {{QStringLiteral("limit"), kMaxBytes >> 20}});
    return {};
}

Result<IbSubnet> readIbnetdiscover(QIODevice& text)
{
    Reader reader;
    qint64 bytes = 0;
    while (true) {
        const QByteArray line = text.readLine(kMaxLine);
        if (line.isEmpty())
            break;
        bytes += line.size();
        if (auto fits = checkTopologySize(bytes); !fits)
            return fail(fits.error());
        reader.take(QString::fromUtf8(line));
        if (reader.isFull())
            return fail("topology-too-large", {{QStringLiteral("limit"), kMaxBytes >> 20}});
    }
    IbSubnet subnet = std::move(reader).finish();
    if (subnet.nodes.isEmpty())
        return fail("topology-empty");
    return subnet;
}

} // namespace rackhouse
