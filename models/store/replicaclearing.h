#pragma once

#include "models/store/replica.h"

namespace rackhouse
{

/// While it lives, the rows of a site are one thread's to change as a whole. False where they are
/// another's.
class Replica::Clearing
{
public:
    Clearing(Replica& replica, const QString& siteKey);
    ~Clearing();
    Clearing(const Clearing&) = delete;
    Clearing& operator=(const Clearing&) = delete;

    explicit operator bool() const { return m_isOurs; }

private:
    Replica& m_replica;
    QString m_siteKey;
    bool m_isOurs = false;
};

} // namespace rackhouse
