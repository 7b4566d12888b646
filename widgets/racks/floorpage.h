#pragma once

#include "models/domain/asset.h"
#include "widgets/shell/page.h"

class QPushButton;
class QStackedWidget;

namespace rackhouse
{

class Inspector;
class RackModel;
class RackView;

/// The racks of the site with what stands in them, from the front or from the rear.
class FloorPage : public Page
{
    Q_OBJECT

public:
    FloorPage(Context context, QWidget* parent);

    void visit(const QUrl& link) override;
    std::vector<Crumb> crumbs() const override;
    QStringList titleActions() const override;

private:
    struct Snapshot {
        std::vector<Rack> racks;
        std::vector<Machine> machines;
    };

    QWidget* buildRow();
    void refresh();
    QStringList selectedIds() const;
    void select(const QStringList& ids, const QString& current);
    void selectionMoved();

    RackModel* m_model;
    RackView* m_view;
    Inspector* m_inspector;
    QStackedWidget* m_stack;
    QString m_rack; ///< that the link asks for
};

} // namespace rackhouse
