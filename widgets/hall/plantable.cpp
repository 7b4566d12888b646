#include "widgets/hall/plantable.h"

#include "widgets/common/theme.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHeaderView>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace rackhouse
{

namespace
{
constexpr int tableHeight = 170;
constexpr double farthestMm = 1'000'000;
} // namespace

PlanTable::PlanTable(const QString& name, const QString& title, std::vector<Column> columns,
                     QWidget* parent)
    : QWidget(parent), m_columns(std::move(columns)), m_table(new QTableWidget(this)),
      m_remove(new QPushButton(tr("Remove line"), this))
{
    m_table->setObjectName(name + u".table"_qs);
    m_table->setAccessibleName(title);
    m_table->setColumnCount(int(m_columns.size()));
    QStringList titles;
    for (const Column& column : m_columns)
        titles << column.title;
    m_table->setHorizontalHeaderLabels(titles);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    int widest = 0;
    for (int column = 0; column < m_table->columnCount(); ++column)
        widest = qMax(widest, m_table->horizontalHeader()->sectionSizeHint(column));
    m_table->setMinimumWidth(widest * m_table->columnCount() + 2 * m_table->frameWidth());
    m_table->verticalHeader()->hide();
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setFixedHeight(tableHeight);
    m_table->setTabKeyNavigation(false);
    auto* add = new QPushButton(tr("Add line"), this);
    add->setObjectName(name + u".add"_qs);
    add->setAccessibleName(tr("Add a line to %1").arg(title));
    m_remove->setObjectName(name + u".remove"_qs);
    m_remove->setAccessibleName(tr("Remove the line from %1").arg(title));
    for (QPushButton* button : {add, m_remove})
        button->setAutoDefault(false);
    m_remove->setEnabled(false);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(add);
    buttons->addWidget(m_remove);
    buttons->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::tiny);
    layout->addWidget(m_table);
    layout->addLayout(buttons);
    connect(add, &QPushButton::clicked, this, [this] {
        addRow({});
        m_table->setCurrentCell(m_table->rowCount() - 1, 0);
        m_table->setFocus();
    });
    connect(m_remove, &QPushButton::clicked, this, &PlanTable::removeRow);
    connect(m_table, &QTableWidget::currentCellChanged, this,
            [this](int row) { m_remove->setEnabled(row >= 0); });
}

void PlanTable::addRow(const QStringList& cells)
{
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    for (int i = 0; i < int(m_columns.size()); ++i) {
        const Column& column = m_columns[size_t(i)];
        if (column.isText) {
            m_table->setItem(row, i, new QTableWidgetItem(cells.value(i)));
            continue;
        }
        const QString where = tr("%1, line %2").arg(column.title).arg(row + 1);
        const QString name = u"%1.%2.%3"_qs.arg(m_table->objectName()).arg(row).arg(i);
        QWidget* editor = nullptr;
        if (column.words.isEmpty()) {
            auto* number = new QDoubleSpinBox(m_table);
            number->setRange(-farthestMm, farthestMm);
            number->setDecimals(0);
            number->setButtonSymbols(QAbstractSpinBox::NoButtons);
            number->setFrame(false);
            number->setValue(cells.value(i).toDouble());
            editor = number;
        } else {
            auto* words = new QComboBox(m_table);
            words->addItems(column.words);
            words->setCurrentText(cells.value(i));
            editor = words;
        }
        editor->setObjectName(name);
        editor->setAccessibleName(where);
        m_table->setCellWidget(row, i, editor);
    }
}

void PlanTable::removeRow()
{
    m_table->removeRow(m_table->currentRow());
}

std::vector<QStringList> PlanTable::rows() const
{
    std::vector<QStringList> rows;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        QStringList cells;
        for (int i = 0; i < int(m_columns.size()); ++i) {
            if (m_columns[size_t(i)].isText)
                cells << m_table->item(row, i)->text().trimmed();
            else if (m_columns[size_t(i)].words.isEmpty())
                cells << QString::number(
                    static_cast<QDoubleSpinBox*>(m_table->cellWidget(row, i))->value(), 'f', 0);
            else
                cells << static_cast<QComboBox*>(m_table->cellWidget(row, i))->currentText();
        }
        rows.push_back(cells);
    }
    return rows;
}

} // namespace rackhouse
