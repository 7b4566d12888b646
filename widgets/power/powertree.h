#pragma once

#include "widgets/common/context.h"
#include "widgets/common/theme.h"
#include "widgets/power/powerview.h"

#include <QTreeWidget>

namespace rackhouse
{

/// Sides, feeds, PDUs, racks and machines, each with its load. Machines are made when their rack is
/// opened, as a site has tens of thousands of cords. Under a filter, what no machine that it keeps
/// has its power from is hidden.
class PowerTree : public QTreeWidget
{
    Q_OBJECT

public:
    enum class Kind { Side, Supply, Rack, Device };
    enum Column { Name, Bar, Now, Plate, Limit, Left, Effect, Columns };

    PowerTree(Context context, QWidget* parent);

    void setView(std::shared_ptr<const PowerView> view);
    /// Marks what is affected when that supply is lost; -1: nothing.
    void showLoss(int supply);
    /// Opens what is above it and selects its line. False where it is not in the tree.
    bool reveal(const QString& id);

    static Kind kindOf(const QTreeWidgetItem* line);
    /// Of the supply, rack or device.
    static QString idOf(const QTreeWidgetItem* line);

private:
    void fill();
    void fillSide(QTreeWidgetItem* line, const QString& side);
    void fillSupply(QTreeWidgetItem* line, int supply);
    void fillRacks(QTreeWidgetItem* line, int supply);
    void fillDevices(QTreeWidgetItem* line);
    void setLoad(QTreeWidgetItem* line, const PowerPicture::Load& load, double limitW);
    void markSupply(QTreeWidgetItem* line, int supply);
    void markDevice(QTreeWidgetItem* line, int device);
    void setEffect(QTreeWidgetItem* line, Tone tone, const QString& word);
    void readKept();
    bool keeps(int supply) const { return !m_view->kept || m_kept.contains(supply); }
    std::vector<int> roots(const QString& side) const;
    QTreeWidgetItem* lineOf(QTreeWidgetItem* below, const QString& id) const;

    Context m_context;
    std::shared_ptr<const PowerView> m_view;
    PowerPicture::Loss m_loss;
    int m_lost = -1;
    QSet<int> m_kept; ///< supplies of the machines that the filter keeps
};

} // namespace rackhouse
