#include "models/topology/perfquery.h"

#include <QIODevice>
#include <QRegularExpression>

namespace rackhouse
{
namespace
{

constexpr std::size_t kMostPorts = 1'000'000; ///< what fills so many MB
constexpr qint64 kMostMegabytes = 512;
constexpr qsizetype kMostCounters = 64; ///< of a port
constexpr qsizetype kMostNotes = 100;
constexpr qint64 kLongestLine = 4096;
constexpr int kAllPorts = 255; // InfiniBand Architecture Specification, volume 1, 16.1.3.2

/// A line names a port; its counters follow, one a line.
class Reader
{
public:
    void take(const QString& line)
    {
        ++m_line;
        const QString text = line.trimmed();
        if (text.startsWith(u'#'))
            takePort(text);
        else if (!text.isEmpty() && m_isKept)
            takeCounter(text);
    }
    bool isFull() const { return m_read.ports.size() > kMostPorts; }
    PerfqueryText finish() &&
    {
        std::erase_if(m_read.ports,
                      [](const FabricCounters& port) { return port.counters.isEmpty(); });
        return std::move(m_read);
    }

private:
    void note(const QString& text)
    {
        if (m_read.notes.size() < kMostNotes)
            m_read.notes.append({m_line, text.left(200)});
    }

    /// # Port extended counters: Lid 1719 port 1 (CapMask: 0x5300 CapMask2: 0x0000002)
    void takePort(const QString& text)
    {
        static const QRegularExpression form(QStringLiteral(
            R"re(^# *(Port extended counters|PortRcvErrorDetails counters): Lid (\d{1,5}) port (\d{1,3})\b)re"));
        const auto match = form.match(text);
        const int port = match.captured(3).toInt();
        m_isKept = match.hasMatch() && port < kAllPorts;
        if (!m_isKept)
            return note(text);
        FabricCounters counters;
        counters.lid = match.captured(2).toInt();
        counters.port = port;
        counters.set = match.capturedView(1).startsWith(u"PortRcv") ? CounterSet::ReceiveErrors
                                                                    : CounterSet::Port;
        const auto key = std::tuple(counters.lid, counters.port, counters.set);
        const auto known = m_rows.constFind(key);
        m_row = known == m_rows.cend() ? m_read.ports.size() : *known;
        if (known == m_rows.cend()) {
            m_rows.insert(key, m_row);
            m_read.ports.push_back(counters);
        } else {
            m_read.ports[m_row] = counters;
        }
    }

    /// SymbolErrorCounter:..............0
    void takeCounter(const QString& text)
    {
        static const QRegularExpression form(
            QStringLiteral(R"re(^([A-Za-z0-9]{1,60}):\.*\s*(\S+)$)re"));
        const auto match = form.match(text);
        const QString name = match.captured(1);
        if (name == QLatin1String("PortSelect") || name.startsWith(QLatin1String("CounterSelect")))
            return;
        bool isNumber = false;
        const qint64 value = match.captured(2).toLongLong(&isNumber);
        QJsonObject& counters = m_read.ports[m_row].counters;
        if (!isNumber || value < 0 || counters.size() >= kMostCounters)
            return note(text); // unknown, which is not none
        counters.insert(name, value);
    }

    PerfqueryText m_read;
    QMap<std::tuple<qint64, qint64, CounterSet>, std::size_t> m_rows;
    std::size_t m_row = 0;
    bool m_isKept = false;
    qint64 m_line = 0;
};

} // namespace

Result<PerfqueryText> readPerfquery(QIODevice& text)
{
    Reader reader;
    qint64 bytes = 0;
    while (true) {
        const QByteArray line = text.readLine(kLongestLine);
        if (line.isEmpty())
            break;
        bytes += line.size();
        if (auto fits = checkTopologySize(bytes); !fits)
            return fail(fits.error());
        reader.take(QString::fromUtf8(line));
        if (reader.isFull())
            return fail("topology-too-large", {{QStringLiteral("limit"), kMostMegabytes}});
    }
    PerfqueryText read = std::move(reader).finish();
    if (read.ports.empty())
        return fail("counters-unread");
    return read;
}

QString guidInName(const QString& fileName)
{
    static const QRegularExpression form(
        QStringLiteral("(?:^|[^0-9a-zA-Z])0x([0-9a-fA-F]{16})(?![0-9a-fA-F])"));
    return form.match(fileName).captured(1).toLower();
}

} // namespace rackhouse
