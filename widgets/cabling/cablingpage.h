#pragma once

#include "widgets/cabling/cablingview.h"
#include "widgets/shell/page.h"

#include <QTimer>

#include <memory>

class QLabel;
class QLineEdit;
class QStackedWidget;
class QTreeWidget;
class QTreeWidgetItem;

namespace rackhouse
{

class EmptyHint;
class MessageStrip;

/// Where the cables of the books and the wire differ: a work list ("/cabling?filter=WORDS"), and
/// the way of the cable that is selected, end to end.
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

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* buildRow();
    QWidget* buildContent();
    void note(const QSet<QString>& kinds);
    void refresh(bool onlyMachines = false);
    void fill();
    void showLine(QTreeWidgetItem* item, int row) const;
    /// Why the list has no lines.
    QString emptyText() const;
    void selectionMoved();
    void showWay(const CablingFinding* finding);
    const CablingFinding& findingOf(const QTreeWidgetItem* item) const;
    void exportFindings();

    std::shared_ptr<const CablingView> m_view;
    bool m_isOtherChanged = false; ///< something that is no machine
    QTreeWidget* m_findings;
    EmptyHint* m_empty;
    QTreeWidget* m_way;
    QLabel* m_sentence;
    QLabel* m_summary;
    QLineEdit* m_search;
    QStackedWidget* m_stack;
    MessageStrip* m_strip;
    QTimer m_later{this}; ///< until what has changed is read
    QTimer m_age{this};   ///< until it is looked what has become old
};

} // namespace rackhouse
