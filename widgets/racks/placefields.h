#pragma once

#include "widgets/common/formdialog.h"
#include "widgets/racks/floorbooks.h"

class QComboBox;
class QDoubleSpinBox;
class QLabel;

namespace rackhouse
{

/// The fields of a dialog that ask where a device stands, and the line below them that says at once
/// what speaks against it. Without a rack it stands nowhere.
class PlaceFields : public QObject
{
    Q_OBJECT

public:
    explicit PlaceFields(FormDialog* dialog);

    /// The racks to choose from; `rack` is chosen at first.
    void setBooks(FloorBooks books, const RackId& rack);
    /// What it is that is placed; its height and kind decide what fits.
    void setDevice(const Device& device);
    /// The device at the place that is chosen.
    std::optional<Device> target() const;
    bool isPossible() const { return m_possible; }
    const FloorBooks& books() const { return m_books; }

signals:
    void changed();

private:
    void fillSides();
    void rackChosen();
    void check();
    RackId chosenRack() const;

    QComboBox* m_rack;
    QDoubleSpinBox* m_unit;
    QComboBox* m_side; ///< front and rear, and for assets also upright at a side
    QLabel* m_problems;
    FloorBooks m_books;
    std::optional<Device> m_device;
    bool m_possible = false;
};

} // namespace rackhouse
