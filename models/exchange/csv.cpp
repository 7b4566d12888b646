#include "models/exchange/csv.h"

#include <QStringDecoder>

#include <algorithm>

namespace rackhouse
{

namespace
{

/// The first line that is not UTF-8, or 0.
qint64 badLine(const QByteArray& bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder.decode(bytes);
    if (!decoder.hasError() && !text.contains(QChar::Null))
        return 0;
    qint64 number = 0;
    for (const QByteArray& line : bytes.split('\n')) {
        ++number;
        QStringDecoder one(QStringDecoder::Utf8);
        const QString decoded = one.decode(line);
        if (one.hasError() || decoded.contains(QChar::Null))
            return number;
    }
    return number;
}

QChar separatorOf(QStringView text)
{
    qsizetype commas = 0;
    qsizetype semicolons = 0;
    qsizetype tabs = 0;
    bool quoted = false;
    for (const QChar c : text) {
        if (c == u'"')
            quoted = !quoted;
        else if (!quoted && (c == u'\n' || c == u'\r'))
            break;
        else if (!quoted) {
            commas += c == u',' ? 1 : 0;
            semicolons += c == u';' ? 1 : 0;
            tabs += c == u'\t' ? 1 : 0;
        }
    }
    if (tabs > commas && tabs > semicolons)
        return u'\t';
    return semicolons > commas ? u';' : u',';
}

/// Takes a text apart, cell by cell.
class Splitter
{
public:
    Splitter(QStringView text, QChar separator) : m_text(text), m_separator(separator) {}

    Result<std::vector<CsvRow>> split()
    {
        while (m_at < m_text.size()) {
            CsvRow row{m_line, {}};
            if (auto read = readRow(row); !read)
                return fail(read.error());
            const bool blank = row.cells.size() == 1 && row.cells.front().trimmed().isEmpty();
            if (!blank)
                m_rows.push_back(std::move(row));
        }
        return std::move(m_rows);
    }

private:
    bool atLineEnd() const { return m_text[m_at] == u'\n' || m_text[m_at] == u'\r'; }

    void takeLineEnd()
    {
        if (m_at >= m_text.size())
            return;
        const bool two =
            m_text[m_at] == u'\r' && m_at + 1 < m_text.size() && m_text[m_at + 1] == u'\n';
        m_at += two ? 2 : 1;
        ++m_line;
    }

    Result<void> readRow(CsvRow& row)
    {
        for (;;) {
            auto cell = m_at < m_text.size() && m_text[m_at] == u'"' ? quotedCell() : plainCell();
            if (!cell)
                return fail(cell.error());
            row.cells << *std::move(cell);
            if (m_at >= m_text.size() || m_text[m_at] != m_separator)
                break;
            ++m_at;
        }
        takeLineEnd();
        return {};
    }

    Result<QString> plainCell()
    {
        const qsizetype from = m_at;
        while (m_at < m_text.size() && m_text[m_at] != m_separator && !atLineEnd())
            ++m_at;
        return m_text.mid(from, m_at - from).toString();
    }

    Result<QString> quotedCell()
    {
        const qint64 begin = m_line;
        QString cell;
        ++m_at;
        for (; m_at < m_text.size(); ++m_at) {
            const QChar c = m_text[m_at];
            if (c != u'"') {
                m_line += c == u'\n' ? 1 : 0;
                cell += c;
                continue;
            }
            if (m_at + 1 < m_text.size() && m_text[m_at + 1] == u'"') {
                cell += u'"';
                ++m_at;
                continue;
            }
            ++m_at;
            if (m_at < m_text.size() && m_text[m_at] != m_separator && !atLineEnd())
                break;
            return cell;
        }
        return fail("csv-quote", {{QStringLiteral("line"), begin}});
    }

    QStringView m_text;
    QChar m_separator;
    qsizetype m_at = 0;
    qint64 m_line = 1;
    std::vector<CsvRow> m_rows;
};

bool needsQuotes(const QString& cell)
{
    return std::any_of(cell.begin(), cell.end(), [](QChar c) {
        return c == u',' || c == u';' || c == u'\t' || c == u'"' || c == u'\n' || c == u'\r';
    });
}

/// Where the first character stands that is no apostrophe, if a spreadsheet would begin a formula
/// with it; else -1.
qsizetype formulaStart(const QString& text)
{
    qsizetype at = 0;
    while (at < text.size() && text[at] == u'\'')
        ++at;
    return at < text.size() && QStringView(u"=+-@\t\r").contains(text[at]) ? at : -1;
}

} // namespace

Result<CsvText> readCsv(const QByteArray& bytes)
{
    if (bytes.size() > kMostCsvBytes)
        return fail("csv-too-large", {{QStringLiteral("limit"), kMostCsvBytes / (1024 * 1024)}});
    if (const qint64 line = badLine(bytes); line > 0)
        return fail("csv-not-utf8", {{QStringLiteral("line"), line}});
    QString text = QString::fromUtf8(bytes);
    if (text.startsWith(QChar::ByteOrderMark))
        text.remove(0, 1);
    CsvText csv{separatorOf(text), {}};
    auto rows = Splitter(text, csv.separator).split();
    if (!rows)
        return fail(rows.error());
    if (rows->empty())
        return fail("csv-empty");
    csv.rows = *std::move(rows);
    return csv;
}

QByteArray writeCsv(const std::vector<QStringList>& rows)
{
    QByteArray text;
    for (const QStringList& row : rows) {
        bool first = true;
        for (const QString& cell : row) {
            if (!std::exchange(first, false))
                text += ',';
            // A line with nothing in it would be no row.
            if (needsQuotes(cell) || (row.size() == 1 && cell.trimmed().isEmpty()))
                text += '"' + QString(cell).replace(u'"', QStringLiteral("\"\"")).toUtf8() + '"';
            else
                text += cell.toUtf8();
        }
        text += "\r\n";
    }
    return text;
}

QString guardFormula(const QString& text)
{
    return formulaStart(text) >= 0 ? u'\'' + text : text;
}

QString unguardFormula(const QString& text)
{
    return formulaStart(text) > 0 ? text.mid(1) : text;
}

} // namespace rackhouse
