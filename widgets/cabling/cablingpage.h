#pragma once

#include "models/topology/cabling.h"
#include "widgets/shell/page.h"

#include <QTimer>

#include <memory>

class QLabel;
class QLineEdit;
class QStackedWidget;
class QTreeWidget;

namespace rackhouse
{

class MessageStrip;

/// Where the cables of the books and the wire differ: a work list, and the way of the cable that is
/// selected, end to end.
class CablingPage : public Page
{
    Q_OBJECT

public:
    CablingPage(Context context, QWidget* parent);

    /// Names and titles of the pages that share its place in the navigation, itself among them.
    static std::vector<std::pair<QString, QString>> tables();

    void visit(const QUrl& link) override;
    std::vector<Crumb> crumbs() const override;
    QStringList titleActions() const override;

private:
    QWidget* buildRow();
    QWidget* buildContent();
    void refresh();
    void fill();
    void selectionMoved();
    void showWay(const CablingFinding* finding);
    const CablingFinding* current() const;
    void exportList();

    std::shared_ptr<const Cabling> m_cabling;
    QTreeWidget* m_findings;
    QTreeWidget* m_way;
    QLabel* m_sentence;
    QLabel* m_summary;
    QLineEdit* m_search;
    QStackedWidget* m_stack;
    MessageStrip* m_strip;
    QTimer m_later; ///< until what has changed is read
};

} // namespace rackhouse
