#include "models/exchange/tableexport.h"

#include "models/base/naturalorder.h"
#include "models/exchange/csv.h"

#include <algorithm>

namespace rackhouse
{

namespace
{

class Exporter
{
public:
    Exporter(ExchangeTable table, const Books& books) : m_columns(columnsOf(table)), m_index(books)
    {
    }

    template <class T>
    void add(const std::vector<T>& rows)
    {
        if (!m_index.books().seesConfidential)
            std::erase_if(m_columns, [](const ExchangeColumn& column) {
                const FieldInfo* field = T::record().field(QLatin1String(column.field));
                return field != nullptr && field->has(Confidential);
            });
        for (const T& row : rows) {
            QStringList& cells = m_rows.emplace_back();
            for (const ExchangeColumn& column : m_columns)
                cells << exchangeCell(column, T::record(), &row, m_index);
        }
    }

    QByteArray text()
    {
        std::vector<std::pair<QByteArray, size_t>> order;
        for (size_t i = 0; i < m_rows.size(); ++i)
            order.emplace_back(m_rows[i].front().toUtf8(), i);
        std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
            return compareNaturally(a.first, b.first) < 0;
        });
        std::vector<QStringList> written(1);
        for (const ExchangeColumn& column : m_columns)
            written.front() << QLatin1String(column.name);
        for (const auto& [name, i] : order)
            written.push_back(guarded(m_rows[i]));
        return writeCsv(written);
    }

private:
    /// A number with a sign is no formula.
    static QStringList guarded(QStringList cells)
    {
        for (QString& cell : cells) {
            bool number = false;
            (void)cell.toDouble(&number);
            if (!number)
                cell = guardFormula(cell);
        }
        return cells;
    }

    std::vector<ExchangeColumn> m_columns;
    BookIndex m_index;
    std::vector<QStringList> m_rows;
};

} // namespace

QByteArray exportTable(ExchangeTable table, const Books& books)
{
    Exporter exporter(table, books);
    switch (table) {
    case ExchangeTable::Racks:
        exporter.add(books.racks);
        break;
    case ExchangeTable::Placements:
        exporter.add(books.machines);
        exporter.add(books.assets);
        break;
    case ExchangeTable::Cables:
        exporter.add(books.cables);
        break;
    case ExchangeTable::Rentals:
        exporter.add(books.allocations);
        break;
    }
    return exporter.text();
}

} // namespace rackhouse
