#include "widgets/common/siblingtabs.h"

#include "widgets/common/theme.h"

#include <QHBoxLayout>
#include <QTabBar>

namespace rackhouse
{

SiblingTabs::SiblingTabs(const QString& own, const std::vector<std::pair<QString, QString>>& pages,
                         Page* page)
    : QWidget(page)
{
    auto* tabs = new QTabBar(this);
    tabs->setObjectName(own + u".tables"_qs);
    tabs->setAccessibleName(tr("Tables"));
    tabs->setDrawBase(false);
    tabs->setExpanding(false);
    int current = 0;
    for (const auto& [name, title] : pages) {
        const int at = tabs->addTab(title);
        tabs->setTabData(at, name);
        current = name == own ? at : current;
    }
    tabs->setCurrentIndex(current);
    connect(tabs, &QTabBar::currentChanged, page, [tabs, page, current](int at) {
        if (at == current)
            return;
        // Who comes back finds the tab of this page.
        tabs->setCurrentIndex(current);
        emit page->open(Page::makeLink(u'/' + tabs->tabData(at).toString()));
    });
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::large, 0, space::large, space::small);
    layout->addWidget(tabs);
    layout->addStretch(1);
}

} // namespace rackhouse
