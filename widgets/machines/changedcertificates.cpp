#include "widgets/machines/changedcertificates.h"

#include "widgets/common/records.h"

namespace rackhouse
{

ChangedCertificates::ChangedCertificates(Records& records, QObject* parent)
    : QObject(parent), m_records(records)
{
    connect(&records, &Records::changed, this, [this](const QSet<QString>& kinds) {
        if (kinds.contains(u"bmc"_qs))
            refresh();
    });
    refresh();
}

std::optional<Bmc> ChangedCertificates::of(const QString& bmcId) const
{
    for (const Bmc& bmc : m_bmcs) {
        if (bmc.id.text() == bmcId)
            return bmc;
    }
    return std::nullopt;
}

void ChangedCertificates::refresh()
{
    m_records.fetch<std::vector<Bmc>>(
        this,
        [](Rows& rows) {
            return rows.list<Bmc>({.equals = {{u"state"_qs, enumText(BmcState::PinChanged)}}});
        },
        [this](const std::vector<Bmc>& found) {
            m_bmcs = found;
            emit changed();
        });
}

} // namespace rackhouse
