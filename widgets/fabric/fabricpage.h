#pragma once

#include "models/topology/fabricpicture.h"
#include "widgets/shell/page.h"

#include <memory>

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
class MessageStrip;

/// The fabrics of the site: drawing, tree and the list of what a technician should go and look at,
/// with one selection.
class FabricPage : public Page
{
    Q_OBJECT

public:
    FabricPage(Context context, QWidget* parent);

    void visit(const QUrl& link) override;
    std::vector<Crumb> crumbs() const override;
    QStringList titleActions() const override;

private:
    struct Snapshot {
        std::vector<Fabric> fabrics;
        std::shared_ptr<const FabricPicture> picture;
    };

    QWidget* buildRow();
    QWidget* buildSide();
    void refresh();
    void show(const Snapshot& snapshot);
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
    QString m_fabric; ///< that is shown; empty: the first one
};

} // namespace rackhouse
