#pragma once

#include "widgets/common/context.h"
#include "widgets/racks/floorbooks.h"

#include <QWidget>

class QLabel;

namespace rackhouse
{

class HallLegend;
class RackModel;
class RackView;
class UnplacedList;

/// The elevation of racks with, beside it, the devices that stand in none.
class RackPane : public QWidget
{
    Q_OBJECT

public:
    RackPane(Context context, QWidget* parent);

    RackView* view() const { return m_view; }
    RackModel* model() const { return m_model; }
    /// What devices are shaded by; occupancy, which plates show themselves, needs no shade.
    void setMeasure(FloorMeasure measure);
    /// `bestRent` is a month of the best GPU of the site, of which the books are a part.
    void setBooks(const FloorBooks& books, const Money& bestRent);
    /// Selects a rack, or a device in one, and brings it into view.
    void show(const QString& id);
    /// What is selected: devices, or racks where there is no device among it.
    const RecordInfo& selectedKind() const;
    std::vector<QJsonObject> selectedRows() const;

signals:
    void selectionMoved();

private:
    QWidget* buildUnplaced();
    void takeSelection(bool unplaced);

    Context m_context;
    RackModel* m_model;
    RackView* m_view;
    HallLegend* m_legend;
    UnplacedList* m_unplaced;
    QLabel* m_count;
    QLabel* m_hint; ///< how they come into a rack
    QWidget* m_side;
};

} // namespace rackhouse
