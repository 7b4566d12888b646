#pragma once

#include "widgets/power/powerview.h"
#include "widgets/shell/page.h"

#include <QTimer>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTabWidget;
class QTreeWidget;
class QTreeWidgetItem;

namespace rackhouse
{

class FilterRow;
class MessageStrip;
class PowerDetail;
class PowerTree;

/// Where the power comes from ("/power?lost=ID" marks what is lost with that feed, PDU or side,
/// "/power?filter=gpu:h200" shows the way to such machines), what each stage carries, what fails
/// with it, and the warmest inlets.
class PowerPage : public Page
{
    Q_OBJECT

public:
    PowerPage(Context context, QWidget* parent);

    void visit(const QUrl& link) override;
    std::vector<Crumb> crumbs() const override;
    QStringList titleActions() const override;
    void print() override;
    QString whyNotPrint() const override;

private:
    QWidget* buildRow();
    QWidget* buildContent();
    void applyFilter(const QString& text);
    void refresh();
    void fill();
    void fillFindings();
    void selectionMoved();
    void showLoss();
    void exportFindings();
    void openFinding(const QTreeWidgetItem* line);
    QWidget* buildInlets();
    void openLine(QTreeWidgetItem* line);

    std::shared_ptr<const PowerView> m_view;
    FilterRow* m_filterRow;
    query::Filter m_filter;
    PowerTree* m_tree;
    PowerDetail* m_detail;
    QTabWidget* m_tabs;
    QTreeWidget* m_findings;
    QTreeWidget* m_inlets;
    QWidget* m_row = nullptr; ///< above the tree
    QLabel* m_summary;
    QStackedWidget* m_stack;
    MessageStrip* m_strip;
    QString m_wanted; ///< id of the supply whose loss the link asks for
    QTimer m_later;   ///< so that a site whose values change all the time is not read all the time
};

} // namespace rackhouse
