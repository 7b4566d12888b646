#pragma once

#include "models/domain/fabricfacts.h"
#include "widgets/fabric/fabricread.h"
#include "widgets/shell/page.h"

#include <QAbstractItemModel>
#include <QTimer>

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTreeView;
class QTreeWidget;

namespace rackhouse
{

class EmptyState;
class FabricModel;
class FabricView;
class FilterRow;
class MessageStrip;

/// The fabrics of the site, InfiniBand and Ethernet: drawing, tree and the list of what a
/// technician should go and look at, with one selection.
///
/// Its link: "/fabric?fabric=ID&machine=ID,ID&filter=gpu:h200"; the adapters of these machines are
/// selected, in the fabric that has them. A link that says nothing leaves the page as it was.
class FabricPage : public Page
{
    Q_OBJECT

public:
    FabricPage(Context context, QWidget* parent);

    void visit(const QUrl& link) override;
    std::vector<Crumb> crumbs() const override;
    QStringList titleActions() const override;
    void print() override;
    QString whyNotPrint() const override;

private:
    QWidget* buildRow();
    FilterRow* buildFilter();
    QWidget* buildSide();
    void refresh();
    void show(const FabricRead& read);
    void showChoices(const FabricRead& read);
    void showEmptiness(const FabricRead& read);
    void showSummary();
    QString summaryText() const;
    void applyFilter(const QString& text);
    void moveLink();
    void hideFaded();
    /// What a person did to the tree, by the keys of its rows.
    struct Kept {
        QSet<QString> selected;
        QSet<QString> expanded;
        QString current;
        int scroll = 0; ///< of the tree
    };
    Kept kept() const;
    void restore(const Kept& kept);
    void select(const QModelIndexList& rows);
    void selectMachines(const QStringList& ids);
    QWidget* buildFindings(QWidget* parent);
    void fillFindings();
    void selectionMoved();
    int selectedNode() const;
    void showDetails();
    void askCounters();
    void goTo(int spot);
    void exportFindings();

    FabricModel* m_model;
    FabricView* m_view;
    QTreeView* m_tree;
    QTreeWidget* m_findings;
    QTreeWidget* m_details; ///< of the place that is selected
    QComboBox* m_choice;
    QLabel* m_sentence;
    QLabel* m_summary;
    QStackedWidget* m_stack;
    MessageStrip* m_strip;
    FilterRow* m_filterRow;
    std::vector<QPushButton*> m_viewButtons; ///< of what is drawn; hidden where nothing is
    EmptyState* m_empty;
    std::vector<FabricRead::Choice> m_choices;
    QString m_fabric;       ///< that is shown; empty: the first one
    QStringList m_machines; ///< that the link asks for, until they are there
    query::Filter m_filter;
    bool m_isHiding = false;             ///< lines of the tree
    QTimer m_later;                      ///< until what has changed is read
    QTimer m_again;                      ///< until counters are asked for again
    std::vector<FabricCounters> m_asked; ///< counters of the place that was selected last
};

} // namespace rackhouse
