#pragma once

#include "models/domain/asset.h"

#include <QObject>

#include <optional>
#include <vector>

namespace rackhouse
{

class Records;

/// The BMCs whose new certificate waits for a person, at hand for a command that is asked whether
/// it can be given.
class ChangedCertificates : public QObject
{
    Q_OBJECT

public:
    ChangedCertificates(Records& records, QObject* parent);

    std::optional<Bmc> of(const QString& bmcId) const;

signals:
    void changed();

private:
    void refresh();

    Records& m_records;
    std::vector<Bmc> m_bmcs;
};

} // namespace rackhouse
