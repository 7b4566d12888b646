#pragma once

#include "widgets/common/context.h"
#include "widgets/common/theme.h"
#include "widgets/power/powerview.h"

#include <QTreeWidget>

namespace rackhouse
{

/// Sides, feeds, PDUs, racks, machines and their cords, each with its load. Machines are made when
/// their rack is opened, as a site has tens of thousands of cords. Under a filter, what no machine
/// that it keeps has its power from is hidden.
class PowerTree : public QTreeWidget
{
    Q_OBJECT

public:
    enum class Kind { Side, Supply, Rack, Device, Cord };
    enum Column { Name, Bar, Now, Plate, Limit, Left, Effect, Columns };

    PowerTree(Context context, QWidget* parent);

    void setView(std::shared_ptr<const PowerView> view);
    /// Marks what is affected when those supplies are lost.
    void showLoss(const std::vector<int>& supplies);
    /// Opens what is above it and selects its line. False where it is not in the tree.
    bool reveal(const QString& id);

    static Kind kindOf(const QTreeWidgetItem* line);
    /// Of the supply, rack or device, also of a cord's; the name of a side.
    static QString idOf(const QTreeWidgetItem* line);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    /// Gives names what the numbers leave, and enough to be read.
    void fitNames();
    void fill();
    void fillSide(QTreeWidgetItem* line, const QString& side);
    void fillSupply(QTreeWidgetItem* line, int supply);
    void fillRacks(QTreeWidgetItem* line, int supply);
    void fillDevices(QTreeWidgetItem* line);
    void fillCords(QTreeWidgetItem* line, int device);
    void setLoad(QTreeWidgetItem* line, const PowerPicture::Load& load, double limitW);
    static void setRackLimit(QTreeWidgetItem* line, const PowerPicture::RackLoad* rack);
    void markSupply(QTreeWidgetItem* line, int supply);
    void markDevice(QTreeWidgetItem* line, int device);
    void setEffect(QTreeWidgetItem* line, Tone tone, const QString& word);
    void readKept();
    bool keeps(int supply) const { return !m_view->kept || m_kept.contains(supply); }
    QTreeWidgetItem* lineOf(QTreeWidgetItem* below, const QString& id) const;

    Context m_context;
    std::shared_ptr<const PowerView> m_view;
    PowerPicture::Loss m_loss;
    std::vector<int> m_lost;
    QSet<int> m_kept; ///< supplies of the machines that the filter keeps
};

} // namespace rackhouse
