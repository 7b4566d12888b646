#pragma once

#include "models/domain/componentmerge.h"

#include <QTreeWidget>

namespace rackhouse
{

class Theme;

/// The parts of a machine, grouped by kind; each value says by its tooltip who reported it and
/// when.
class ComponentList : public QTreeWidget
{
    Q_OBJECT

public:
    ComponentList(const Theme& theme, const Clock& clock, QWidget* parent);

    /// Lines that stay keep their selection; groups that the person folded stay folded.
    void set(const std::vector<Component>& components);

private:
    void fillGroup(QTreeWidgetItem* group, ComponentKind kind,
                   std::vector<const MergedComponent*> members) const;
    void fill(QTreeWidgetItem* item, const MergedComponent& part) const;

    const Theme& m_theme;
    const Clock& m_clock;
};

/// What a kind of component is called in a heading: "Network adapters".
QString componentKindTitle(ComponentKind kind);

} // namespace rackhouse
