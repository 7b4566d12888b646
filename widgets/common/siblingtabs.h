#pragma once

#include "widgets/shell/page.h"

#include <vector>

namespace rackhouse
{

/// The pages that share a place in the navigation, as tabs over each of them; the tab of the page
/// itself is always the current one.
class SiblingTabs : public QWidget
{
    Q_OBJECT

public:
    SiblingTabs(const QString& own, const std::vector<std::pair<QString, QString>>& pages,
                Page* page);
};

} // namespace rackhouse
