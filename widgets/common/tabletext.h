#pragma once

#include "models/store/rowquery.h"

#include <QString>

#include <vector>

class QAbstractItemModel;

namespace rackhouse
{

/// One line of a table as text: TSV with a tab as separator (tabs and line ends inside a cell
/// become spaces), else CSV with quotes (RFC 4180, but lines end with LF). A text that a
/// spreadsheet would run as a formula stands behind an apostrophe.
QString tableLine(const QStringList& cells, QChar separator);

/// The titles and all rows of a list, as they are shown.
QString tableText(const QAbstractItemModel& model, QChar separator);

/// Fields of a record as text for another program: values, not what people read.
class RecordText
{
public:
    RecordText(const RecordInfo& info, std::vector<const FieldInfo*> columns, QChar separator)
        : m_info(&info), m_columns(std::move(columns)), m_separator(separator)
    {
    }

    const RecordInfo& info() const { return *m_info; }
    QString titles() const;
    QString line(const ReplicaRow& row) const;

private:
    const RecordInfo* m_info;
    std::vector<const FieldInfo*> m_columns;
    QChar m_separator;
};

} // namespace rackhouse
