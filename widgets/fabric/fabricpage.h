#pragma once

#include "widgets/fabric/fabricread.h"
#include "widgets/shell/page.h"

#include <QTimer>

#include <functional>

class QComboBox;
class QLabel;
class QStackedWidget;
class QTreeView;
class QTreeWidget;

namespace rackhouse
{

class EmptyState;
class FabricModel;
class FabricView;
class FilterBox;
class MessageStrip;

/// The fabrics of the site, InfiniBand and Ethernet: drawing, tree and the list of what a
/// technician should go and look at, with one selection.
///
/// Its link: "/fabric?fabric=ID&machine=ID,ID&filter=gpu:h200"; the adapters of these machines are
/// selected.
class FabricPage : public Page
{
    Q_OBJECT

public:
    FabricPage(Context context, QWidget* parent);

    void visit(const QUrl& link) override;
    std::vector<Crumb> crumbs() const override;
    QStringList titleActions() const override;

private:
    QWidget* buildRow();
    QWidget* buildFilter();
    QWidget* buildSide();
    void refresh();
    void show(const FabricRead& read);
    void showSummary();
    void applyFilter(const QString& text);
    void moveLink();
    void hideFaded();
    QStringList selectedNodes() const; ///< by their ids
    /// The first of them is current; whether there is one.
    bool select(const std::function<bool(const FabricNode&)>& isWanted);
    void selectMachines(const QStringList& ids);
    void fillFindings();
    void selectionMoved();
    void goTo(int node);
    void exportFindings();

    FabricModel* m_model;
    FabricView* m_view;
    QTreeView* m_tree;
    QTreeWidget* m_findings;
    QComboBox* m_choice;
    QLabel* m_sentence;
    QLabel* m_summary;
    QStackedWidget* m_stack;
    MessageStrip* m_strip;
    FilterBox* m_filterBox;
    QLabel* m_count;
    QString m_fabric;       ///< that is shown; empty: the first one
    QStringList m_machines; ///< that the link asks for, until they are there
    query::Filter m_filter;
    bool m_isHiding = false; ///< lines of the tree
    QTimer m_later;          ///< until what has changed is read
};

} // namespace rackhouse
