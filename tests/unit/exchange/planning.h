#pragma once

#include "models/exchange/tableimport.h"

#include <QTest>

namespace rackhouse
{

/// What an import plans against small books.
class PlanningTest : public QObject
{
protected:
    ChangePlan plan(ExchangeTable table, const QByteArray& csv) const
    {
        const auto planned = planImport(table, csv, m_books);
        return planned ? *planned : ChangePlan{};
    }
    static QString text(const char* latin) { return QString::fromLatin1(latin); }
    static QString code(const PlannedRow& row)
    {
        return row.problem ? row.problem->code : QString();
    }
    static QString difference(const PlannedRow& row)
    {
        QStringList list;
        for (const FieldDifference& d : row.differences)
            list << d.field + u'=' + d.before + u'>' + d.after;
        return list.join(u' ');
    }

    Books m_books;
};

} // namespace rackhouse
