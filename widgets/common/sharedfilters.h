#pragma once

#include "models/base/error.h"
#include "models/domain/record.h"
#include "widgets/common/context.h"

#include <functional>

class QMenu;

namespace rackhouse
{

/// What a menu of shared filters asks of its page.
struct FilterMenuPage {
    const RecordInfo& info; ///< of its table
    QString now;            ///< the filter as it stands
    QWidget* guard;
    std::function<void(const QString& text)> use;
    std::function<void(const Error& error)> tell;
};

/// Adds the filters that everyone at the site has, with who shared them, and the commands that
/// share the filter that stands there or take it back.
void addSharedFilters(const Context& context, QMenu* menu, const FilterMenuPage& page);

} // namespace rackhouse
