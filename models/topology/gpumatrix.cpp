#include "models/topology/gpumatrix.h"

#include <QHash>
#include <QMap>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <optional>
#include <vector>

namespace rackhouse
{
namespace
{

constexpr qsizetype kMaxDevices = 256;

/// One column from the next: a tab, or two spaces and more. Cells are padded with one space.
QStringList columnsOf(const QString& line)
{
    static const QRegularExpression gap(QStringLiteral("\\t|\\s{2,}"));
    QStringList words;
    const auto parts = line.split(gap, Qt::SkipEmptyParts);
    for (const QString& part : parts) {
        if (const QString word = part.trimmed(); !word.isEmpty())
            words << word;
    }
    return words;
}

bool isDevice(const QString& word)
{
    static const QRegularExpression form(QStringLiteral("^(?:GPU|NIC|mlx\\d_)\\d+$"));
    return form.match(word).hasMatch();
}

GpuMatrix::Cell cellOf(const QString& word)
{
    static const QHash<QString, GpuPath> paths{
        {QStringLiteral("X"), GpuPath::Self},    {QStringLiteral("PIX"), GpuPath::Pix},
        {QStringLiteral("PXB"), GpuPath::Pxb},   {QStringLiteral("PHB"), GpuPath::Phb},
        {QStringLiteral("NODE"), GpuPath::Node}, {QStringLiteral("SYS"), GpuPath::Sys}};
    if (word.startsWith(QLatin1String("NV"))) {
        bool valid = false;
        const int links = word.mid(2).toInt(&valid);
        return valid && links > 0 ? GpuMatrix::Cell{GpuPath::NvLink, links} : GpuMatrix::Cell{};
    }
    return {paths.value(word, GpuPath::Unknown), 0};
}

/// From and to of each range, joined where they touch; nothing where it is no list of CPUs.
std::optional<std::vector<std::pair<int, int>>> rangesOf(const QString& list)
{
    static const QRegularExpression form(QStringLiteral("^(\\d{1,6})(?:-(\\d{1,6}))?$"));
    std::vector<std::pair<int, int>> ranges;
    for (const QString& part : list.split(u',')) {
        const auto match = form.match(part.trimmed());
        if (!match.hasMatch())
            return std::nullopt;
        const int from = match.captured(1).toInt();
        ranges.emplace_back(from, match.captured(2).isEmpty() ? from : match.captured(2).toInt());
    }
    std::sort(ranges.begin(), ranges.end());
    std::vector<std::pair<int, int>> joined;
    for (const auto& [from, to] : ranges) {
        if (!joined.empty() && from <= joined.back().second + 1)
            joined.back().second = std::max(joined.back().second, to);
        else
            joined.emplace_back(from, to);
    }
    return joined;
}

Error unreadable(const QString& line)
{
    return makeError("gpu-matrix-unreadable", {{QStringLiteral("line"), line.left(120)}});
}

/// The text, without colours, taken line by line.
class Reader
{
public:
    Result<GpuMatrix> read(const QByteArray& text)
    {
        static const QRegularExpression colour(QStringLiteral("\\x1B\\[[0-9;]*[A-Za-z]"));
        const QStringList lines =
            QString::fromUtf8(text).remove(colour).split(u'\n', Qt::SkipEmptyParts);
        for (const QString& line : lines) {
            const QStringList words = columnsOf(line);
            if (words.isEmpty())
                continue;
            if (m_matrix.devices.isEmpty())
                takeHeader(words);
            else if (const auto taken = takeRow(line, words); !taken)
                return fail(taken.error());
        }
        if (!fillFromColumns())
            return fail(unreadable(lines.value(0)));
        for (auto& device : m_matrix.devices)
            device.name = m_legend.value(device.name, device.name);
        return std::move(m_matrix);
    }

private:
    void takeHeader(const QStringList& words)
    {
        if (words.size() > kMaxDevices || !isDevice(words.front()) ||
            (words.size() > 1 && cellOf(words[1]).path != GpuPath::Unknown))
            return;
        for (const QString& word : words) {
            if (isDevice(word))
                m_matrix.devices.append({word, {}, {}});
            else
                m_extra << word;
        }
        m_matrix.cells.resize(m_matrix.devices.size() * m_matrix.devices.size());
    }

