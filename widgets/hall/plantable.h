#pragma once

#include <QStringList>
#include <QWidget>

class QPushButton;
class QTableWidget;

namespace rackhouse
{

/// A small table that a person fills: lines are added and removed below it.
class PlanTable : public QWidget
{
    Q_OBJECT

public:
    struct Column {
        QString title;
        QStringList words = {}; ///< that can be chosen; none: a number is typed
        bool isText = false;    ///< any text is typed
    };

    PlanTable(const QString& name, const QString& title, std::vector<Column> columns,
              QWidget* parent);

    /// A cell a column.
    void addRow(const QStringList& cells);
    std::vector<QStringList> rows() const;

private:
    void removeRow();

    std::vector<Column> m_columns;
    QTableWidget* m_table;
    QPushButton* m_remove;
};

} // namespace rackhouse
