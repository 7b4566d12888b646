#pragma once

#include "models/items/backgroundread.h"
#include "models/items/recordtablemodel.h"
#include "widgets/common/tabletext.h"
#include "widgets/shell/page.h"

class QMenu;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace rackhouse
{

class EmptyState;
class FilterRow;
class Inspector;
class MessageStrip;
class TableView;

/// A workspace that is a table of one record: filter, columns, export, inspector.
class TablePage : public Page
{
    Q_OBJECT

public:
    struct Setup {
        QString name;  ///< "machines": path of its links
        QString title; ///< "Machines"
        QString icon;
        const RecordInfo* info;
        QString hint;       ///< example of a filter
        QString emptyTitle; ///< what would be here
        QString emptyText;
        QString emptyAction;      ///< id of the action that fills it
        QStringList titleActions; ///< the first one is the primary button
        QString orderBy;
        bool descending = false;
        bool opens = true; ///< rows have a page of their own
        /// Names and titles of the tables that share its place in the navigation, itself among
        /// them.
        std::vector<std::pair<QString, QString>> siblings = {};
    };

    TablePage(Context context, Setup setup, QWidget* parent);

    void visit(const QUrl& link) override;
    std::vector<Crumb> crumbs() const override;
    QStringList titleActions() const override { return m_setup.titleActions; }
    void print() override;
    QString whyNotPrint() const override { return {}; }

private:
    /// A selection that a worker has read.
    struct Selected {
        quint64 asked = 0; ///< number of the question
        std::vector<QJsonObject> rows;
    };

    void build();
    void buildFilterRow();
    void buildTable();
    void applyFilter(const QString& text);
    void fillColumns(QMenu* menu);
    void loadSmall();
    void tell(const Error& error);
    void rowsMoved(const QModelIndex& first, const QModelIndex& last, const QList<int>& roles);
    void selectionMoved();
    void readSelected(const std::vector<int>& rows);
    void take(Result<Selected> read);
    void showSelection(std::vector<QJsonObject> rows);
    std::vector<std::pair<QString, QString>> referredTo(const std::vector<QJsonObject>& rows) const;
    void contentMoved();
    void openRow(const QModelIndex& index);
    std::vector<int> selectedRows() const;
    std::vector<int> shownColumns() const;
    RecordText shownText(QChar separator) const;
    void copyRows();
    void copied(const Result<QString>& text);
    QString shownNote() const;
    void exportCsv();
    void exportTo(const QString& path);
    void restoreColumns();
    bool isChosen(int column) const;
    bool isKnown(int column) const;
    void followRole();
    void showConfidential(bool shown);
    void setOwnOrder();
    void saveHeader();

    Setup m_setup;
    RecordTableModel* m_model;
    TableView* m_table;
    FilterRow* m_filter;
    QToolButton* m_exporting = nullptr;
    MessageStrip* m_strip;
    Inspector* m_inspector;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    bool m_seesConfidential = true; ///< what is for operators is in the copy
    quint64 m_asked = 0;
    BackgroundRead<Selected> m_many;
    BackgroundRead<QString> m_copy;
};

} // namespace rackhouse