    Result<void> takeRow(const QString& line, const QStringList& words)
    {
        static const QRegularExpression legend(QStringLiteral("^\\s*(NIC\\d+):\\s+(\\S+)\\s*$"));
        if (const auto match = legend.match(line); match.hasMatch()) {
            m_legend.insert(match.captured(1), match.captured(2));
            return {};
        }
        const qsizetype row = rowOf(words.front());
        if (row < 0)
            return {}; // the legend, and what the driver has to say
        const qsizetype count = m_matrix.devices.size();
        if (words.size() < count + 1 || m_rows.contains(row))
            return fail(unreadable(line));
        for (qsizetype column = 0; column < count; ++column) {
            const auto cell = cellOf(words[column + 1]);
            if ((cell.path == GpuPath::Self) != (row == column))
                return fail(unreadable(line));
            m_matrix.cells[row * count + column] = cell;
        }
        takeExtra(m_matrix.devices[row], words.mid(count + 1));
        m_rows.insert(row);
        return {};
    }

    void takeExtra(GpuMatrix::Device& device, const QStringList& values) const
    {
        device.cpuAffinity = values.value(m_extra.indexOf(QStringLiteral("CPU Affinity")));
        device.numaNode = values.value(m_extra.indexOf(QStringLiteral("NUMA Affinity")));
    }

    /// Older drivers print no rows for network cards: those read like the columns. False where even
    /// the row of a GPU is missing.
    bool fillFromColumns()
    {
        const qsizetype count = m_matrix.devices.size();
        for (qsizetype row = 0; row < count; ++row) {
            if (m_rows.contains(row))
                continue;
            if (m_matrix.devices[row].isGpu())
                return false;
            for (qsizetype column = 0; column < count; ++column)
                m_matrix.cells[row * count + column] = m_matrix.cells[column * count + row];
            m_matrix.cells[row * count + row] = {GpuPath::Self, 0};
        }
        return count > 0;
    }

    qsizetype rowOf(const QString& name) const
    {
        const auto& devices = m_matrix.devices;
        const auto found = std::find_if(devices.cbegin(), devices.cend(),
                                        [&](const auto& device) { return device.name == name; });
        return found == devices.cend() ? -1 : std::distance(devices.cbegin(), found);
    }

    GpuMatrix m_matrix;
    QStringList m_extra;
    QHash<QString, QString> m_legend;
    QSet<qsizetype> m_rows;
};

} // namespace

bool GpuMatrix::isSameCpus(const QString& a, const QString& b)
{
    const auto one = rangesOf(a);
    return one ? one == rangesOf(b) : a == b;
}

Result<GpuMatrix> GpuMatrix::read(const QByteArray& text)
{
    return Reader().read(text);
}

QList<std::pair<qsizetype, qsizetype>> GpuMatrix::weakPairs() const
{
    QMap<int, int> counts;
    for (qsizetype row = 0; row < devices.size(); ++row) {
        for (qsizetype column = row + 1; column < devices.size(); ++column) {
            if (devices[row].isGpu() && devices[column].isGpu())
                ++counts[cell(row, column).links];
        }
    }
    QList<std::pair<qsizetype, qsizetype>> weak;
    if (counts.isEmpty())
        return weak;
    const int usual = std::max_element(counts.cbegin(), counts.cend()).key();
    for (qsizetype row = 0; row < devices.size(); ++row) {
        for (qsizetype column = row + 1; column < devices.size(); ++column) {
            if (devices[row].isGpu() && devices[column].isGpu() && cell(row, column).links < usual)
                weak.append({row, column});
        }
    }
    return weak;
}

} // namespace rackhouse
