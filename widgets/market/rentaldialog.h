#pragma once

#include "models/domain/asset.h"
#include "models/market/billing.h"
#include "widgets/common/formdialog.h"

#include <QHash>

#include <optional>
#include <vector>

class QCheckBox;
class QComboBox;
class QDateTimeEdit;

namespace rackhouse
{

class Rows;

/// Asks for whom machines are held, how long and at which price; says what that comes to.
class RentalDialog : public FormDialog
{
    Q_OBJECT

public:
    /// A new allocation of each of the machines, or of one that is still to be chosen; where
    /// `allocation` has an id, that one is changed.
    RentalDialog(Context context, const Allocation& allocation, const QStringList& machines,
                 QWidget* parent);

private:
    struct Books {
        std::vector<Machine> machines; ///< of all: id, name, number of GPUs
        std::vector<Allocation> allocations;
        std::vector<SiteSettings> settings;
        QHash<QString, QStringList> gpus; ///< slots by machine
    };
    static Books read(Rows& rows);

    void addWho();
    void addWhen();
    void addPrice();
    bool isPaid() const;
    void showPrice();
    void take(const Books& books);
    /// Those that it is about; none where the name in the box is unknown.
    std::vector<const Machine*> chosen() const;
    /// What the fields say, without a machine; nothing where a price cannot be read.
    std::optional<Allocation> wanted() const;
    static std::optional<qint64> microOf(const QString& amount);
    QString problem(const Allocation& allocation,
                    const std::vector<const Machine*>& machines) const;
    QString sumText(const Allocation& allocation,
                    const std::vector<const Machine*>& machines) const;
    void check();
    void save();

    Allocation m_allocation;
    QStringList m_machines;
    std::optional<Books> m_books;
    QComboBox* m_machine = nullptr; ///< null where the machines are given
    QComboBox* m_kind = nullptr;
    QLineEdit* m_customer = nullptr;
    QLineEdit* m_gpus = nullptr;
    QDateTimeEdit* m_from = nullptr;
    QCheckBox* m_open = nullptr;
    QDateTimeEdit* m_until = nullptr;
    QLineEdit* m_amount = nullptr;
    QComboBox* m_currency = nullptr;
    QComboBox* m_unit = nullptr;
    QLineEdit* m_channel = nullptr;
    QLineEdit* m_note = nullptr;
    QLabel* m_sum = nullptr;
};

} // namespace rackhouse
