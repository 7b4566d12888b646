#pragma once

#include "widgets/cabling/cablebooks.h"
#include "widgets/common/formdialog.h"

class QComboBox;
class QDoubleSpinBox;

namespace rackhouse
{

/// Enters a cable in the books, or changes the ends and the looks of one.
class CableDialog : public FormDialog
{
    Q_OBJECT

public:
    /// A cable without an id is a new one; what it has is filled in.
    CableDialog(Context context, const Cable& cable, QWidget* parent);

private:
    struct End {
        QComboBox* device;
        QComboBox* port;
    };

    End addEnd(const QString& name, const QString& device, const QString& port);
    void addLooks();
    void take(const CableBooks& read);
    void fillEnd(const End& end, const QString& device, const QString& port);
    void offerPorts(const End& end);
    void check();
    void save();
    bool readEnd(const End& end, EndKind& kind, QString& id, QString& port) const;
    /// What the fields say; nothing where a device is not in the books.
    std::optional<Cable> cable() const;

    const Cable m_cable;
    std::optional<CableBooks> m_books;
    std::vector<CableBooks::Device> m_devices;
    End m_a;
    End m_b;
    QComboBox* m_kind;
    QComboBox* m_state;
    QLineEdit* m_label;
    QLineEdit* m_colour;
    QDoubleSpinBox* m_length;
    QLabel* m_checks;
};

} // namespace rackhouse
